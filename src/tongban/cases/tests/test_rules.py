"""The rules: who may apply, what is missing, what is frozen; and what a new version does to a draft."""

from dataclasses import replace

import msgspec
import pytest

from tongban.cases import rules, versions
from tongban.cases.rules import Applicant, Bar
from tongban.cases.tests import city
from tongban.catalogue.documents import Length, Terms
from tongban.catalogue.documents import Unit as ItemUnit
from tongban.kernel.terms import Term, Unit

DOCUMENT = city.DOCUMENT
WANG = Applicant("person", 2)
COMPANY = Applicant("organisation", 2)


@pytest.mark.parametrize(
    ("document", "handling", "applicant", "bar"),
    [
        (DOCUMENT, "01", WANG, None),
        (DOCUMENT, "01", COMPANY, None),
        (DOCUMENT, "09", WANG, Bar.NO_HANDLING),
        (DOCUMENT, "01", replace(WANG, level=1), Bar.NOT_PROVEN),
        (DOCUMENT, "01", replace(COMPANY, items=("310000000000",)), Bar.OUT_OF_POWER),
        (DOCUMENT, "01", replace(COMPANY, items=(DOCUMENT.code,)), None),
        (msgspec.structs.replace(DOCUMENT, subjects=["2"]), "01", WANG, Bar.ORGANISATIONS_ONLY),
        (msgspec.structs.replace(DOCUMENT, subjects=["1"]), "01", COMPANY, Bar.PERSONS_ONLY),
        (msgspec.structs.replace(DOCUMENT, link_out="https://example.org/"), "01", WANG, Bar.ELSEWHERE),
    ],
)
def test_who_may_apply(document, handling, applicant, bar):
    assert rules.bar(document, handling, applicant) is bar


@pytest.mark.parametrize("bar", Bar)
def test_every_bar_says_what_to_do_next(bar):
    assert bar.sentence.endswith("。")
    assert bar.sentence.count("。") >= 2


def test_only_what_must_be_there_is_missed():
    assert rules.missing(DOCUMENT.materials, {}) == ("plan", "lease")
    assert rules.missing(DOCUMENT.materials, {"plan": 2, "lease": 1}) == ()


def test_each_material_says_how_it_was_satisfied_and_how_far_to_trust_it():
    rows = rules.evidence(DOCUMENT.materials, {"plan": 1})
    assert [(row.material, row.how, row.level) for row in rows] == [
        ("application", "form", "C"),
        ("plan", "upload", "C"),
        ("lease", "absent", ""),
        ("health", "later", ""),
        ("photo", "absent", ""),
    ]


def test_the_terms_of_a_handling_go_before_those_of_the_item():
    own = msgspec.structs.replace(DOCUMENT.handlings[0], terms=Terms(promised=Length(2, ItemUnit.WORKDAY)))
    document = msgspec.structs.replace(DOCUMENT, handlings=[own])
    assert rules.terms_of(document, "01") == {"promised": [2, "workday"]}
    assert rules.term(rules.terms_of(DOCUMENT, "01"), "legal") == Term(20, Unit.WORKDAY)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Term(10, Unit.WORKDAY), True),
        (Term(11, Unit.WORKDAY), False),
        (Term(0, Unit.WORKDAY), False),
        (Term(5, Unit.DAY), False),
    ],
)
def test_an_extension_keeps_within_the_law(wanted, fits):
    assert rules.extension_fits(wanted, {}) is fits


def test_a_supplement_request_names_only_materials_of_the_item():
    assert rules.known([{"material": "plan", "text": "第二页不清楚"}], {"plan"})
    assert not rules.known([{"material": "other", "text": "x"}], {"plan"})
    assert not rules.known([{"material": "plan", "text": "  "}], {"plan"})


def test_answers_that_are_no_options_are_dropped():
    assert versions.fitting_answers(DOCUMENT, {"premises": "rent", "food": "!", "x": "y"}) == {"premises": "rent"}


def test_a_new_version_keeps_what_fits_and_tells_what_changed():
    changed = city.changed_document()
    moved = versions.carry_over(
        DOCUMENT, changed, "01", {"premises": "rent"}, {"shop": "小满面馆", "area": 86, "kind": "noodles"}
    )
    assert moved.answers == {"premises": "rent"}
    assert moved.form == {"shop": "小满面馆", "area": 86}
    assert [(change.kind, change.id) for change in moved.changes] == [
        ("question", "delivery"),
        ("value", "kind"),
        ("field", "seats"),
        ("material", "water"),
        ("dropped", "photo"),
    ]
