"""Verbs that move the clocks: pause for a special procedure, resume, extend. Each adds to the ledger."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tongban.cases import clock, papers, queries, rules, words
from tongban.cases.actions import records, upkeep
from tongban.cases.actions.moving import local_day, move
from tongban.cases.clock import Entry, Kind
from tongban.cases.models import Case, ClockEntry, Document
from tongban.cases.rules import Unfit
from tongban.cases.states import Step
from tongban.identity.actors import Actor
from tongban.kernel import calendars
from tongban.kernel.journal import Fact
from tongban.kernel.terms import Term


@transaction.atomic
def pause(case: Case, procedure: str, reason: str, *, expected: date, actor: Actor, at: datetime) -> Document:
    """特别程序 (行政许可法 Art 45): the clocks stand still; the applicant is told in writing how long it needs."""
    day = local_day(at)
    if procedure not in words.PROCEDURES:
        raise Unfit("procedure", _("没有选特别程序的种类，所以没有暂停。只有法律写明的程序才可以不计时，请选一种。"))
    if not reason.strip():
        raise Unfit("reason", _("没有写原因，所以没有暂停。请写明为什么需要这个程序。"))
    if expected <= day:
        raise Unfit("expected", _("预计结束日期不在今天以后，所以没有暂停。请写明需要多久。"))
    name, basis = words.PROCEDURES[procedure]
    paper = papers.procedure(case, name, basis, reason.strip(), expected, at=at)
    number = papers.numbered(case.decide_organ, paper.kind, at)
    changes: dict[str, Any] = {"due_on": expected, "handler_id": actor.staff_id}
    facts: dict[str, Fact] = {"procedure": procedure, "due": expected.isoformat()}
    move(case, Step.PAUSE, actor=actor, at=at, changes=changes, facts=facts, document=number)
    ClockEntry.objects.create(
        case=case, kind=Kind.PAUSE, day=day, procedure=procedure, reason=reason.strip(), expected=expected, at=at
    )
    nth = case.documents.filter(kind=paper.kind).count() + 1
    return records.keep(case, paper, number, actor=actor, at=at, nth=nth)


@transaction.atomic
def resume(case: Case, result: str = "", *, actor: Actor, at: datetime) -> None:
    """The special procedure is over: the rest of the term goes on from today, today included."""
    day = local_day(at)
    dues = _dues_with(case, Entry(Kind.RESUME, day), day)
    changes = {**upkeep.due_columns(dues), "handler_id": actor.staff_id}
    facts: dict[str, Fact] = {"due": dues.first.isoformat() if dues.first else ""}
    move(case, Step.RESUME, actor=actor, at=at, changes=changes, facts=facts)
    ClockEntry.objects.create(case=case, kind=Kind.RESUME, day=day, reason=result.strip(), at=at, **upkeep.led_to(dues))


@transaction.atomic
def extend(case: Case, by: Term, reason: str, *, actor: Actor, at: datetime) -> Document:
    """延期 (行政许可法 Art 42): once, within what the law allows, approved by the head; the applicant is told why."""
    day = local_day(at)
    if not reason.strip():
        raise Unfit("reason", _("没有写延长的理由，所以没有延长。理由要告知申请人，请写清楚。"))
    if not rules.extension_fits(by, case.terms):
        raise Unfit("by", _("延长的天数超过法律允许的范围，所以没有延长。请改短。"))
    if case.entries.filter(kind=Kind.EXTEND).exists():
        raise Unfit("by", _("这个办件已经延长过一次，法律只允许一次，所以没有延长。请在期限内作出决定。"))
    dues = _dues_with(case, Entry(Kind.EXTEND, day, by), day)
    paper = papers.extension(case, by, reason.strip(), dues, at=at)
    number = papers.numbered(case.decide_organ, paper.kind, at)
    changes = {**upkeep.due_columns(dues), "handler_id": actor.staff_id}
    facts: dict[str, Fact] = {"due": dues.first.isoformat() if dues.first else "", "n": by.n}
    move(case, Step.EXTEND, actor=actor, at=at, changes=changes, facts=facts, document=number)
    ClockEntry.objects.create(
        case=case, kind=Kind.EXTEND, day=day, n=by.n, unit=by.unit, reason=reason.strip(), at=at,
        **upkeep.led_to(dues),
    )  # fmt: skip
    return records.keep(case, paper, number, actor=actor, at=at)


def _dues_with(case: Case, entry: Entry, day: date) -> clock.Dues:
    """Both due dates as they are with one more entry."""
    ledger = queries.ledger(case)
    if ledger is None:
        return clock.Dues(None, None)
    longer = clock.Ledger(ledger.start, ledger.legal, ledger.promised, (*ledger.entries, entry))
    return clock.dues(longer, calendars.current(), as_of=day)
