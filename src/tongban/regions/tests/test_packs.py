"""Every region pack keeps its promises. What is particular to one region is in its data, and in test_<region>.py."""

import re
from collections import Counter
from itertools import product

import pytest

from tongban.catalogue import conditions, documents, forms
from tongban.catalogue.documents import Document
from tongban.kernel import organisation_numbers
from tongban.regions import pack
from tongban.signing import suites

CATCH_ALL = re.compile("其他|其它|有关|等材料|等资料|等证明|相关材料")


@pytest.fixture(scope="module", params=pack.names())
def opened(request: pytest.FixtureRequest) -> pack.Pack:
    return pack.open_pack(request.param)


def test_codes_of_items_are_unique_and_twelve_signs_long(opened: pack.Pack) -> None:
    codes = Counter(document.code for document in opened.documents)
    assert not [code for code, times in codes.items() if times > 1 or not re.fullmatch(r"[0-9A-Z]{12}", code)]


def test_no_two_items_bear_one_name(opened: pack.Pack) -> None:
    names = Counter(document.name.zh for document in opened.documents)
    assert not [name for name, times in names.items() if times > 1]


def test_each_item_is_of_a_known_department_level_and_theme(opened: pack.Pack) -> None:
    region = opened.region
    departments = {each.key for each in region.departments}
    person, company = ({each.key for each in themes} for themes in (region.themes_person, region.themes_company))
    strange = [
        document.name.zh
        for document in opened.documents
        if document.department not in departments
        or set(document.levels) - {each.key for each in region.levels}
        or set(document.themes_person) - person
        or set(document.themes_company) - company
    ]
    assert not strange


def test_each_item_is_implemented_by_somebody(opened: pack.Pack) -> None:
    organs = {organ.code for organ in opened.organs}
    assert all(opened.implementers(document) for document in opened.documents)
    assert {code for document in opened.documents for code in opened.implementers(document)} <= organs


def test_the_suite_of_a_region_runs_on_this_machine(opened: pack.Pack) -> None:
    suites.named(opened.region.suite).check()


def test_its_levels_are_the_three_of_a_document_from_the_top(opened: pack.Pack) -> None:
    assert [each.key for each in opened.region.levels] == ["city", "district", "street"]
    assert {organ.level for organ in opened.organs} <= {each.key for each in opened.region.levels}
    assert [each.code for each in opened.region.levels] == sorted(each.code for each in opened.region.levels)


def test_everything_it_names_has_both_languages(opened: pack.Pack) -> None:
    here = opened.region
    named = [*here.departments, *here.districts, *here.themes_person, *here.themes_company, *here.often, here.brand]
    assert all(each.zh and each.en for each in [*named, *opened.streets])


def test_names_of_materials_hold_no_catch_all(opened: pack.Pack) -> None:
    names = {material.name.zh for document in opened.documents for material in document.materials}
    assert not [name for name in names if CATCH_ALL.search(name)]


def test_handlings_name_only_materials_of_their_item(opened: pack.Pack) -> None:
    wrong = []
    for document in opened.documents:
        ids = [material.id for material in document.materials]
        codes = [handling.code for handling in document.handlings]
        named = {id_ for handling in document.handlings for id_ in handling.materials}
        if len(set(ids)) < len(ids) or len(set(codes)) < len(codes) or named - set(ids) or not codes:
            wrong.append(document.name.zh)
    assert not wrong


def test_a_visit_has_its_reason(opened: pack.Pack) -> None:
    assert not [each.name.zh for each in opened.documents if each.visits.count and not each.visits.reason]


def test_forms_keep_to_the_dialect(opened: pack.Pack) -> None:
    for form in {documents.msgspec.json.encode(each.form): each.form for each in opened.documents}.values():
        forms.check(form)


def test_each_item_that_is_done_here_has_a_form(opened: pack.Pack) -> None:
    assert not [each.name.zh for each in opened.documents if not each.link_out and not each.form.get("properties")]


def test_conditions_have_an_answer_in_every_scenario(opened: pack.Pack) -> None:
    for document in opened.documents:
        for answers in _scenarios(document):
            for material in document.materials:
                conditions.holds(material.when, a=answers, f={}, p={"kind": "person"})


def test_what_a_document_says_survives_writing_and_reading(opened: pack.Pack) -> None:
    some = opened.documents[::100]
    assert [documents.parse(documents.render(each)) for each in some] == list(some)


def test_organs_come_after_their_parents_and_bear_sound_codes(opened: pack.Pack) -> None:
    seen: set[str] = set()
    for organ in opened.organs:
        assert not organ.parent or organ.parent in seen
        assert isinstance(organisation_numbers.read(organ.uscc, demo=True), organisation_numbers.OrganisationNumber)
        seen.add(organ.code)
    assert len(seen) == len(opened.organs)


def test_synonyms_lead_to_items_and_say_each_thing_once(opened: pack.Pack) -> None:
    assert not [row for row in opened.synonyms if row.item not in opened.codes]
    assert len({row.said for row in opened.synonyms}) == len(opened.synonyms)


def test_every_variant_found_the_item_it_belongs_to(opened: pack.Pack) -> None:
    names = {document.name.zh for document in opened.documents}
    assert not [row.of for row in opened.variants if row.of not in names]
    assert not [row.name for row in opened.variants if row.name in names]


def test_an_unknown_region_is_refused_in_words() -> None:
    with pytest.raises(pack.Unreadable, match="nowhere"):
        pack.open_pack("nowhere")


def _scenarios(document: Document) -> list[dict[str, str]]:
    questions = document.questions
    answers = product(*([option.value for option in each.options] for each in questions))
    return [dict(zip((each.id for each in questions), values, strict=True)) for values in answers]
