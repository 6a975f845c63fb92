"""What happens by itself: deemed acceptance, lapsing, recomputing after an amended calendar. And what verbs share."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from tongban.cases import clock, papers, queries, rules
from tongban.cases.actions import records
from tongban.cases.actions.moving import local_day, move, swap, write
from tongban.cases.clock import Dues, Kind
from tongban.cases.models import Case, ClockEntry, Document
from tongban.cases.rules import Outcome, Overtaken
from tongban.cases.states import Desk, IllegalStep, State, Step
from tongban.identity.actors import SYSTEM
from tongban.kernel import calendars, tallies

BATCH = 200


def due_columns(dues: Dues) -> dict[str, Any]:
    """What the case row keeps of its due dates."""
    return {
        "legal_due": dues.legal.date if dues.legal else None,
        "promised_due": dues.promised.date if dues.promised else None,
        "due_on": rules.fits_deadline(dues.first),
        "due_provisional": dues.is_provisional,
    }


def led_to(dues: Dues) -> dict[str, Any]:
    """What a ledger entry keeps of the due dates it led to."""
    known = dues.legal or dues.promised
    return {
        "legal_due": dues.legal.date if dues.legal else None,
        "promised_due": dues.promised.date if dues.promised else None,
        "calendar": known.calendar_version[:60] if known else "",
    }


def count_end() -> None:
    """Count a case that came to its end."""
    tallies.add("cases.ended")


def settle(case: Case, *, at: datetime) -> None:
    """Before a clerk acts on a filed case: if the five days have passed, it counts as accepted, whatever he wants."""
    if case.state == State.FILED and case.accept_by and case.accept_by < local_day(at):
        deem_accepted(case, at=at)


@transaction.atomic
def deem_accepted(case: Case, *, at: datetime) -> Document:
    """视为受理: five working days passed without a word; accepted from the day of receipt (行政许可法 Art 32)."""
    if case.state != State.FILED or case.accept_by is None or case.accept_by >= local_day(at):
        raise IllegalStep(State(case.state), Step.DEEM_ACCEPTED)
    start = case.received_on or local_day(at)
    ledger = clock.Ledger(start, rules.term(case.terms, "legal"), rules.term(case.terms, "promised"))
    dues = clock.dues(ledger, calendars.current(), as_of=local_day(at))
    paper = papers.acceptance(case, dues, at=at, day=start, deemed=True)
    number = papers.numbered(case.accept_organ, paper.kind, at)
    changes = {**due_columns(dues), "accepted_on": start, "desk_organ_id": case.decide_organ_id}
    facts = {"due": dues.first.isoformat() if dues.first else ""}
    move(case, Step.DEEM_ACCEPTED, actor=SYSTEM, at=at, changes=changes, facts=facts, document=number)
    ClockEntry.objects.create(case=case, kind=Kind.START, day=start, at=at, **led_to(dues))
    return records.keep(case, paper, number, actor=SYSTEM, at=at)


def deem_waiting(*, at: datetime) -> int:
    """Deem accepted every filed case whose five days have passed. How many there were."""
    waiting = Case.objects.filter(state=State.FILED, accept_by__lt=local_day(at)).order_by("accept_by")
    return _each(waiting, lambda case: deem_accepted(case, at=at))


def end_lapsed(*, at: datetime) -> int:
    """End drafts nobody touched, and supplement requests nobody answered, on the day after their last."""
    over = Case.objects.filter(state__in=[State.DRAFT, State.SUPPLEMENT], lapses_on__lt=local_day(at))
    return _each(over.order_by("lapses_on"), lambda case: _end_lapsed(case, at))


def warn_lapsing(*, at: datetime) -> int:
    """Tell once, a week before, that a draft will be cleared."""
    soon = local_day(at) + timedelta(days=rules.WARN_BEFORE)
    drafts = Case.objects.filter(state=State.DRAFT, lapses_on__lte=soon, lapse_told=False).order_by("lapses_on")
    return _each(drafts, lambda case: _warn(case, at))


def recompute_open(*, from_day: date, at: datetime) -> int:
    """After an amended calendar: move the due dates of open cases that lie on *from_day* or later."""
    later = Q(legal_due__gte=from_day) | Q(promised_due__gte=from_day) | Q(accept_by__gte=from_day, state=State.FILED)
    running = Case.objects.filter(later).exclude(desk=Desk.NONE).order_by("pk")
    return _each(running, lambda case: recompute(case, at=at))


@transaction.atomic
def recompute(case: Case, *, at: datetime) -> bool:
    """Reckon the due dates again; where one moved, write a ledger entry and tell. True if one moved."""
    calendar = calendars.current()
    if case.state == State.FILED and case.received_on:
        due = clock.accept_by(case.received_on, calendar)
        dues = Dues(None, None)
        changes = {"accept_by": due.date, "due_on": due.date, "due_provisional": due.provisional}
    else:
        ledger = queries.ledger(case)
        if ledger is None or case.state not in (State.ACCEPTED, State.EXAMINED, State.PAUSED):
            return False
        dues = clock.dues(ledger, calendar, as_of=local_day(at))
        changes = due_columns(dues)
        if case.state == State.PAUSED:
            del changes["due_on"]
    if all(getattr(case, name) == value for name, value in changes.items()):
        return False
    moved = any(getattr(case, name) != value for name, value in changes.items() if name != "due_provisional")
    swap(case, Q(), changes)
    if moved:
        ClockEntry.objects.create(case=case, kind=Kind.RECOMPUTE, day=local_day(at), at=at, **led_to(dues))
        write(case, "recompute", actor=SYSTEM, at=at, facts={"due": case.due_on.isoformat() if case.due_on else ""})
    return moved


@transaction.atomic
def _end_lapsed(case: Case, at: datetime) -> None:
    if case.state == State.DRAFT:
        from tongban.cases.actions import drafts  # drafts are cleared one way, whoever clears them

        drafts.discard(case, actor=SYSTEM, at=at)
        return
    changes: dict[str, Any] = {"ended_at": at, "outcome": Outcome.LAPSED, "due_on": None, "lapses_on": None}
    move(case, Step.LAPSE, actor=SYSTEM, at=at, changes=changes)
    count_end()


@transaction.atomic
def _warn(case: Case, at: datetime) -> None:
    swap(case, Q(), {"lapse_told": True})
    write(case, "lapse_soon", actor=SYSTEM, at=at, facts={"due": case.lapses_on.isoformat() if case.lapses_on else ""})


def _each(cases: QuerySet[Case], act: Callable[[Case], object]) -> int:
    """Act on each case in a transaction of its own; what somebody else moved meanwhile is left to him."""
    done = 0
    for case in _batches(cases.select_related(*queries.BODIES)):
        try:
            act(case)
        except (Overtaken, IllegalStep):
            continue
        done += 1
    return done


def _batches(cases: QuerySet[Case]) -> Iterator[Case]:
    last = 0
    ordered = cases.order_by("pk")
    while batch := list(ordered.filter(pk__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk
