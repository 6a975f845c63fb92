"""Everything that changes the ground's tables, journal and jobs apart: counting up, and entering calendars.

Kernel knows no roles: who may amend a calendar is checked by the door that calls.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from tongban.kernel import calendars, journal
from tongban.kernel.calendars import Notice
from tongban.kernel.journal import Author
from tongban.kernel.models import CalendarYear
from tongban.kernel.working_days import Year, first_difference

_NEXT = """
insert into counter (series, last) values (%s, 1)
on conflict (series) do update set last = counter.last + 1 returning last
"""


def next_number(series: str) -> int:
    """The next number of *series*, from 1, in one statement.

    The series is locked until the caller's transaction ends, so that numbers are without gaps: call it late.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])


@transaction.atomic
def amend_calendar(notice: Notice, *, region: str, actor: Author, at: datetime) -> CalendarYear:
    """Enter *notice* as the newest version of its year; entering what already is the newest changes nothing.

    Whoever keeps due dates hears of it by the journal line kernel.calendar_amended: `subject` is the row, the facts
    name region, year and `from_day`, the first day that counts differently now.
    """
    newest = _versions(region, notice.year.year).last()
    if newest and _same(newest, notice):
        return newest
    row = _insert(notice, region, newest.version + 1 if newest else 1)
    before = calendars.of_row(newest) if newest else Year(row.year)
    changed = first_difference(before, notice.year)
    journal.write(
        "kernel",
        "calendar_amended",
        subject=row.pk,
        actor=actor,
        at=at,
        version=row.version,
        region=region,
        year=row.year,
        from_day=changed.isoformat() if changed else None,
    )
    transaction.on_commit(calendars.refresh)
    return row


def load_calendars(region: str, notices: Iterable[Notice], *, actor: Author, at: datetime) -> list[CalendarYear]:
    """Enter what of a pack's notices is not yet entered, in their order; the rows that are new."""
    return [
        amend_calendar(notice, region=region, actor=actor, at=at)
        for notice in notices
        if not any(_same(row, notice) for row in _versions(region, notice.year.year))
    ]


def _versions(region: str, year: int) -> QuerySet[CalendarYear]:
    return CalendarYear.objects.filter(region=region, year=year).order_by("version")


def _insert(notice: Notice, region: str, version: int) -> CalendarYear:
    return CalendarYear.objects.create(
        region=region,
        year=notice.year.year,
        version=version,
        published=notice.year.published,
        days_off=sorted(notice.year.days_off),
        working_days=sorted(notice.year.working_days),
        closes_at=notice.closes_at,
        source=notice.year.source,
        effective_at=notice.effective_at,
    )


def _same(row: CalendarYear, notice: Notice) -> bool:
    known, given = calendars.of_row(row), notice.year
    same_days = (known.published, known.days_off, known.working_days) == (
        given.published,
        given.days_off,
        given.working_days,
    )
    return same_days and row.closes_at == notice.closes_at
