"""Every region's demonstration is whole: whoever and whatever its script names is there."""

import pytest

from tongban.catalogue import facets
from tongban.kernel.identity_numbers import SYNTHETIC_REGION
from tongban.regions import pack
from tongban.sandbox import people

CAST = {"wang_fang", "li_ming", "sun_yue", "zhou_min"}
OFFICERS = {"chen_jing", "zhao_qiang", "he_lin", "xu_jie"}


@pytest.fixture(params=pack.names())
def region(request):
    return request.param


def test_the_story_finds_everybody_it_needs(region):
    says = people.script(region)
    assert {each["key"] for each in says["people"]} >= CAST
    assert {each["key"] for each in says["officers"]} >= OFFICERS


def test_it_has_the_residents_and_companies_that_it_says(region):
    says, data = people.script(region), people.load(region)
    assert (len(data.residents), len(data.companies)) == (says["residents"], says["firms"])
    assert {each.number[:6] for each in data.residents} == {SYNTHETIC_REGION}
    assert len({each.number for each in data.residents}) == len(data.residents)


def test_somebody_lives_in_every_district(region):
    districts = {each.key for each in pack.open_pack(region).region.districts}
    assert {each.district for each in people.load(region).residents} == districts


def test_officers_and_desks_sit_in_bodies_that_exist(region):
    says = people.script(region)
    organs = {organ.code for organ in pack.open_pack(region).organs}
    assert {each["organ"] for each in says["officers"]} | set(says["desks"]) <= organs


def test_powers_name_items_that_exist(region):
    named = {item for power in people.script(region)["powers"] for item in power["items"]}
    assert named <= set(pack.open_pack(region).codes)


def test_what_the_walk_types_finds_an_item_that_the_clerk_handles(region):
    says, opened = people.script(region), pack.open_pack(region)
    story, clerk = says["story"], says["officers"][0]["organ"]
    found = [each for each in opened.documents if facets.initials(each.name.zh).startswith(story["search"])]
    assert any(clerk in opened.implementers(each) for each in found)
    assert clerk.startswith(story["district"])


def test_what_many_look_for_is_what_people_say(region):
    opened = pack.open_pack(region)
    said = {row.said for row in opened.synonyms} | {word for each in opened.documents for word in each.keywords}
    names = "\n".join(each.name.zh for each in opened.documents)
    assert not [each.key for each in opened.region.often if each.key not in said and each.key not in names]


@pytest.mark.parametrize("example", ["开个小面馆", "摆早点摊"])
def test_what_pages_give_as_examples_to_type_is_found(region, example):
    assert any(row.said in example for row in pack.open_pack(region).synonyms)
