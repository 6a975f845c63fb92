"""Where calendars come from: a region pack's files, and the table they are kept in. Not here: how days are counted."""

import time
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as clock_time
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from tongban.kernel.models import CalendarYear
from tongban.kernel.working_days import Calendar, Year

CHECK_EVERY = 60.0  # seconds within which a process learns of an amendment made by another


class Unreadable(ValueError):
    """A calendar file that does not say what it must; the message names the file and the fault."""


@dataclass(frozen=True)
class Notice:
    """One version of a year, with the day from which it stood and the hour at which offices close."""

    year: Year
    effective_at: date
    closes_at: clock_time


@dataclass(frozen=True)
class _Kept:
    calendar: Calendar
    newest: int  # the highest id among the region's rows: rows are only ever inserted
    checked: float


_kept: dict[str, _Kept] = {}


def current(region: str | None = None) -> Calendar:
    """The calendar of *region* (else of this installation), kept in the process.

    At most one small statement in CHECK_EVERY seconds; none in between. A region without rows has a calendar in which
    every year is provisional, and is asked for again each time.
    """
    region = region or settings.REGION
    kept = _kept.get(region)
    now = time.monotonic()
    if kept and now - kept.checked < CHECK_EVERY:
        return kept.calendar
    newest = CalendarYear.objects.filter(region=region).aggregate(newest=Max("id"))["newest"]
    if newest is None:
        return Calendar(region)
    if not kept or kept.newest != newest:
        kept = _Kept(_load(region), newest, now)
    _kept[region] = replace(kept, checked=now)
    return kept.calendar


def refresh() -> None:
    """Forget what is kept; the next `current` reads the table."""
    _kept.clear()


def of_row(row: CalendarYear) -> Year:
    """A row as the value that counts days."""
    return Year(row.year, row.version, row.published, frozenset(row.days_off), frozenset(row.working_days), row.source)


def read_folder(folder: Path) -> list[Notice]:
    """All versions in a pack's calendar folder (one file a year), oldest first. Raises Unreadable."""
    return [notice for path in sorted(folder.glob("*.toml")) for notice in read_file(path)]


def read_file(path: Path) -> list[Notice]:
    """The versions of one year's file. Raises Unreadable."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return [_notice(data["year"], data["closes_at"], version) for version in data["versions"]]
    except (ValueError, KeyError, TypeError) as fault:
        raise Unreadable(f"{path.name} 无法读作日历：{fault}。") from fault


def _notice(year: int, closes_at: clock_time, version: dict[str, object]) -> Notice:
    days_off, working_days, effective_at = version["days_off"], version["working_days"], version["effective_at"]
    if not (isinstance(days_off, list) and isinstance(working_days, list) and isinstance(effective_at, date)):
        raise TypeError("days_off 和 working_days 应为日期列表，effective_at 应为日期")
    number = int(str(version["version"]))
    source, published = str(version["source"]), version["published"] is True
    one = Year(year, number, published, frozenset(days_off), frozenset(working_days), source)
    return Notice(one, effective_at, closes_at)


def _load(region: str) -> Calendar:
    rows = list(CalendarYear.objects.filter(region=region).order_by("year", "version"))
    return Calendar(region, tuple(of_row(row) for row in rows), closes=rows[-1].closes_at)
