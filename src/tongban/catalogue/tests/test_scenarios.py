"""Scenarios: which questions are asked, which materials they select, what counts when an answer is missing."""

import pytest

from tongban.catalogue import scenarios
from tongban.catalogue.tests import small

DOCUMENT = small.document()
PERSON, ORGANISATION = {"kind": "person"}, {"kind": "organisation"}


def ids(rows):
    return [row.id for row in rows]


def asked(handling, answers, applicant=PERSON):
    return ids(scenarios.materials(DOCUMENT, handling, answers, {}, applicant))


def test_a_question_is_asked_once_the_answer_it_hangs_on_calls_for_it():
    assert ids(scenarios.questions(DOCUMENT, {})) == ["premises", "cold"]
    assert ids(scenarios.questions(DOCUMENT, {"premises": "own"})) == ["premises", "cold"]
    assert ids(scenarios.questions(DOCUMENT, {"premises": "rent"})) == ["premises", "owner", "cold"]


def test_open_questions_are_those_shown_and_not_answered():
    assert ids(scenarios.open_questions(DOCUMENT, {"premises": "rent", "cold": "no"})) == ["owner"]
    assert scenarios.open_questions(DOCUMENT, {"premises": "own", "cold": "no"}) == []


def test_the_answers_select_the_materials():
    assert asked("01", {"premises": "own", "cold": "no"}) == ["application", "plan"]
    assert asked("01", {"premises": "rent", "cold": "yes"}) == ["application", "plan", "lease", "room"]


def test_an_organisation_is_asked_for_what_only_organisations_have():
    answers = {"premises": "own", "cold": "no"}
    assert asked("01", answers, ORGANISATION) == ["application", "plan", "charter"]


def test_a_handling_asks_for_its_own_materials_only():
    assert asked("02", {}) == ["application"]


def test_without_the_deciding_answer_the_materials_are_not_known():
    with pytest.raises(scenarios.Missing):
        asked("01", {"cold": "no"})


def test_what_is_undecided_counts_as_asked_when_the_worst_case_is_wanted():
    assert ids(scenarios.possible(DOCUMENT, "01", {})) == ["application", "plan", "lease", "room"]
    assert ids(scenarios.possible(DOCUMENT, "01", {"cold": "no"})) == ["application", "plan", "lease"]


def test_what_is_filled_in_online_is_no_paper_to_find():
    found = scenarios.possible(DOCUMENT, "01", {"premises": "own", "cold": "no"})
    assert ids(scenarios.to_hand_in(found)) == ["plan"]


def test_a_handling_nobody_knows_is_none():
    assert scenarios.handling_of(DOCUMENT, "99") is None
