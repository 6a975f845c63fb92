"""What happens by itself: reminders at half time, on the day and after it; calls back nobody answers; amended days.

Reminders are given in bulk: two statements however many orders there are, and one journal line per body.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tongban.feedback import clock
from tongban.feedback.actions import orders
from tongban.feedback.actions.moving import due_columns, swap, write
from tongban.feedback.clock import Reminder
from tongban.feedback.hands import local_day
from tongban.feedback.models import Order
from tongban.feedback.rules import Overtaken
from tongban.feedback.states import flaws
from tongban.feedback.states.orders import COUNTING, IllegalStep, State
from tongban.identity.actors import SYSTEM
from tongban.kernel import calendars, journal

BATCH = 500

# Every reminder of an order with its day, as clock.schedule has it; a test holds the two together.
_SCHEDULE = """
    values ('contact_due', o.contact_by, o.contacted), ('contact_late', o.contact_by + 1, o.contacted),
           ('half', o.half_on, false), ('due', o.answer_by, false), ('late', o.answer_by + 1, false)
"""
_REMIND = f"""
with o as materialized (
    select id, organ_id, contact_by, half_on, answer_by, reminded_to,
           contacted_at is not null and state <> 'upheld' as contacted
    from feedback_order where remind_on <= %(today)s and state = any(%(counting)s) for update
), given as (
    insert into feedback_reminder (order_id, kind, day, at)
    select o.id, s.kind, s.day, %(at)s from o cross join lateral ({_SCHEDULE}) as s(kind, day, is_over)
    where not s.is_over and s.day <= %(today)s and (o.reminded_to is null or s.day > o.reminded_to)
    on conflict do nothing returning order_id, kind
), moved as (
    update feedback_order set reminded_to = %(today)s,
        remind_on = (select min(s.day) from ({_SCHEDULE}) as s(kind, day, is_over)
                     where not s.is_over and s.day > %(today)s)
    from o where feedback_order.id = o.id
)
select o.organ_id, given.kind, count(*) from given join o on o.id = given.order_id group by 1, 2 order by 1, 2
"""  # noqa: S608 - made of two constants

# A report is reminded of on the day something is due, and once after it; where it lies meanwhile does not matter.
_REMIND_OF_FLAWS = """
with moved as (
    update feedback_flaw set reminded_to = %(today)s
    where state = any(%(open)s) and due_on <= %(today)s
        and (reminded_to is null or reminded_to < due_on or (reminded_to = due_on and due_on < %(today)s))
    returning organ_id, case when due_on < %(today)s then 'late' else 'due' end as kind
)
select organ_id, kind, count(*) from moved group by 1, 2 order by 1, 2
"""


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Give every reminder whose day has come, also those of days on which nobody ran this. How many."""
    with connection.cursor() as cursor:
        cursor.execute(_REMIND, {"today": local_day(at), "at": at, "counting": sorted(map(str, COUNTING))})
        rows: list[tuple[int, str, int]] = cursor.fetchall()
    for organ, kinds in _by_organ(rows).items():
        journal.write("feedback", "remind", subject=organ, actor=SYSTEM, at=at, **kinds)
    return sum(n for _, _, n in rows)


@transaction.atomic
def remind_of_flaws(*, at: datetime) -> int:
    """The same for reports of flaws: on the last day, and once after it. How many."""
    with connection.cursor() as cursor:
        cursor.execute(_REMIND_OF_FLAWS, {"today": local_day(at), "open": sorted(map(str, flaws.OPEN))})
        rows: list[tuple[int, str, int]] = cursor.fetchall()
    for organ, kinds in _by_organ(rows).items():
        journal.write("feedback", "remind_of_flaws", subject=organ, actor=SYSTEM, at=at, **kinds)
    return sum(n for _, _, n in rows)


def lapse_due(*, at: datetime) -> int:
    """End the orders whose call back nobody answered in its five working days."""
    over = Order.objects.filter(state=State.ANSWERED, due_on__lt=local_day(at)).order_by("due_on", "pk")
    return _each(over.select_related("organ", "rating")[:BATCH], lambda order: orders.lapse(order, at=at))


def recompute_open(*, from_day: date, at: datetime) -> int:
    """After an amended calendar: reckon again the dates of orders that still count, where they lie behind the change."""
    running = Order.objects.filter(state__in=COUNTING, answer_by__gte=from_day).select_related("organ", "rating")
    return _each(running.order_by("pk").iterator(BATCH), lambda order: _recompute(order, at))


@transaction.atomic
def _recompute(order: Order, at: datetime) -> None:
    if order.started_on is None or order.round > 1 or order.appeal_ground:
        return  # its term began on another day: it keeps the dates that were promised
    days = clock.COMPLEX if order.complex else clock.ANSWER
    known = clock.dues(order.started_on, calendars.current(), days=days)
    changes = due_columns(known, order, contacted=order.contacted_at is not None, today=local_day(at))
    if all(getattr(order, name) == value for name, value in changes.items()):
        return
    swap(order, changes)
    write(order, "recompute", actor=SYSTEM, at=at, facts={"due": known.answer_by.isoformat()})


def _each(rows: Iterable[Order], act: Callable[[Order], object]) -> int:
    done = 0
    for order in rows:
        try:
            act(order)
        except (Overtaken, IllegalStep):
            continue
        done += 1
    return done


def _by_organ(rows: list[tuple[int, str, int]]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}  # facts, as the journal takes them
    for organ, kind, n in rows:
        found.setdefault(organ, {})[Reminder(kind).value] = n
    return found
