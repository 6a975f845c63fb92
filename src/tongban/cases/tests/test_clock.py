"""The clock: how days count, what moves a due date, what a strip shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases import clock
from tongban.cases.clock import Entry, Kind, Ledger, Mark
from tongban.kernel.terms import Term, Unit
from tongban.kernel.working_days import Calendar, Year

DAY = timedelta(days=1)


def days(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in text.split())


GOLDEN_WEEK = Year(
    2026,
    1,
    published=True,
    days_off=days("2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07"),
    working_days=days("2026-09-26 2026-10-10"),
)
CALENDAR = Calendar("test", (GOLDEN_WEEK,))
FIVE, TEN = Term(5, Unit.WORKDAY), Term(10, Unit.WORKDAY)
TUESDAY = date(2026, 11, 10)  # acceptance in the design's example


def paused_example() -> Ledger:
    entries = (
        Entry(Kind.START, TUESDAY),
        Entry(Kind.PAUSE, date(2026, 11, 13)),
        Entry(Kind.RESUME, date(2026, 11, 20)),
    )
    return Ledger(TUESDAY, TEN, FIVE, entries)


def test_the_day_of_acceptance_is_not_counted():
    ledger = Ledger(date(2026, 11, 23), None, Term(1, Unit.WORKDAY))
    assert clock.dues(ledger, CALENDAR, as_of=date(2026, 11, 23)).promised.date == date(2026, 11, 24)


def test_the_day_of_a_pause_is_not_counted_and_the_day_of_resumption_is():
    dues = clock.dues(paused_example(), CALENDAR, as_of=date(2026, 11, 23))
    assert dues.promised.date == date(2026, 11, 24)
    assert dues.legal.date == date(2026, 12, 1)
    assert dues.first == date(2026, 11, 24)


def test_an_open_pause_holds_the_clock_through_today():
    ledger = Ledger(TUESDAY, None, FIVE, (Entry(Kind.PAUSE, date(2026, 11, 13)),))
    first = clock.due(ledger, FIVE, CALENDAR, as_of=date(2026, 11, 13)).date
    later = clock.due(ledger, FIVE, CALENDAR, as_of=date(2026, 11, 19)).date
    assert CALENDAR.working_days_between(first, later) == 4


def test_a_holiday_and_its_make_up_saturday_count_as_the_notice_says():
    ledger = Ledger(date(2026, 9, 30), None, FIVE)
    assert clock.due(ledger, FIVE, CALENDAR, as_of=date(2026, 9, 30)).date == date(2026, 10, 13)


def test_acceptance_is_due_five_working_days_after_receipt():
    assert clock.accept_by(date(2026, 11, 9), CALENDAR).date == date(2026, 11, 16)
    assert not clock.is_deemed_accepted(date(2026, 11, 9), date(2026, 11, 16), CALENDAR)
    assert clock.is_deemed_accepted(date(2026, 11, 9), date(2026, 11, 17), CALENDAR)


def test_an_extension_stands_behind_both_terms():
    ledger = Ledger(TUESDAY, TEN, FIVE, (Entry(Kind.EXTEND, date(2026, 11, 12), Term(3, Unit.WORKDAY)),))
    dues = clock.dues(ledger, CALENDAR, as_of=date(2026, 11, 12))
    assert dues.promised.date == CALENDAR.add_working_days(TUESDAY, 8).date
    assert dues.legal.date == CALENDAR.add_working_days(TUESDAY, 13).date


def test_calendar_days_roll_to_the_next_working_day_only_at_the_end():
    ledger = Ledger(date(2026, 11, 13), Term(15, Unit.DAY), None)  # the 28th is a Saturday
    assert clock.due(ledger, ledger.legal, CALENDAR, as_of=TUESDAY).date == date(2026, 11, 30)
    held = Ledger(
        ledger.start,
        ledger.legal,
        None,
        (Entry(Kind.PAUSE, date(2026, 11, 17)), Entry(Kind.RESUME, date(2026, 11, 20))),
    )
    assert clock.due(held, ledger.legal, CALENDAR, as_of=TUESDAY).date == date(2026, 12, 1)


def test_a_year_that_is_not_published_makes_the_due_date_provisional():
    dues = clock.dues(Ledger(date(2026, 12, 28), TEN, None), CALENDAR, as_of=date(2026, 12, 28))
    assert dues.is_provisional
    assert dues.promised is None


def test_a_clock_without_terms_has_no_due_date():
    assert clock.dues(Ledger(TUESDAY, None, None), CALENDAR, as_of=TUESDAY).first is None


def test_the_strip_shows_used_held_today_end_and_gaps_like_the_design():
    strip = clock.strip(paused_example(), FIVE, CALENDAR, today=date(2026, 11, 23), until=date(2026, 12, 1))
    marks = "".join(
        {"used": "u", "held": "h", "today": "T", "end": "E", "none": "n", "gap": " ", "left": ".", "late": "!"}[
            cell.mark
        ]
        for cell in strip.cells
    )
    assert marks == "uuh hhhhu TEnnn nn"
    assert (strip.used, strip.held, strip.total, strip.left) == (4, 5, 5, 1)


def test_an_overdue_strip_runs_on_to_today():
    strip = clock.strip(Ledger(TUESDAY, None, FIVE), FIVE, CALENDAR, today=date(2026, 11, 19))
    assert strip.left == -2
    assert strip.is_overdue
    assert [cell.mark for cell in strip.cells][-2:] == [Mark.LATE, Mark.TODAY]


def test_a_decided_case_shows_no_today():
    strip = clock.strip(paused_example(), FIVE, CALENDAR, today=date(2027, 3, 1), stopped=date(2026, 11, 20))
    assert Mark.TODAY not in [cell.mark for cell in strip.cells]
    assert strip.used == 3


def test_a_long_clock_is_a_bar():
    term = Term(45, Unit.WORKDAY)
    strip = clock.strip(Ledger(TUESDAY, term, None), term, CALENDAR, today=date(2026, 11, 23))
    assert strip.is_long
    assert (strip.used, strip.total, strip.left) == (9, 45, 36)


STARTS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
TERMS = st.builds(Term, st.integers(0, 60), st.sampled_from([Unit.WORKDAY, Unit.DAY, Unit.MONTH]).filter(bool))


def small(term: Term) -> Term:
    return Term(term.n % 13, term.unit) if term.unit is Unit.MONTH else term


@given(STARTS, TERMS.map(small))
def test_every_due_date_is_a_working_day_not_before_the_start(start, term):
    due = clock.due(Ledger(start, term, None), term, CALENDAR, as_of=start)
    assert due.date >= start
    assert CALENDAR.is_working(due.date)


@given(STARTS, st.integers(1, 40), st.integers(1, 20), st.integers(1, 20))
def test_held_working_days_move_the_end_by_exactly_as_many(start, n, begin, length):
    term = Term(n, Unit.WORKDAY)
    plain = clock.due(Ledger(start, term, None), term, CALENDAR, as_of=start).date
    pause, resume = start + begin * DAY, start + (begin + length) * DAY
    if pause > plain:
        return
    ledger = Ledger(start, term, None, (Entry(Kind.PAUSE, pause), Entry(Kind.RESUME, resume)))
    end = clock.due(ledger, term, CALENDAR, as_of=resume).date
    held = sum(CALENDAR.is_working(pause + k * DAY) for k in range(length))
    assert CALENDAR.working_days_between(plain, end) == held


@given(STARTS, TERMS.map(small), st.integers(0, 30), st.integers(0, 30))
def test_waiting_longer_never_brings_the_end_nearer(start, term, begin, wait):
    ledger = Ledger(start, term, None, (Entry(Kind.PAUSE, start + begin * DAY),))
    now = start + (begin + wait) * DAY
    due = clock.due(ledger, term, CALENDAR, as_of=now)
    assert clock.due(ledger, term, CALENDAR, as_of=now + DAY).date >= due.date


@given(STARTS, st.integers(1, 18), st.integers(0, 30))
def test_used_and_left_make_the_whole_while_it_runs(start, n, passed):
    term = Term(n, Unit.WORKDAY)
    strip = clock.strip(Ledger(start, term, None), term, CALENDAR, today=start + passed * DAY)
    assert strip.total == n
    if strip.left >= 0:
        assert strip.used + strip.left == n


@pytest.mark.parametrize(
    ("n", "unit", "last"), [(1, Unit.MONTH, "2026-03-02"), (24, Unit.HOUR, "2026-02-01"), (1, Unit.YEAR, "2027-02-01")]
)
def test_other_units_end_as_the_civil_code_says(n, unit, last):
    # 31 January plus a month ends on 28 February, a Saturday; a year ends on 31 January 2027, a Sunday.
    term = Term(n, unit)
    assert clock.due(
        Ledger(date(2026, 1, 31), term, None), term, Calendar("test"), as_of=TUESDAY
    ).date == date.fromisoformat(last)
