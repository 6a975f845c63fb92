"""The legal clock of a case: a ledger in, due dates out. Pure: days, terms and a calendar; no database, no now.

How days count:
- The start day (receipt, acceptance) is not counted (民法典 Art 201); a term's last day counts in full.
- What arrives after closing, or on a day off, arrives on the next working day (`Calendar.day_of_receipt`).
- Acceptance is decided within five working days of receipt (行政许可法 Art 32). An answered supplement request begins
  these five days anew. If they pass without a word, the case counts as accepted from the day of receipt.
- Time of a special procedure is not counted (Art 45): the day of the pause is not, the day of resumption is.
- An extension (Art 42) is added behind the term, to the legal and to the promised clock alike.
- A term in calendar days, months or years that ends on a day off rolls to the next working day (民法典 Art 203); days
  held are added one for one before it rolls.
- A calendar that changes moves due dates: the ledger is never rewritten, a `recompute` entry tells of the move.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongban.kernel import terms
from tongban.kernel.terms import Term, Unit
from tongban.kernel.working_days import Calendar, Due

DAY = timedelta(days=1)
ACCEPTANCE = Term(5, Unit.WORKDAY)  # 行政许可法 Art 32(1)(4)
DELIVERY = Term(10, Unit.WORKDAY)  # 行政许可法 Art 44
MOST_CELLS = 20  # a longer clock is shown as a bar


class Kind(StrEnum):
    """Kind of a ledger entry."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    RECOMPUTE = "recompute"


@dataclass(frozen=True)
class Entry:
    """One entry, on a local legal day. *term* is set on extensions only."""

    kind: Kind
    day: date
    term: Term | None = None


@dataclass(frozen=True)
class Ledger:
    """A running clock: when it started, the two terms frozen at acceptance, and what happened since, in order."""

    start: date
    legal: Term | None
    promised: Term | None
    entries: tuple[Entry, ...] = ()

    @property
    def is_paused(self) -> bool:
        moves = [entry.kind for entry in self.entries if entry.kind in (Kind.PAUSE, Kind.RESUME)]
        return bool(moves) and moves[-1] is Kind.PAUSE


@dataclass(frozen=True)
class Dues:
    """The last days of both clocks. None: that clock has no term."""

    legal: Due | None
    promised: Due | None

    @property
    def first(self) -> date | None:
        """The nearer of the two: what whoever has the case must keep."""
        return min((due.date for due in (self.legal, self.promised) if due), default=None)

    @property
    def is_provisional(self) -> bool:
        return any(due.provisional for due in (self.legal, self.promised) if due)


class Mark(StrEnum):
    """What one cell of a strip says."""

    USED = "used"
    HELD = "held"
    TODAY = "today"
    LEFT = "left"
    END = "end"  # the last day, still ahead
    LATE = "late"  # after the last day
    NONE = "none"  # behind the end, there only to keep two strips equally long
    GAP = "gap"  # a run of days off


@dataclass(frozen=True)
class Cell:
    """One working day, or one gap (then *day* is its first day off)."""

    day: date
    mark: Mark
    is_due: bool = False


@dataclass(frozen=True)
class Strip:
    """A clock as a row of working days. *cells* is empty when the clock is long: show used of total as a bar."""

    term: Term
    start: date
    due: date
    cells: tuple[Cell, ...]
    used: int  # counted working days up to today, today included
    held: int  # working days that did not count
    total: int  # working days the clock has in all
    left: int  # working days after today until the last; negative when overdue
    is_provisional: bool
    is_paused: bool

    @property
    def is_long(self) -> bool:
        return not self.cells

    @property
    def is_overdue(self) -> bool:
        return self.left < 0


def accept_by(received: date, calendar: Calendar) -> Due:
    """The last day on which the body may still accept, refuse or ask for supplements."""
    return terms.due(ACCEPTANCE, received, calendar)


def is_deemed_accepted(received: date, today: date, calendar: Calendar) -> bool:
    """Whether the five working days have passed on *today*."""
    return today > accept_by(received, calendar).date


def dues(ledger: Ledger, calendar: Calendar, *, as_of: date) -> Dues:
    """Both last days. While the clock is paused: as if it resumed on the day after *as_of*."""
    return Dues(
        *(due(ledger, term, calendar, as_of=as_of) if term else None for term in (ledger.legal, ledger.promised))
    )


def due(ledger: Ledger, term: Term, calendar: Calendar, *, as_of: date) -> Due:
    """The last day of *term* on this ledger: the term itself, then each extension behind it."""
    held = held_days(ledger.entries, as_of)
    end = _run(term, ledger.start, held, calendar)
    for entry in ledger.entries:
        if entry.kind is Kind.EXTEND and entry.term:
            further = _run(entry.term, end.date, held, calendar)
            end = Due(further.date, end.provisional or further.provisional, further.calendar_version)
    return end


def held_days(entries: Iterable[Entry], as_of: date) -> frozenset[date]:
    """Every calendar day that does not count; an open pause holds up to and including *as_of*."""
    held: set[date] = set()
    since: date | None = None
    for entry in entries:
        if entry.kind is Kind.PAUSE and since is None:
            since = entry.day
        elif entry.kind is Kind.RESUME and since is not None:
            held |= _days(since, entry.day - DAY)
            since = None
    if since is not None:
        held |= _days(since, as_of)
    return frozenset(held)


def strip(
    ledger: Ledger,
    term: Term,
    calendar: Calendar,
    *,
    today: date,
    stopped: date | None = None,
    until: date | None = None,
) -> Strip:
    """The clock of *term* as a row of days up to its end, *until*, or today if it is late.

    *stopped*: the day the clock stopped for good (decision, withdrawal). *until*: the end of a longer strip beside it.
    """
    now = min(today, stopped) if stopped else today
    end = due(ledger, term, calendar, as_of=now)
    held = held_days(ledger.entries, now)
    worked = [
        day.date for day in calendar.strip(ledger.start + DAY, max(end.date, until or end.date, now)) if day.is_working
    ]
    counted = [day for day in worked if day not in held and day <= end.date]
    cells = tuple(_cells(worked, held, end.date, None if stopped else now, now))
    return Strip(
        term=term,
        start=ledger.start,
        due=end.date,
        cells=cells if len(worked) <= MOST_CELLS else (),
        used=sum(day <= now for day in counted),
        held=sum(day in held for day in worked),
        total=len(counted),
        left=calendar.working_days_between(now, end.date),
        is_provisional=end.provisional,
        is_paused=ledger.is_paused and stopped is None,
    )


def _run(term: Term, start: date, held: frozenset[date], calendar: Calendar) -> Due:
    if not held or term.n == 0:
        return terms.due(term, start, calendar)
    if term.unit is Unit.WORKDAY:
        held = frozenset(day for day in held if calendar.is_working(day))
        return _settled(start, held, lambda extra: calendar.add_working_days(start, term.n + extra))
    last = _plain_end(term, start)
    return _settled(
        start, held, lambda extra: Due(last + DAY * extra, provisional=False, calendar_version=""), calendar
    )


def _settled(
    start: date, held: frozenset[date], end_with: Callable[[int], Due], calendar: Calendar | None = None
) -> Due:
    """The end for which as many held days lie within the term as were added to it. It grows, so it settles."""
    extra = 0
    while True:
        end = end_with(extra)
        within = sum(start < day <= end.date for day in held)
        if within == extra:
            return calendar.add_calendar_days(start, (end.date - start).days) if calendar else end
        extra = within


def _plain_end(term: Term, start: date) -> date:
    """The last day before it rolls: kernel's terms roll at once, and held days come before that."""
    match term.unit:
        case Unit.MONTH | Unit.YEAR:
            months = start.month - 1 + term.n * (12 if term.unit is Unit.YEAR else 1)
            first = date(start.year + months // 12, months % 12 + 1, 1)
            following = (first + 31 * DAY).replace(day=1)
            return min(first + DAY * (start.day - 1), following - DAY)
        case Unit.HOUR:
            return start + timedelta(hours=term.n)
        case Unit.DAY | Unit.WORKDAY:
            return start + DAY * term.n


def _cells(worked: Sequence[date], held: frozenset[date], end: date, today: date | None, now: date) -> Iterable[Cell]:
    before: date | None = None
    for day in worked:
        if before and day - before > DAY:
            yield Cell(before + DAY, Mark.GAP)
        yield Cell(day, _mark(day, held, end, today, now), is_due=day == end)
        before = day


def _mark(day: date, held: frozenset[date], end: date, today: date | None, now: date) -> Mark:
    if day in held:
        return Mark.HELD
    if day == today:
        return Mark.TODAY
    if day > end:
        return Mark.LATE if day <= now else Mark.NONE
    if day <= now:
        return Mark.USED
    return Mark.END if day == end else Mark.LEFT


def _days(first: date, last: date) -> set[date]:
    return {first + DAY * n for n in range((last - first).days + 1)}
