"""Reminders on their days, once, also after days on which nothing ran; calls back that lapse; amended calendars."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.db import connection

from tongban.cases.tests.conftest import publish_year
from tongban.feedback import actions, clock, queries, rules
from tongban.feedback.actions import orders, upkeep
from tongban.feedback.models import Given, Order
from tongban.feedback.states.orders import State
from tongban.feedback.tests import city as small
from tongban.feedback.tests.city import AT
from tongban.kernel.models import Line

CHINA = timezone(timedelta(hours=8))


def on(day):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA).replace(hour=8)


def given(order):
    return list(Given.objects.filter(order=order).order_by("day", "kind").values_list("kind", flat=True))


def test_reminders_come_on_their_days_and_once(city):
    order = small.opened(city)  # Monday 9 November
    seen = {}
    for day in range(9, 21):
        seen[day] = actions.remind(at=on(f"2026-11-{day:02}"))
        assert actions.remind(at=on(f"2026-11-{day:02}")) == 0
    assert {day: n for day, n in seen.items() if n} == {10: 1, 11: 1, 12: 1, 16: 1, 17: 1}
    assert given(order) == ["contact_due", "contact_late", "half", "due", "late"]


def test_what_a_stopped_machine_missed_is_given_when_it_runs_again(city):
    order = small.opened(city)
    assert actions.remind(at=on("2026-11-20")) == 5
    assert given(order) == ["contact_due", "contact_late", "half", "due", "late"]
    assert Order.objects.get().remind_on is None


def test_who_was_contacted_is_reminded_of_the_answer_only(city):
    order = small.contacted(city)
    actions.remind(at=on("2026-11-20"))
    assert given(order) == ["half", "due", "late"]


def test_reminders_survive_a_hand_over(city):
    order = small.opened(city)
    orders.hand_over(order, city.water, actor=city.chen, at=AT)
    assert actions.remind(at=on("2026-11-10")) == 1
    assert Line.objects.get(package="feedback", step="remind").subject == city.water.pk


def test_reminders_survive_a_return_and_a_second_answer(city):
    order = small.answered(city)
    assert actions.remind(at=on("2026-11-30")) == 0  # answered: nobody is reminded
    order = queries.order_at(order.code, city.zhao)
    orders.call_back(order, rules.Level.BAD, actor=city.wang, at=on("2026-12-01"))
    for day, n in [("2026-12-03", 0), ("2026-12-04", 1), ("2026-12-08", 1), ("2026-12-09", 1)]:
        assert actions.remind(at=on(day)) == n
    assert given(order) == ["half", "due", "late"]


def test_reminders_survive_an_appeal(city):
    order = small.opened(city)
    orders.appeal(order, rules.Ground.MISTAKEN, "不是。", actor=city.chen, at=AT)
    assert actions.remind(at=on("2026-11-13")) == 0  # with the reviewer: the clock stands
    orders.uphold(order, "维持。", actor=city.reviewer, at=on("2026-11-13"))
    assert actions.remind(at=on("2026-11-16")) == 1
    assert given(order) == ["contact_due"]


@pytest.mark.parametrize("contacted", [True, False])
def test_the_schedule_of_the_statement_is_the_schedule_of_the_clock(city, contacted):
    known = clock.dues(date(2026, 11, 9), upkeep.calendars.current())
    with connection.cursor() as cursor:
        columns = "%s::date as contact_by, %s::date as half_on, %s::date as answer_by, %s as contacted"
        sql = f"select s.day, s.kind from (select {columns}) o cross join lateral ({upkeep._SCHEDULE})"  # noqa: S608 - constants
        sql += " as s(kind, day, is_over) where not is_over order by 1, 2"
        cursor.execute(sql, [known.contact_by, known.half_on, known.answer_by, contacted])
        rows = cursor.fetchall()
    assert rows == sorted((day, kind.value) for day, kind in clock.schedule(known, contacted=contacted))


def test_reminders_take_as_many_statements_for_fifty_orders_as_for_one(city, django_assert_num_queries):
    for case in range(1, 50):
        small.opened(city, case=case)
    with django_assert_num_queries(4):  # savepoint, reminders, one line for the one body, release
        assert actions.remind(at=on("2026-11-10")) == 49


def test_a_call_back_that_nobody_answers_lapses_after_five_working_days(city):
    order = small.answered(city)  # Tuesday 10 November
    assert actions.lapse_due(at=on("2026-11-17")) == 0
    assert actions.lapse_due(at=on("2026-11-18")) == 1
    order.refresh_from_db()
    assert (order.state, order.remedy) == (State.CLOSED, None)


def test_an_amended_calendar_moves_the_dates_of_open_orders(city):
    order = small.opened(city)
    publish_year(2026, off="2026-11-11 2026-11-12")
    assert actions.recompute_open(from_day=date(2026, 11, 11), at=AT) == 1
    order.refresh_from_db()
    assert (order.contact_by, order.answer_by) == (date(2026, 11, 10), date(2026, 11, 18))
    assert queries.timeline(order)[-1].step == "order_recompute"


def test_a_contact_made_while_nothing_ran_loses_no_reminder(city):
    order = small.opened(city)
    orders.contact(order, "您好", actor=city.chen, at=on("2026-11-13"))  # half time, the 12th, has passed unnoticed
    assert actions.remind(at=on("2026-11-13")) == 1
    assert given(order) == ["half"]
