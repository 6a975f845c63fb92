"""What a scenario selects: questions still to ask, materials to hand in, by the answers given. Pure.

A condition that needs an answer not given yet counts neither as true nor as false: the question or material is left
out while questions are open, and `materials` raises Missing unless it is told to take the worst case.
"""

from collections.abc import Mapping
from typing import Any

from tongban.catalogue import conditions
from tongban.catalogue.conditions import Missing
from tongban.catalogue.documents import Document, Handling, Material, Question

Answers = Mapping[str, str]
PERSON = {"kind": "person"}


def questions(document: Document, answers: Answers, applicant: Mapping[str, Any] = PERSON) -> list[Question]:
    """The questions to show, in order: those without a condition, and those that earlier answers call for."""
    return [question for question in document.questions if _is_asked(question, answers, applicant)]


def open_questions(document: Document, answers: Answers, applicant: Mapping[str, Any] = PERSON) -> list[Question]:
    """The questions to show that have no answer yet."""
    return [question for question in questions(document, answers, applicant) if question.id not in answers]


def materials(
    document: Document, handling: str, answers: Answers, values: Mapping[str, Any], applicant: Mapping[str, Any]
) -> list[Material]:
    """The materials that this scenario asks for. Raises Missing when an answer that decides is not there."""
    return [
        material
        for material in of_handling(document, handling)
        if conditions.holds(material.when, a=answers, f=values, p=applicant)
    ]


def possible(
    document: Document, handling: str, answers: Answers, applicant: Mapping[str, Any] = PERSON
) -> list[Material]:
    """The materials that may be asked for given the answers so far: what is undecided counts as asked."""
    return [each for each in of_handling(document, handling) if _may_hold(each.when, answers, applicant)]


def of_handling(document: Document, handling: str) -> list[Material]:
    """The item's materials that the handling asks for, before any condition."""
    chosen = handling_of(document, handling)
    wanted = set(chosen.materials) if chosen else set()
    return [material for material in document.materials if not wanted or material.id in wanted]


def handling_of(document: Document, code: str) -> Handling | None:
    """The handling with this code."""
    return next((handling for handling in document.handlings if handling.code == code), None)


def to_hand_in(asked: list[Material]) -> list[Material]:
    """Those that the applicant must bring: what she fills in online is no paper to find."""
    return [material for material in asked if not material.filled_online]


def _is_asked(question: Question, answers: Answers, applicant: Mapping[str, Any]) -> bool:
    try:
        return conditions.holds(question.when, a=answers, f={}, p=applicant)
    except Missing:
        return False


def _may_hold(when: str, answers: Answers, applicant: Mapping[str, Any]) -> bool:
    try:
        return conditions.holds(when, a=answers, f={}, p=applicant)
    except Missing:
        return True
