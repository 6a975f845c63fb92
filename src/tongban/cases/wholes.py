"""Everything about one case in two statements, for the tracking page and the officer's file. Not here: who may ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from tongban.cases import rules, states
from tongban.cases.clock import Entry, Kind, Ledger
from tongban.cases.models import Case
from tongban.kernel.terms import Term, Unit

Row = dict[str, Any]
INTERNAL = frozenset({"examine", "send_back", "hand_over"})  # opinions that stay among officers

# The rows that belong to a case, as JSON. One statement of constant text: seven would cost the page its budget, and
# having the ORM put them together took ten times as long. Lines and names are read here, as one statement must.
_PARTS = """
select
  (select coalesce(json_agg(json_build_object(
      'kind', kind, 'nth', nth, 'number', number, 'at', at) order by id), '[]')
    from case_document where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object(
      'material', material, 'name', name, 'need', need, 'how', how, 'level', level, 'evidence', evidence,
      'checked_at', checked_at) order by id), '[]')
    from case_material where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object(
      'id', id, 'material', material, 'name', name, 'kind', kind, 'size', size, 'added_at', added_at) order by id), '[]')
    from case_attachment where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object(
      'round', round, 'points', points, 'asked_at', asked_at, 'answer_by', answer_by, 'answered_at', answered_at)
      order by round), '[]')
    from case_supplement where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object(
      'kind', kind, 'day', day, 'n', n, 'unit', unit, 'procedure', procedure, 'reason', reason, 'expected', expected,
      'legal_due', legal_due, 'promised_due', promised_due, 'at', at) order by id), '[]')
    from case_clock where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object('step', step, 'text', text, 'at', at) order by id), '[]')
    from case_opinion where case_id = %(case)s),
  (select coalesce(json_agg(json_build_object(
      'id', l.id, 'step', l.step, 'facts', l.facts, 'document', l.document, 'at', l.at, 'staff', coalesce(s.name, ''))
      order by l.id), '[]')
    from journal l left join identity_staff s on s.id = (l.facts ->> 'staff')::bigint
    where l.package = 'cases' and l.subject = %(case)s)
"""


@dataclass(frozen=True)
class Event:
    """One line of the timeline, and what belongs to it."""

    step: str  # words.STEPS has the words
    at: datetime
    staff: str  # name of the officer, or ""
    facts: Mapping[str, Any]
    document: str  # slug of the official document of this step, or ""
    document_kind: str
    opinion: str
    line: int


@dataclass(frozen=True)
class Whole:
    """A case with everything that belongs to it. Rows are dicts with the named keys."""

    case: Case
    events: list[Event]
    documents: list[Row]  # kind, nth, slug, number, at
    materials: list[Row]  # material, name, need, how, level, evidence, checked_at
    attachments: list[Row]  # id, material, name, kind, size, added_at
    supplements: list[Row]  # round, points, asked_at, answer_by, answered_at
    entries: list[Row]  # kind, day, n, unit, procedure, reason, expected, legal_due, promised_due, at
    ledger: Ledger | None


def of_officer(case: Case) -> Whole:
    """With the opinions that officers write for each other."""
    return _whole(case, hidden=frozenset())


def of_applicant(case: Case) -> Whole:
    """Without the opinions that officers write for each other."""
    return _whole(case, hidden=INTERNAL)


def ledger(case: Case, rows: list[Row]) -> Ledger | None:
    """The clock of an accepted case from its entries (kind, day, n, unit), oldest first; None before acceptance."""
    if case.accepted_on is None:
        return None
    entries = tuple(
        Entry(Kind(row["kind"]), row["day"], Term(row["n"], Unit(row["unit"])) if row["n"] else None) for row in rows
    )
    return Ledger(case.accepted_on, rules.term(case.terms, "legal"), rules.term(case.terms, "promised"), entries)


def _whole(case: Case, *, hidden: frozenset[str]) -> Whole:
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"case": case.pk})
        documents, materials, files, supplements, entries, opinions, lines = (_rows(part) for part in cursor.fetchone())
    for row in documents:
        row["slug"] = f"{row['kind']}-{row['nth']}"
    said = {(states.word(states.Step(row["step"])), row["at"]): row["text"] for row in opinions}
    papers = {row["number"]: row for row in documents}
    events = [_event(line, papers.get(line["document"], {}), said, hidden) for line in lines]
    return Whole(case, events, documents, materials, files, supplements, entries, ledger(case, entries))


def _event(line: Row, paper: Row, said: Mapping[tuple[str, datetime], str], hidden: frozenset[str]) -> Event:
    return Event(
        step=line["step"],
        at=line["at"],
        staff=line["staff"],
        facts=line["facts"],
        document=paper.get("slug", ""),
        document_kind=paper.get("kind", ""),
        opinion="" if line["step"] in hidden else said.get((line["step"], line["at"]), ""),
        line=line["id"],
    )


def _rows(part: list[Row]) -> list[Row]:
    """Rows that came as JSON, with their moments and days as such again."""
    return [{name: _value(name, value) for name, value in row.items()} for row in part]


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "at" or name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name in {"day", "expected", "answer_by", "legal_due", "promised_due"}:
        return date.fromisoformat(value)
    return value
