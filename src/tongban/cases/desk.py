"""The officer's list: whose turn it is, nearest deadline first, names masked. Not here: the opened file."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan

from tongban.cases import states
from tongban.cases.models import Case
from tongban.cases.rules import NO_DEADLINE
from tongban.cases.states import Desk, State
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.kernel import calendars, masking

PAGE = 30
MOST_COUNTED = 99  # more than that is shown as 99+; nobody counts a large table to show a number


class View(StrEnum):
    """The tabs of the list."""

    TODO = "todo"
    TODAY = "today"  # due today or overdue
    HELD = "held"
    WAITING = "waiting"


@dataclass(frozen=True)
class Job:
    """One row of the list. *left*: working days until due, negative when overdue; None: no deadline."""

    pk: int
    number: str
    item_name: str
    handling: str
    applicant: str  # masked
    state: State
    due_on: date | None
    left: int | None
    clock: str  # accept, promised, legal, deliver, answer, procedure: what the deadline is of
    handler: str
    is_provisional: bool


@dataclass(frozen=True)
class DeskPage:
    """A page of the list: *after* continues it, empty at the end. *counts* by view, at most MOST_COUNTED + 1."""

    jobs: list[Job]
    after: str
    counts: dict[str, int]


def page(actor: Actor, view: View, *, at: datetime, after: str = "", find: str = "") -> DeskPage:
    """A page of the officer's list: two statements. *after* is the previous page's; *find* the end of a case number."""
    today = at.astimezone(calendars.current().zone).date()
    arms = [
        _behind(cases.filter(number__endswith=find) if find else cases, after).order_by("due_on", "pk")
        for cases in _arms(actor, view, today)
    ]
    rows = _merged([arm.values_list(*_COLUMNS)[: PAGE + 1] for arm in arms])
    jobs = [_job(row, today) for row in rows[:PAGE]]
    last = jobs[-1] if len(rows) > PAGE else None
    return DeskPage(jobs, f"{last.due_on or NO_DEADLINE}.{last.pk}" if last else "", counts(actor, today))


def counts(actor: Actor, today: date) -> dict[str, int]:
    """How many wait in each view, counted no further than MOST_COUNTED + 1: one statement."""
    parts, params, views = [], [], []
    for view in View:
        arms = [arm.values("pk")[: MOST_COUNTED + 1].query.sql_with_params() for arm in _arms(actor, view, today)]
        if arms:
            # SQL of our own queries only; every value is bound.
            joined = " union all ".join(f"(select 1 from ({sql}) rows)" for sql, _ in arms)  # noqa: S608 - see above
            parts.append(f"(select count(*) from ({joined} limit {MOST_COUNTED + 1}) {view.value})")  # noqa: S608 - see above
            params += [value for _, values in arms for value in values]
            views.append(view.value)
    found = dict.fromkeys((view.value for view in View), 0)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"select {', '.join(parts)}", params)
            found |= dict(zip(views, cursor.fetchone(), strict=True))
    return found


_COLUMNS = (
    "pk", "number", "item_name", "handling", "applicant_person__name", "applicant_organisation__name", "state",
    "due_on", "promised_due", "handler__name", "due_provisional",
)  # fmt: skip


def _arms(actor: Actor, view: View, today: date) -> list[QuerySet[Case]]:
    """One query per desk of the officer in this view: each runs down the index case_desk."""
    arms = []
    for desk in states.desks_of({role for role, _ in actor.seats}):
        if desk not in _DESKS[view]:
            continue
        organs = access.organs_of(actor, states.WORKERS[desk])
        cases = Case.objects.filter(access.organ_filter(actor, states.WORKERS[desk]), desk=desk) if organs else None
        if cases is not None:
            arms.append(cases.filter(due_on__lte=today) if view is View.TODAY else cases)
    return arms


_DESKS = {
    View.TODO: frozenset({Desk.INTAKE, Desk.EXAMINE, Desk.DECIDE, Desk.DELIVER}),
    View.TODAY: frozenset({Desk.INTAKE, Desk.EXAMINE, Desk.DECIDE, Desk.DELIVER}),
    View.HELD: frozenset({Desk.HELD}),
    View.WAITING: frozenset({Desk.WAITING}),
}


def _merged(arms: list[Any]) -> list[tuple[Any, ...]]:
    """The first rows of all arms together: one statement."""
    match arms:
        case []:
            return []
        case [single]:
            return list(single)
        case [first, *others]:
            return list(first.union(*others, all=True).order_by("due_on", "pk")[: PAGE + 1])
    return []


def _behind(cases: QuerySet[Case], after: str) -> QuerySet[Case]:
    """The rows behind the place that *after* names; from the top when it names none."""
    day, _, pk = after.partition(".")
    try:
        due, last = date.fromisoformat(day), int(pk)
    except ValueError:
        return cases
    # Compared as a pair, the index is entered at the very row; a whole day can be thousands of rows.
    here, there = (
        Func(*pair, function="row", output_field=BooleanField())
        for pair in (("due_on", "pk"), (Value(due), Value(last)))
    )
    return cases.filter(GreaterThan(here, there))


def _job(row: tuple[Any, ...], today: date) -> Job:
    pk, number, item, handling, person, organisation, state, due_on, promised, handler, provisional = row
    due = None if due_on in (None, NO_DEADLINE) else due_on
    calendar = calendars.current()
    return Job(
        pk=pk,
        number=number,
        item_name=item,
        handling=handling,
        applicant=masking.mask_name(person) if person else organisation or "",
        state=State(state),
        due_on=due,
        left=calendar.working_days_between(today, due) if due else None,
        clock=_clock(State(state), is_promise=due is not None and due == promised),
        handler=handler or "",
        is_provisional=provisional,
    )


def _clock(state: State, *, is_promise: bool) -> str:
    match state:
        case State.FILED:
            return "accept"
        case State.SUPPLEMENT:
            return "answer"
        case State.PAUSED:
            return "procedure"
        case State.ACCEPTED | State.EXAMINED:
            return "promised" if is_promise else "legal"
        case _:
            return "deliver"
