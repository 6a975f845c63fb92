"""The pack of this region reaches the numbers that the project stands for."""

from functools import cache

import msgspec
import pytest

from tongban.catalogue.documents import Document
from tongban.regions import pack


@cache
def opened() -> pack.Pack:
    return pack.open_pack("yunnan")


def item(name: str) -> Document:
    return next(each for each in opened().documents if each.name.zh == name)


def test_the_catalogue_holds_sixty_items() -> None:
    assert len(opened().documents) >= 60


def test_there_are_sixteen_prefectures_with_their_129_counties() -> None:
    prefectures = {each.key for each in opened().region.districts}
    assert len(prefectures) == 16
    assert {county.district for county in opened().streets} == prefectures
    assert len(opened().streets) == 129


def test_its_levels_are_province_prefecture_and_county() -> None:
    assert [(each.zh, each.code) for each in opened().region.levels] == [("省", "2"), ("州市", "3"), ("县", "4")]


def test_a_matter_of_counties_is_done_by_the_prefecture_where_a_county_has_no_body_for_it() -> None:
    of_counties = msgspec.structs.replace(item("边民互市贸易备案"), levels=["street"])
    found = set(opened().implementers(of_counties))
    assert found == {f"{each.key}-commerce" for each in opened().region.districts}


def test_a_matter_of_the_province_is_done_by_one_body() -> None:
    assert opened().implementers(item("旅行社经营边境游资格审批")) == ("530000-culture",)


@pytest.mark.parametrize("said", ["大象踩庄稼", "鲜花检疫", "边防证", "开民宿", "做普洱茶"])
def test_what_people_say_here_leads_somewhere(said: str) -> None:
    assert said in {row.said for row in opened().synonyms}


def test_every_item_has_its_english() -> None:
    assert not [each.name.zh for each in opened().documents if not (each.name.en and each.summary.en)]


def test_nothing_is_left_of_another_region() -> None:
    here = "".join(path.read_text("utf-8") for path in opened().folder.rglob("*") if path.is_file())
    others = [each.region for each in map(pack.open_pack, ["shanghai"])]
    for other in others:
        assert other.short.zh not in here
        assert other.short.en not in here.replace(other.timezone, "")
