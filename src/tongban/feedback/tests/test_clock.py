"""Deadlines exact to the day, around National Day 2019, Spring Festival 2020 and the make-up Saturdays and Sundays."""

from datetime import date, timedelta

import pytest

from tongban.feedback import clock
from tongban.feedback.clock import Reminder, Urgency
from tongban.kernel.working_days import Calendar, Year


def _days(text):
    return frozenset(date.fromisoformat(day) for day in text.split())


def _run(first, last):
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return frozenset(start + timedelta(days=n) for n in range((end - start).days + 1))


Y2019 = Year(
    2019, 1, published=True, days_off=_run("2019-10-01", "2019-10-07"), working_days=_days("2019-09-29 2019-10-12")
)
# The festival of 2020 was lengthened to 2 February while it ran: the make-up Saturday 1 February fell away.
Y2020_FIRST = Year(
    2020, 1, published=True, days_off=_run("2020-01-24", "2020-01-30") | _days("2020-01-01"),
    working_days=_days("2020-01-19 2020-02-01"),
)  # fmt: skip
Y2020 = Year(
    2020, 2, published=True, days_off=_run("2020-01-24", "2020-02-02") | _days("2020-01-01"),
    working_days=_days("2020-01-19"),
)  # fmt: skip
BEFORE = Calendar("here", (Y2019, Y2020_FIRST))
AFTER = Calendar("here", (Y2019, Y2020_FIRST, Y2020))

# start, contact (1), answer (5), complex (15): counted by hand on a printed calendar
NATIONAL_DAY_2019 = [
    ("2019-09-26", "2019-09-27", "2019-10-09", "2019-10-22"),  # Thursday
    ("2019-09-27", "2019-09-29", "2019-10-10", "2019-10-23"),  # Friday; the next day worked is a Sunday
    ("2019-09-28", "2019-09-29", "2019-10-10", "2019-10-23"),  # Saturday off
    ("2019-09-29", "2019-09-30", "2019-10-11", "2019-10-24"),  # the make-up Sunday itself
    ("2019-09-30", "2019-10-08", "2019-10-12", "2019-10-25"),  # the eve; the answer falls on the make-up Saturday
    ("2019-10-03", "2019-10-08", "2019-10-12", "2019-10-25"),  # in the holiday
    ("2019-10-07", "2019-10-08", "2019-10-12", "2019-10-25"),  # its last day
    ("2019-10-11", "2019-10-12", "2019-10-17", "2019-10-31"),  # Friday before the make-up Saturday
    ("2019-10-12", "2019-10-14", "2019-10-18", "2019-11-01"),  # the make-up Saturday itself
]
SPRING_FESTIVAL_2020 = [
    ("2020-01-17", "2020-01-19", "2020-01-23", "2020-02-14"),  # Friday; Sunday the 19th is worked
    ("2020-01-20", "2020-01-21", "2020-02-04", "2020-02-18"),
    ("2020-01-23", "2020-02-03", "2020-02-07", "2020-02-21"),  # the last day before it
    ("2020-01-25", "2020-02-03", "2020-02-07", "2020-02-21"),  # New Year's day
    ("2020-02-02", "2020-02-03", "2020-02-07", "2020-02-21"),  # the last lengthened day
]
AS_FIRST_ANNOUNCED = [
    ("2020-01-23", "2020-01-31", "2020-02-05", "2020-02-19"),
    ("2020-01-31", "2020-02-01", "2020-02-06", "2020-02-20"),  # contact on the make-up Saturday
]
TABLE = [(AFTER, *row) for row in NATIONAL_DAY_2019 + SPRING_FESTIVAL_2020] + [
    (BEFORE, *row) for row in AS_FIRST_ANNOUNCED
]


@pytest.mark.parametrize(("calendar", "start", "contact", "answer", "late"), TABLE)
def test_the_deadlines_are_exact_to_the_day(calendar, start, contact, answer, late):
    begun = date.fromisoformat(start)
    plain, complicated = clock.dues(begun, calendar), clock.dues(begun, calendar, days=clock.COMPLEX)
    assert (plain.contact_by, plain.answer_by, complicated.answer_by) == tuple(
        map(date.fromisoformat, (contact, answer, late))
    )


@pytest.mark.parametrize("start", [row[0] for row in NATIONAL_DAY_2019 + SPRING_FESTIVAL_2020])
def test_five_days_extended_are_fifteen_days_begun_the_same_day(start):
    begun = date.fromisoformat(start)
    assert clock.extended(clock.dues(begun, AFTER), AFTER) == clock.dues(begun, AFTER, days=clock.COMPLEX)


def test_half_time_lies_on_the_third_of_five_and_the_eighth_of_fifteen():
    begun = date(2019, 9, 30)
    assert clock.dues(begun, AFTER).half_on == date(2019, 10, 10)
    assert clock.dues(begun, AFTER, days=clock.COMPLEX).half_on == date(2019, 10, 16)


def test_a_year_that_nobody_announced_is_marked():
    assert clock.dues(date(2020, 12, 30), AFTER).provisional


def test_one_working_day_for_saying_not_ours_ends_with_the_first_day_after_the_holiday():
    begun = date(2019, 9, 30)
    assert clock.may_hand_over(begun, date(2019, 10, 8), AFTER)
    assert not clock.may_hand_over(begun, date(2019, 10, 9), AFTER)


def test_the_rest_of_a_term_is_at_least_a_day():
    assert clock.rest(date(2019, 10, 8), date(2019, 10, 12), AFTER) == 4
    assert clock.rest(date(2019, 10, 14), date(2019, 10, 12), AFTER) == 1


def test_reminders_come_in_order_and_none_is_left_out_when_a_day_was_missed():
    known, day, given = clock.dues(date(2019, 9, 30), AFTER), date(2019, 9, 30), []
    while following := clock.next_reminder(known, contacted=False, after=day):
        given += [kind for when, kind in clock.schedule(known, contacted=False) if when == following]
        day = following
    assert given == list(Reminder)


def test_who_was_contacted_is_not_reminded_of_it():
    kinds = [kind for _, kind in clock.schedule(clock.dues(date(2019, 9, 30), AFTER), contacted=True)]
    assert kinds == [Reminder.HALF, Reminder.DUE, Reminder.LATE]


@pytest.mark.parametrize(
    ("day", "seen"), [("2019-10-11", Urgency.CALM), ("2019-10-12", Urgency.TODAY), ("2019-10-13", Urgency.LATE)]
)
def test_yellow_on_its_day_and_red_after_it(day, seen):
    assert clock.urgency(date(2019, 10, 12), date.fromisoformat(day)) is seen
