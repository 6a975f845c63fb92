"""What can be applied for in the bench city: matters with everything that all their cases share, made once each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from tongban.cases import clock, rules
from tongban.cases.clock import Dues
from tongban.cases.rules import Evidence
from tongban.catalogue import queries as catalogue
from tongban.catalogue import scenarios
from tongban.catalogue.documents import Document
from tongban.catalogue.models import Implementation
from tongban.identity.models import Organ
from tongban.kernel import calendars
from tongban.kernel.terms import Term

MOST = 600  # different matters of one writer: what they share stays in memory
PERSON = "1"


@dataclass(frozen=True)
class Matter:
    """One handling of one item at one body."""

    implementation: Implementation
    document: Document
    handling: str
    district: str
    facts: Mapping[str, str]

    @property
    def organ(self) -> Organ:
        organ: Organ = self.implementation.organ
        return organ

    @cached_property
    def terms(self) -> dict[str, list[object]]:
        return rules.terms_of(self.document, self.handling)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What is handed in when everybody hands in all."""
        asked = scenarios.possible(self.document, self.handling, self.answers, self.facts)
        files = {material.id: 1 for material in asked if not material.filled_online}
        return rules.evidence(asked, files)

    @cached_property
    def answers(self) -> dict[str, str]:
        """The first answer to each question."""
        return {question.id: question.options[0].value for question in self.document.questions if question.options}

    @cached_property
    def form(self) -> dict[str, Any]:
        """A value for each field."""
        fields: Mapping[str, Any] = self.document.form.get("properties", {})
        return {name: _value(spec) for name, spec in fields.items()}

    def dues(self, day: date) -> Dues:
        """Both last days of a case accepted on *day*."""
        return _dues(day, rules.term(self.terms, "legal"), rules.term(self.terms, "promised"))


def choose(part: int, parts: int) -> list[Matter]:
    """Matters of every kind at the bodies of this part's districts; what is done elsewhere on the web is left out."""
    codes = sorted(set(Organ.objects.exclude(district="").values_list("district", flat=True)))
    mine = [code for number, code in enumerate(codes) if number % parts == part]
    rows = [*_some(MOST, district__in=mine), *(_some(MOST // 4, district="") if part == 0 else [])]
    return [matter for row in rows for matter in _matters(row, mine[row.pk % len(mine)])]


def _some(most: int, **where: object) -> Iterable[Implementation]:
    """About *most* implementations, evenly drawn."""
    keys = list(Implementation.objects.filter(active=True, **where).order_by("task_code").values_list("pk", flat=True))
    drawn = keys[:: max(1, len(keys) // most)]
    return Implementation.objects.filter(pk__in=drawn).select_related("organ")


def at(organ: str) -> list[Matter]:
    """All matters of one body, by its code."""
    rows = Implementation.objects.filter(active=True, organ__code=organ).select_related("organ").order_by("task_code")
    return [matter for row in rows for matter in _matters(row, row.district)]


def _matters(row: Implementation, district: str) -> list[Matter]:
    document = catalogue.version(row.version_id).document
    if document.link_out:
        return []
    kind = "person" if PERSON in document.subjects else "organisation"
    where = row.district or district
    return [Matter(row, document, handling.code, where, {"kind": kind}) for handling in document.handlings]


@lru_cache(maxsize=100_000)
def accept_by(day: date) -> date:
    """The last day on which a case received on *day* is to be accepted."""
    return clock.accept_by(day, calendars.current()).date


@lru_cache(maxsize=200_000)
def _dues(day: date, legal: Term | None, promised: Term | None) -> Dues:
    return clock.dues(clock.Ledger(day, legal, promised), calendars.current(), as_of=day)


def _value(spec: Mapping[str, Any]) -> object:
    if spec.get("enum"):
        return spec["enum"][0]
    match spec.get("type"), spec.get("format"):
        case "integer" | "number", _:
            return spec.get("minimum", 3)
        case "boolean", _:
            return True
        case "array", _:
            return spec.get("items", {}).get("enum", ["一"])[:1]
        case _, "date":
            return "2026-01-05"
        case _:
            return "演示路 12 号底层"
