"""Which days count, as pure values: in come dates and a calendar, out come dates. Not here: where calendars are kept.

A year is known by the State Council's notice only: the days off it names, and the Saturdays and Sundays it makes
working days. A year without a notice is reckoned by weekdays, and what is reckoned so is marked provisional.
"""

import calendar as months
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cached_property

DAY = timedelta(days=1)
CHINA_TIME = timezone(timedelta(hours=8), "UTC+8")
SATURDAY = 5


class Unfit(ValueError):
    """A year's arrangement that contradicts itself; the message says which day and why."""


@dataclass(frozen=True)
class Year:
    """One version of one year's arrangement, as one notice gave it."""

    year: int
    version: int = 0
    published: bool = False
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()  # the make-up days: weekend days that are worked
    source: str = ""

    def __post_init__(self) -> None:
        if clash := self.days_off & self.working_days:
            raise Unfit(f"{min(clash)} 既列为放假又列为上班。")
        for day in self.days_off | self.working_days:
            if day.year != self.year:
                raise Unfit(f"{day} 不在 {self.year} 年内。")
        for day in self.working_days:
            if day.weekday() < SATURDAY:
                raise Unfit(f"{day} 本来就是工作日，不能再列为补班。")

    def is_working(self, day: date) -> bool:
        """Whether *day* of this year is worked: by the notice, or by weekday while there is none."""
        if not self.published:
            return day.weekday() < SATURDAY
        return day in self.working_days or (day.weekday() < SATURDAY and day not in self.days_off)

    @cached_property
    def worked(self) -> tuple[date, ...]:
        """All working days of the year in order; kept, so that counting is a look-up and not a walk."""
        first = date(self.year, 1, 1)
        days = (first + DAY * n for n in range(366 if months.isleap(self.year) else 365))
        return tuple(day for day in days if self.is_working(day))


@dataclass(frozen=True)
class Due:
    """The last day of a term, and how sure it is."""

    date: date
    provisional: bool  # a year it was reckoned over is not published yet
    calendar_version: str  # the years it was reckoned by with their versions: "2026.1 2027.0"; 0 = not published


@dataclass(frozen=True)
class StripDay:
    """One day of a time line as shown: working days are cells, runs of other days between them are gaps."""

    date: date
    is_working: bool
    is_make_up: bool  # a weekend day worked by the notice
    is_holiday: bool  # a day off by the notice
    is_provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The days of one region: the newest version of each year, its time zone, and its closing hour."""

    region: str
    years: tuple[Year, ...] = ()
    zone: tzinfo = CHINA_TIME
    closes: time = time(17, 0)

    @cached_property
    def _by_number(self) -> dict[int, Year]:
        known: dict[int, Year] = {}
        for year in sorted(self.years, key=lambda one: one.version):
            known[year.year] = year
        return known

    def year(self, number: int) -> Year:
        """The newest version of a year; for a year nobody has entered, one reckoned by weekdays."""
        if number not in self._by_number:
            self._by_number[number] = Year(number)
        return self._by_number[number]

    def is_published(self, year: int) -> bool:
        return self.year(year).published

    def is_working(self, day: date) -> bool:
        return self.year(day.year).is_working(day)

    def next_working_day(self, day: date) -> date:
        """*day* itself if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def day_of_receipt(self, moment: datetime) -> date:
        """The local day that counts as the day of receipt for what came in at *moment* (an aware time).

        What comes in after closing, or on a day off, counts as received on the next working day.
        """
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        local = moment.astimezone(self.zone)
        day = local.date()
        return self.next_working_day(day + DAY if self.is_working(day) and local.time() >= self.closes else day)

    def add_working_days(self, start: date, n: int) -> Due:
        """The last day of *n* working days. The start day is not counted (民法典 201; 行政许可法 82).

        No days at all (done on the spot) end on the start day, or on the next working day if that is a day off.
        """
        _natural(n)
        if n == 0:
            return self._due(start, self.next_working_day(start))
        number, left = start.year, n + bisect_right(self.year(start.year).worked, start)
        while left > len(worked := self.year(number).worked):
            left -= len(worked)
            number += 1
        return self._due(start, worked[left - 1])

    def add_calendar_days(self, start: date, n: int) -> Due:
        """The last day of *n* days, the start day not counted; a day off as last day rolls on (民法典 203)."""
        return self._rolled(start + DAY * _natural(n))

    def add_months(self, start: date, n: int) -> Due:
        """The same day *n* months later, or that month's last day (民法典 202); a day off rolls on (民法典 203)."""
        years, month = divmod(start.month - 1 + _natural(n), 12)
        last = months.monthrange(start.year + years, month + 1)[1]
        return self._rolled(date(start.year + years, month + 1, min(start.day, last)))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after *start* up to and including *end*; negative when *end* comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        before = bisect_right(self.year(start.year).worked, start)
        whole = sum(len(self.year(number).worked) for number in range(start.year, end.year))
        return whole + bisect_right(self.year(end.year).worked, end) - before

    def strip(self, start: date, end: date) -> list[StripDay]:
        """Every day from *start* to *end*, both included, as a time line shows them."""
        return [self._strip_day(start + DAY * n) for n in range((end - start).days + 1)]

    def version_of(self, first: date, last: date) -> str:
        """The years between two dates with their versions, as `Due.calendar_version` has them."""
        known: list[str] = []
        for number in range(first.year, last.year + 1):
            if not self.is_published(number):
                return " ".join([*known, f"{number}.0"])  # all that follows is provisional too
            known.append(f"{number}.{self.year(number).version}")
        return " ".join(known)

    def _strip_day(self, day: date) -> StripDay:
        year = self.year(day.year)
        make_up = year.published and day in year.working_days
        holiday = year.published and day in year.days_off
        return StripDay(day, year.is_working(day), make_up, holiday, not year.published)

    def _rolled(self, day: date) -> Due:
        """Only the last day's own year decides, and the year it rolls into."""
        return self._due(day, self.next_working_day(day))

    def _due(self, first: date, last: date) -> Due:
        provisional = not all(self.is_published(number) for number in range(first.year, last.year + 1))
        return Due(last, provisional, self.version_of(first, last))


def _natural(n: int) -> int:
    if n < 0:
        raise ValueError("a term cannot be negative")
    return n


def first_difference(old: Year, new: Year) -> date | None:
    """The first day on which two versions of a year differ; its first day when one of them is not published."""
    if old.published != new.published:
        return date(new.year, 1, 1)
    return min(set(old.worked) ^ set(new.worked), default=None)
