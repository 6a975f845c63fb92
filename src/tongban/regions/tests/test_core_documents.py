"""The items described in full: whatever a person answers, the document knows what to ask for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tongban.catalogue import audit, documents, forms, scenarios
from tongban.catalogue.documents import Document

PATHS = sorted(Path(__file__).parent.parent.glob("*/items/core/*.json"))
DOCUMENTS = [(path.parents[2].name, each) for path in PATHS for each in documents.parse_many(path.read_bytes())]
APPLICANT = {"kind": "person"}

every_document = pytest.mark.parametrize(
    "document", [each for _region, each in DOCUMENTS], ids=[f"{region} {each.name.zh}" for region, each in DOCUMENTS]
)


def answered(document: Document, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """Every way through the questions, in the order in which they are asked."""
    waiting = scenarios.open_questions(document, answers)
    if not waiting:
        yield answers
        return
    for option in waiting[0].options:
        yield from answered(document, {**answers, waiting[0].id: option.value})


def outcome(document: Document, answers: dict[str, str]) -> frozenset[str]:
    """What a scenario selects: materials of all handlings, and the names of the fields."""
    asked = {
        each.id for each in document.materials if scenarios.conditions.holds(each.when, a=answers, f={}, p=APPLICANT)
    }
    shown = {field.name for field in forms.fields(document.form, answers, {})}
    return frozenset({f"material {id_}" for id_ in asked} | {f"field {name}" for name in shown})


@every_document
def test_every_scenario_of_every_handling_names_its_materials_and_fields(document: Document) -> None:
    for answers in answered(document, {}):
        for handling in document.handlings:
            assert scenarios.materials(document, handling.code, answers, {}, APPLICANT)
        assert len(forms.fields(document.form, answers, {})) >= 3


@every_document
def test_the_answers_make_a_difference(document: Document) -> None:
    if not document.questions:
        return
    assert len({outcome(document, answers) for answers in answered(document, {})}) > 1


@every_document
def test_an_empty_form_is_told_what_it_lacks(document: Document) -> None:
    answers = next(answered(document, {}))
    required = {field.name for field in forms.fields(document.form, answers, {}) if field.is_required}
    assert set(forms.validate(document.form, answers, {}, today=date(2026, 11, 23))) == required


@every_document
def test_nothing_stands_against_publication(document: Document) -> None:
    assert [each for each in audit.findings(document, demo=True) if each.blocks] == []


@every_document
def test_every_choice_is_said_in_both_languages(document: Document) -> None:
    choices = [
        choice for field in document.form["properties"].values() for choice in field.get("x-labels", {}).values()
    ]
    options = [
        {"zh": each.label.zh, "en": each.label.en} for question in document.questions for each in question.options
    ]
    assert all(each.get("zh") and each.get("en") for each in choices + options)
