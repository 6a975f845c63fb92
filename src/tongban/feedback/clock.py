"""The clock of orders and reports: 1, 5 and 15 working days, and the days on which to remind. Pure.

The start is the local day on which the order reached the body, and is not counted (民法典 201). It may be a day off: an
order that comes on a Saturday counts from the next working day all the same. A hand-over changes nothing here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongban.kernel.working_days import Calendar

CONTACT = 1
ANSWER = 5
COMPLEX = 15
CALL_BACK = 5
HAND_OVER = 1
DAY = timedelta(days=1)


class Reminder(StrEnum):
    """Why somebody is reminded: contact on its day and after it; the answer at half time, on its day, after it."""

    CONTACT_DUE = "contact_due"
    CONTACT_LATE = "contact_late"
    HALF = "half"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class Dues:
    """The days that matter of one order or report."""

    contact_by: date
    half_on: date
    answer_by: date
    provisional: bool


def dues(start: date, calendar: Calendar, *, days: int = ANSWER) -> Dues:
    """The deadlines of what reached its body on the local day *start*, with *days* working days to answer."""
    answer = calendar.add_working_days(start, days)
    half = calendar.add_working_days(start, (days + 1) // 2)
    return Dues(calendar.add_working_days(start, CONTACT).date, half.date, answer.date, answer.provisional)


def extended(known: Dues, calendar: Calendar) -> Dues:
    """15 working days instead of 5, whenever the term began: ten more for the answer, five more to half time."""
    answer = calendar.add_working_days(known.answer_by, COMPLEX - ANSWER)
    half = calendar.add_working_days(known.half_on, (COMPLEX + 1) // 2 - (ANSWER + 1) // 2)
    return Dues(known.contact_by, half.date, answer.date, known.provisional or answer.provisional)


def rest(stopped: date, answer_by: date, calendar: Calendar) -> int:
    """Working days that were left when the clock stopped; at least one, so that nobody must answer the same day."""
    return max(1, calendar.working_days_between(stopped, answer_by))


def may_hand_over(start: date, today: date, calendar: Calendar) -> bool:
    """Whether the one working day for saying "not ours" still runs."""
    return today <= calendar.add_working_days(start, HAND_OVER).date


def schedule(known: Dues, *, contacted: bool) -> Iterator[tuple[date, Reminder]]:
    """Every reminder with its day."""
    if not contacted:
        yield known.contact_by, Reminder.CONTACT_DUE
        yield known.contact_by + DAY, Reminder.CONTACT_LATE
    yield known.half_on, Reminder.HALF
    yield known.answer_by, Reminder.DUE
    yield known.answer_by + DAY, Reminder.LATE


def next_reminder(known: Dues, *, contacted: bool, after: date) -> date | None:
    """The first day after *after* on which to remind."""
    return min((day for day, _ in schedule(known, contacted=contacted) if day > after), default=None)


class Urgency(StrEnum):
    """How a list colours an order: red when late, yellow on its last day, plain before."""

    LATE = "late"
    TODAY = "today"
    CALM = "calm"


def urgency(due_on: date | None, today: date) -> Urgency:
    """How urgent what is due on *due_on* is *today*."""
    if due_on is None or today < due_on:
        return Urgency.CALM
    return Urgency.TODAY if today == due_on else Urgency.LATE
