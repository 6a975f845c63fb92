"""What becomes of a draft when its item gets a new version: what fits is kept, what changed is told. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.cases import rules
from tongban.catalogue.documents import Document, Material, Question


class Replaced(Exception):
    """The item was published anew since the draft began; move the draft first, then file."""


@dataclass(frozen=True)
class Change:
    """One thing that is different now: *kind* is a key of words.CHANGES, *name* what it is about."""

    kind: str
    id: str
    name: dict[str, str]


@dataclass(frozen=True)
class Moved:
    """A draft's contents under the new version."""

    answers: dict[str, str]
    form: dict[str, Any]
    changes: list[Change]


def fitting_answers(document: Document, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that are options of the document's questions."""
    options = {question.id: {option.value for option in question.options} for question in document.questions}
    return {id_: value for id_, value in answers.items() if value in options.get(id_, ())}


def carry_over(
    old: Document, new: Document, handling: str, answers: Mapping[str, str], form: Mapping[str, Any]
) -> Moved:
    """Keep every answer and value that the new version still has a place for."""
    kept_answers = fitting_answers(new, answers)
    kept_form = {name: value for name, value in form.items() if _fits(new, name, value)}
    changes = [
        *_questions(old, new, answers, kept_answers),
        *_fields(old, new, form, kept_form),
        *_materials(old, new, handling),
    ]
    return Moved(kept_answers, kept_form, changes)


def _questions(old: Document, new: Document, answers: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[Change]:
    known = {question.id for question in old.questions}
    for question in new.questions:
        if question.id not in known:
            yield Change("question", question.id, _name(question))
        elif question.id in answers and question.id not in kept:
            yield Change("answer", question.id, _name(question))


def _fields(old: Document, new: Document, form: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[Change]:
    before, now = old.form.get("properties", {}), new.form.get("properties", {})
    for name, spec in now.items():
        if name not in before:
            yield Change("field", name, _label(name, spec))
        elif form.get(name) not in (None, "") and name not in kept:
            yield Change("value", name, _label(name, spec))
    for name, spec in before.items():
        if name not in now and form.get(name) not in (None, ""):
            yield Change("value", name, _label(name, spec))


def _materials(old: Document, new: Document, handling: str) -> Iterator[Change]:
    before, now = _asked(old, handling), _asked(new, handling)
    for id_, material in now.items():
        if id_ not in before:
            yield Change("material", id_, {"zh": material.name.zh, "en": material.name.en})
    for id_, material in before.items():
        if id_ not in now:
            yield Change("dropped", id_, {"zh": material.name.zh, "en": material.name.en})


def _asked(document: Document, handling: str) -> dict[str, Material]:
    chosen = rules.handling_of(document, handling)
    wanted = set(chosen.materials) if chosen else set()
    return {material.id: material for material in document.materials if not wanted or material.id in wanted}


def _fits(document: Document, name: str, value: object) -> bool:
    spec = document.form.get("properties", {}).get(name)
    return spec is not None and ("enum" not in spec or value in spec["enum"])


def _name(question: Question) -> dict[str, str]:
    return {"zh": question.text.zh, "en": question.text.en}


def _label(name: str, spec: Mapping[str, Any]) -> dict[str, str]:
    return {"zh": spec.get("title", name), "en": spec.get("x-en", {}).get("title", "")}
