"""Which days count, around the holidays that are easily got wrong."""

from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import calendars
from tongban.kernel.working_days import CHINA_TIME, Calendar, Unfit, Year, first_difference

FOLDER = Path(__file__).parents[2] / "regions" / "national" / "calendar"
NOTICES = calendars.read_folder(FOLDER)
CALENDAR = Calendar("shanghai", tuple(notice.year for notice in NOTICES))
FIRST_PUBLISHED = Calendar("shanghai", tuple(notice.year for notice in NOTICES if notice.year.version == 1))
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
EVERY_DAY = [date(2018, 1, 1) + timedelta(days=n) for n in range(9 * 365 + 2)]

# Working days added, by hand from the notices: start, days, end.
TABLE = [
    ("2019-09-27", 1, "2019-09-29"),  # the Sunday before National Day 2019 is worked
    ("2019-09-27", 2, "2019-09-30"),
    ("2019-09-27", 3, "2019-10-08"),  # seven days off
    ("2019-10-08", 4, "2019-10-12"),  # a Saturday worked in return
    ("2019-04-26", 1, "2019-04-28"),  # Labour Day 2019 as changed in March: Sundays worked, four days off
    ("2019-04-26", 4, "2019-05-05"),
    ("2020-01-17", 1, "2020-01-19"),
    ("2020-01-23", 1, "2020-02-03"),  # Spring Festival 2020 as lengthened: to 2 February
    ("2020-01-23", 5, "2020-02-07"),
    ("2018-12-28", 1, "2018-12-29"),  # Saturday worked for New Year 2019
    ("2018-12-28", 2, "2019-01-02"),
    ("2022-12-30", 1, "2023-01-03"),
    ("2024-02-09", 1, "2024-02-18"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-14", 1, "2026-02-24"),
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-11-20", 1, "2026-11-23"),
]


@pytest.mark.parametrize(("start", "days", "end"), TABLE)
def test_working_days_end_where_the_notices_say(start, days, end):
    due = CALENDAR.add_working_days(date.fromisoformat(start), days)
    assert (due.date, due.provisional) == (date.fromisoformat(end), False)


def test_every_day_is_as_in_chinesecalendar():
    assert [day for day in EVERY_DAY if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_is_as_in_holidays_but_for_a_change_that_some_releases_lack():
    other = holidays.country_holidays("CN", years=range(2018, 2027))
    labour_day_2019 = {date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5)}
    assert {day for day in EVERY_DAY if CALENDAR.is_working(day) != other.is_working_day(day)} <= labour_day_2019


@pytest.mark.parametrize(("year", "count"), [(2019, 250), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_the_notices_leave(year, count):
    assert len(CALENDAR.year(year).worked) == count


def test_the_first_version_of_2020_ended_the_festival_on_30_january():
    assert FIRST_PUBLISHED.add_working_days(date(2020, 1, 23), 1).date == date(2020, 1, 31)
    assert FIRST_PUBLISHED.add_working_days(date(2020, 1, 23), 2).date == date(2020, 2, 1)


def test_a_due_date_names_the_versions_it_was_reckoned_by():
    assert FIRST_PUBLISHED.add_working_days(date(2020, 1, 23), 1).calendar_version == "2020.1"
    assert CALENDAR.add_working_days(date(2019, 12, 30), 5).calendar_version == "2019.2 2020.2"


def test_two_versions_differ_first_where_the_holiday_grew():
    first, second = FIRST_PUBLISHED.year(2020), CALENDAR.year(2020)
    assert first_difference(first, second) == date(2020, 1, 31)
    assert first_difference(second, second) is None
    assert first_difference(Year(2027), Year(2027, 1, published=True)) == date(2027, 1, 1)


def test_a_term_into_an_unpublished_year_is_provisional_and_goes_by_weekdays():
    due = CALENDAR.add_working_days(date(2026, 12, 30), 2)
    assert (due.date, due.provisional, due.calendar_version) == (date(2027, 1, 1), True, "2026.1 2027.0")
    assert not CALENDAR.is_published(2027)


def test_days_entered_for_an_unpublished_year_do_not_count_yet():
    drafted = Calendar("shanghai", (Year(2027, 1, published=False, days_off=frozenset({date(2027, 1, 1)})),))
    assert drafted.is_working(date(2027, 1, 1))


def test_calendar_days_that_end_on_a_day_off_roll_to_the_next_working_day():
    assert CALENDAR.add_calendar_days(date(2026, 9, 21), 10).date == date(2026, 10, 8)
    assert CALENDAR.add_calendar_days(date(2026, 11, 2), 10).date == date(2026, 11, 12)


def test_calendar_days_that_roll_into_an_unpublished_year_are_provisional():
    due = Calendar("x", (Year(2026, 1, published=True),)).add_calendar_days(date(2026, 12, 1), 31)
    assert (due.date, due.provisional) == (date(2027, 1, 1), True)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),  # no 31st: the month's last day, here a Saturday worked
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2026-07-01", 3, "2026-10-08"),
        ("2025-12-15", 0, "2025-12-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert CALENDAR.add_months(date.fromisoformat(start), months).date == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T16:59:59", "2026-11-23"),
        ("2026-11-23T17:00:00", "2026-11-24"),
        ("2026-11-20T21:00:00", "2026-11-23"),
        ("2026-11-21T09:00:00", "2026-11-23"),  # Saturday
        ("2026-10-10T09:00:00", "2026-10-10"),  # Saturday worked
        ("2026-09-30T18:00:00", "2026-10-08"),
    ],
)
def test_what_comes_after_closing_or_on_a_day_off_counts_from_the_next_working_day(moment, day):
    local = datetime.fromisoformat(moment).replace(tzinfo=CHINA_TIME)
    assert CALENDAR.day_of_receipt(local) == date.fromisoformat(day)


def test_receipt_needs_an_aware_time():
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.day_of_receipt(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - what is refused


def test_no_days_end_on_the_start_day_or_the_next_working_one():
    assert CALENDAR.add_working_days(date(2026, 11, 23), 0).date == date(2026, 11, 23)
    assert CALENDAR.add_working_days(date(2026, 11, 21), 0).date == date(2026, 11, 23)


def test_a_strip_shows_each_day_once_with_what_it_is():
    strip = CALENDAR.strip(date(2026, 9, 24), date(2026, 10, 10))
    assert [day.date for day in strip] == [date(2026, 9, 24) + timedelta(days=n) for n in range(17)]
    assert [day.date.day for day in strip if day.is_working] == [24, 28, 29, 30, 8, 9, 10]
    assert [day.date.day for day in strip if day.is_make_up] == [10]
    assert sum(day.is_holiday for day in strip) == 10
    assert not any(day.is_provisional for day in strip)


@pytest.mark.parametrize(
    ("off", "worked", "why"),
    [
        ({date(2026, 1, 1)}, {date(2026, 1, 1)}, "既列为放假又列为上班"),
        ({date(2025, 12, 31)}, set(), "不在 2026 年内"),
        (set(), {date(2026, 1, 2)}, "本来就是工作日"),
    ],
)
def test_an_arrangement_that_contradicts_itself_is_refused(off, worked, why):
    with pytest.raises(Unfit, match=why):
        Year(2026, 1, published=True, days_off=frozenset(off), working_days=frozenset(worked))


def test_a_file_that_does_not_read_is_named(tmp_path):
    (tmp_path / "2027.toml").write_text("year = 2027\ncloses_at = 17:00:00\n")
    with pytest.raises(calendars.Unreadable, match=r"2027\.toml"):
        calendars.read_folder(tmp_path)


@given(DAYS, st.integers(1, 300))
def test_the_last_day_is_worked_and_lies_so_many_working_days_after_the_start(start, days):
    due = CALENDAR.add_working_days(start, days)
    assert CALENDAR.is_working(due.date)
    assert CALENDAR.working_days_between(start, due.date) == days
    assert due.provisional == (due.date.year > 2026)


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_terms_one_after_another_end_where_their_sum_ends(start, first, second):
    middle = CALENDAR.add_working_days(start, first).date
    assert CALENDAR.add_working_days(middle, second).date == CALENDAR.add_working_days(start, first + second).date


@given(DAYS, DAYS)
def test_working_days_between_are_those_that_the_strip_shows(start, end):
    low, high = min(start, end), max(start, end)
    shown = sum(day.is_working for day in CALENDAR.strip(low, high)) - CALENDAR.is_working(low)
    assert CALENDAR.working_days_between(low, high) == shown
    assert CALENDAR.working_days_between(high, low) == -shown


@given(DAYS, st.integers(0, 400))
def test_calendar_days_never_end_early_nor_on_a_day_off(start, days):
    due = CALENDAR.add_calendar_days(start, days)
    assert due.date >= start + timedelta(days=days)
    assert CALENDAR.is_working(due.date)
