"""From a story to the rows that the program would have written: case, ledger, materials, documents, journal lines."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum
from functools import cache, lru_cache
from typing import Any

import msgspec
from django.db import models

from bench.matters import Matter, accept_by
from bench.stories import Story
from tongban.cases import papers, rules, sealing, states
from tongban.cases.models import (
    Attachment,
    Case,
    CaseMaterial,
    ClockEntry,
    Document,
    Opinion,
    Supplement,
)
from tongban.cases.papers import Kind, Paper
from tongban.cases.rules import Outcome
from tongban.cases.states import State
from tongban.identity.models import Organ, Organisation, Person
from tongban.kernel import numbering
from tongban.kernel.models import Line
from tongban.kernel.working_days import Calendar

OPINION = "材料齐全，符合法定条件。"
MISSING = "请补交加盖公章的复印件。"
TABLES: tuple[type[models.Model], ...] = (
    Case, ClockEntry, CaseMaterial, Supplement, Attachment, Document, Opinion, Line,
)  # fmt: skip
DAY = timedelta(days=1)
Row = tuple[type[models.Model], dict[str, Any]]  # a table, and what is not empty of its columns


@dataclass
class Serials:
    """The last number of each series; a writer owns the series of its districts."""

    last: Counter[str] = field(default_factory=Counter)

    def next(self, series: str) -> int:
        self.last[series] += 1
        return self.last[series]


class Writer:
    """Collects the rows of cases, table by table."""

    def __init__(self, calendar: Calendar, serials: Serials) -> None:
        self.calendar = calendar
        self.zone: tzinfo = calendar.zone
        self.serials = serials
        self.rows: dict[type[models.Model], list[list[object]]] = {table: [] for table in TABLES}
        self.ended: Counter[str] = Counter()
        self._empty = {table: {one.attname: _empty(one) for one in columns(table)} for table in TABLES}

    def write(self, pk: int, matter: Matter, applicant: Person | Organisation, story: Story, staff: int) -> None:
        """All rows of one case."""
        teller = _Teller(self, _case(pk, matter, applicant, story), matter, story, staff)
        for table, values in teller.rows():
            self.rows[table].append([_plain(value) for value in (self._empty[table] | values).values()])
        if teller.case.ended_at and story.state is State.CLOSED:
            self.ended[f"cases.closed.{teller.case.outcome}"] += 1
        if teller.case.ended_at:
            self.ended["cases.ended"] += 1


@cache
def columns(table: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """What COPY is given: all columns, but the ids that the database counts itself."""
    return [one for one in table._meta.concrete_fields if table is Case or not one.primary_key]  # noqa: SLF001 - Django's public API


def _empty(column: "models.Field[Any, Any]") -> object:
    return None if column.null else column.get_default()


class _Teller:
    """Tells one story in rows; *case* changes while it goes."""

    def __init__(self, writer: Writer, case: Case, matter: Matter, story: Story, staff: int) -> None:
        self.writer, self.case, self.matter, self.story, self.staff = writer, case, matter, story, staff

    def rows(self) -> Iterator[Row]:
        case, filed = self.case, self.story.filed
        yield self._line("start", filed - DAY / 48, number="")
        if self.story.state is State.DRAFT:
            case.lapses_on = self._day(filed) + timedelta(days=rules.DRAFT_LIVES)
            yield self._last()
            return
        yield from self._file(filed)
        for step, at in self.story.steps:
            yield from getattr(self, f"_{step}")(at)
        case.state, case.desk = self.story.state, states.DESK[self.story.state]
        case.revision = len(self.story.steps) + 2
        if not case.desk:
            case.due_on = None
        yield self._last()

    def _file(self, at: datetime) -> Iterator[Row]:
        case, matter = self.case, self.matter
        received = self.writer.calendar.day_of_receipt(at)
        serial = self.writer.serials.next(numbering.series_of_cases(case.district[:6], received))
        case.number = numbering.case_number(case.item_code, case.district[:6], received, serial)
        case.terms, case.filed_at, case.received_on = matter.terms, at, received
        case.accept_by = case.due_on = accept_by(received)
        case.desk_organ_id = case.accept_organ_id
        yield self._line("file", at, document=case.number, due=case.due_on.isoformat())
        for row in matter.evidence:
            yield CaseMaterial, {
                "case_id": case.pk, "material": row.material, "name": row.name, "need": row.need, "how": row.how,
                "level": row.level,
            }  # fmt: skip
            if row.how == "upload":
                yield self._attachment(row.material, at)
        paper = papers.receipt(case, matter.evidence, at=at, accept_by=case.accept_by)
        yield self._document(paper, case.number, at)

    def _open_file(self, at: datetime) -> Iterator[Row]:
        yield self._line("open_file", at, officer=True, purpose="accept")

    def _accept(self, at: datetime) -> Iterator[Row]:
        case, day = self.case, self.writer.calendar.day_of_receipt(at)
        dues = self.matter.dues(day)
        case.accepted_on, case.due_on = day, rules.fits_deadline(dues.first)
        case.legal_due = dues.legal.date if dues.legal else None
        case.promised_due = dues.promised.date if dues.promised else None
        case.due_provisional, case.handler_id = dues.is_provisional, self.staff
        known = dues.legal or dues.promised
        yield ClockEntry, {
            "case_id": case.pk, "kind": "start", "day": day, "at": at, "legal_due": case.legal_due,
            "promised_due": case.promised_due, "calendar": known.calendar_version[:60] if known else "",
        }  # fmt: skip
        due = dues.first.isoformat() if dues.first else ""
        yield from self._formal("accept", papers.acceptance(case, dues, at=at, day=day), at, due=due)

    def _examine(self, at: datetime) -> Iterator[Row]:
        yield self._line("examine", at, officer=True)
        yield self._opinion("examine", at)

    def _decide(self, at: datetime) -> Iterator[Row]:
        case, granted = self.case, self.story.is_granted
        case.outcome = Outcome.GRANTED if granted else Outcome.DENIED
        case.decided_at, case.due_on = at, self._day(at) + timedelta(days=14)
        paper = papers.decision(case, OPINION, granted=granted, item=self.matter.document, at=at)
        yield self._opinion("grant" if granted else "deny", at)
        yield from self._formal("decide", paper, at, outcome=str(case.outcome))

    def _issue(self, at: datetime) -> Iterator[Row]:
        self.case.result_name, self.case.result_number = self.matter.document.result.name.zh, f"{self.case.number}"
        yield self._line("issue", at, officer=True, result=self.case.result_number)

    def _deliver(self, at: datetime) -> Iterator[Row]:
        self.case.delivered_how = "online"
        paper = papers.delivery(self.case, "online", "", at=at)
        yield from self._formal("deliver", paper, at, how="online", result=self.case.result_number)

    def _close(self, at: datetime) -> Iterator[Row]:
        self.case.ended_at = at
        yield self._line("close", at, officer=True, outcome=str(self.case.outcome))

    def _refuse(self, at: datetime) -> Iterator[Row]:
        self.case.ended_at, self.case.outcome, self.case.handler_id = at, Outcome.REFUSED, self.staff
        paper = papers.refusal(self.case, "依法不需要取得行政许可", OPINION, "", at=at)
        yield self._opinion("refuse", at)
        yield from self._formal("refuse", paper, at, ground="not_needed")

    def _ask_supplement(self, at: datetime) -> Iterator[Row]:
        case, until = self.case, self._day(at) + timedelta(days=30)
        case.due_on = case.lapses_on = until
        case.handler_id = self.staff
        points = [{"material": "", "field": "", "text": MISSING}]
        yield Supplement, {
            "case_id": case.pk, "round": 1, "points": points, "asked_by_id": self.staff, "asked_at": at,
            "answer_by": until, "answered_at": None,
        }  # fmt: skip
        paper = papers.supplement(case, points, at=at, answer_by=until)
        yield from self._formal("ask_supplement", paper, at, count=1, due=until.isoformat(), round=1)

    def _lapse(self, at: datetime) -> Iterator[Row]:
        self.case.ended_at, self.case.outcome, self.case.lapses_on = at, Outcome.LAPSED, None
        yield self._line("lapse", at)

    def _withdraw(self, at: datetime) -> Iterator[Row]:
        self.case.ended_at, self.case.outcome = at, Outcome.WITHDRAWN
        yield from self._formal("withdraw", papers.withdrawal(self.case, "", at=at), at, officer=False)

    def _formal(self, word: str, paper: Paper, at: datetime, *, officer: bool = True, **facts: Any) -> Iterator[Row]:
        """A step with its numbered document."""
        year = at.astimezone(self.writer.zone).year
        serial = self.writer.serials.next(_series(self.matter.organ, paper.kind, year))
        number = papers.number_of(self.matter.organ, paper.kind, year, serial)
        yield self._line(word, at, officer=officer, document=number, **facts)
        yield self._document(paper, number, at)

    def _document(self, paper: Paper, number: str, at: datetime) -> Row:
        facts = {**paper.facts, "number": number}
        staff = None if paper.kind is Kind.RECEIPT else self.staff
        row = {"case_id": self.case.pk, "kind": paper.kind, "nth": 1, "number": number, "facts": facts}
        return Document, row | {"staff_id": staff, "at": at}

    def _opinion(self, step: str, at: datetime) -> Row:
        return Opinion, {"case_id": self.case.pk, "step": step, "text": OPINION, "staff_id": self.staff, "at": at}

    def _attachment(self, material: str, at: datetime) -> Row:
        """The row of a file; no file lies behind it."""
        file = {"name": "材料.pdf", "kind": "pdf", "size": 48_000, "digest": "0" * 64, "added_at": at}
        return Attachment, {"case_id": self.case.pk, "key": uuid.uuid4(), "material": material} | file

    def _line(self, word: str, at: datetime, *, officer: bool = False, document: str = "", **facts: Any) -> Row:
        case = self.case
        who: dict[str, Any] = {"staff": self.staff} if officer else {}
        return Line, {
            "package": "cases", "step": word, "subject": case.pk, "actor_kind": "officer" if officer else "person",
            "actor": None if officer else case.applicant_person_id,
            "organ": self.matter.organ.code if officer else "", "item": case.item_code, "district": case.district,
            "version": case.version_id, "document": document, "facts": who | facts, "at": at,
        }  # fmt: skip

    def _last(self) -> Row:
        return Case, {one.attname: getattr(self.case, one.attname) for one in columns(Case)}

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.writer.zone).date()


@lru_cache(maxsize=100_000)
def _series(organ: Organ, kind: Kind, year: int) -> str:
    return papers.series_of(organ, kind, year)


def _case(pk: int, matter: Matter, applicant: Person | Organisation, story: Story) -> Case:
    """A draft on which everything is filled in."""
    organ, key = matter.organ, uuid.uuid4()
    who = "applicant_person" if isinstance(applicant, Person) else "applicant_organisation"
    return Case(
        pk=pk, key=key, item_code=matter.document.code, item_name=matter.document.name.zh, handling=matter.handling,
        version_id=matter.implementation.version_id, implementation_id=matter.implementation.pk,
        district=matter.district, receive_organ=organ, accept_organ=organ, decide_organ=organ,
        answers=matter.answers, form_sealed=sealing.seal_form(key, matter.form), revision=2,
        started_at=story.filed - DAY / 48, saved_at=story.filed, **{who: applicant},
    )  # fmt: skip


def _plain(value: object) -> object:
    """As COPY takes it: JSON as text, words as plain words."""
    if isinstance(value, dict | list):
        return msgspec.json.encode(value).decode()
    return value.value if isinstance(value, Enum) else value
