"""The public figures: equal to a recount from the journal, small counts silent, months published once and signed."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction

from tongban.feedback import actions, publication, queries, rules, statistics
from tongban.feedback.actions import orders
from tongban.feedback.models import Count
from tongban.feedback.statistics import Sums
from tongban.feedback.tests import city as small
from tongban.feedback.tests.city import AT
from tongban.identity.actors import SYSTEM
from tongban.identity.models import Organ
from tongban.kernel.models import Line

DAY = timedelta(days=1)
MONTH = date(2026, 11, 1)
NEXT = AT + timedelta(days=30)
GOOD = rules.Opinion(rules.Level.GOOD)
COLUMNS = queries.COLUMNS


def _a_busy_month(city):
    """Good ones, and bad ones with every fate."""
    for case in range(100, 106):
        actions.rate(small.occasion(city, case=case), GOOD, actor=city.wang, at=AT)
    handed = small.opened(city, case=1)
    orders.hand_over(handed, city.water, actor=city.chen, at=AT)
    orders.settle(handed, "办好了", actor=city.other, at=AT + 3 * DAY)
    wrong = small.opened(city, case=2)
    orders.appeal(wrong, rules.Ground.MISTAKEN, "错", actor=city.chen, at=AT)
    orders.exclude(wrong, "错", actor=city.reviewer, at=AT)
    again = small.opened(city, case=3)
    orders.contact(again, "您好", actor=city.chen, at=AT)
    orders.answer(again, "改了", actor=city.chen, at=AT)
    orders.call_back(again, rules.Level.BAD, actor=city.wang, at=AT)
    orders.answer(again, "又改了", actor=city.chen, at=AT)
    orders.call_back(again, rules.Level.GOOD, actor=city.wang, at=AT)


def test_the_kept_counts_equal_a_recount_from_the_journal(city):
    _a_busy_month(city)
    actions.rate(small.occasion(city, case=4), rules.Opinion(rules.Level.BAD, anonymous=True), actor=city.wang, at=AT)
    codes = dict(Organ.objects.values_list("pk", "code"))
    kept = {
        (row.month.isoformat(), codes[row.organ], row.district, row.item): {
            name: getattr(row, name) for name in COLUMNS if getattr(row, name)
        }
        for row in Count.objects.exclude(organ=0).exclude(item="")
    }
    counted = queries.recount(Line.objects.filter(package="feedback").order_by("pk"))
    assert kept == {key: {name: n for name, n in more.items() if n} for key, more in counted.items()}


def test_what_is_held_back_moves_no_figure_until_it_is_released(city):
    actions.rate(small.occasion(city), rules.Opinion(rules.Level.BAD, anonymous=True), actor=city.wang, at=AT)
    seen = [queries.statistics_of("item", since=MONTH, until=MONTH, today=AT.date())[small.ITEM].reviews]
    actions.release_due(at=AT + 2 * DAY)
    seen.append(queries.statistics_of("item", since=MONTH, until=MONTH, today=AT.date())[small.ITEM].reviews)
    assert seen == [0, 1]


def test_each_fate_is_counted_once(city):
    _a_busy_month(city)
    sums = queries.statistics_of("month", since=MONTH, until=MONTH, today=AT.date())["2026-11-01"]
    assert sums == Sums(
        served=9, reviews=9, good=6, bad=3, orders=3, contacted=2, contacted_in_time=1, answered=2, answered_in_time=2,
        called_back=1, content=1, appeals=1, excluded=1,
    )  # fmt: skip


def test_every_way_of_adding_up_gives_the_same_total(city):
    _a_busy_month(city)
    totals = [
        sum(queries.statistics_of(by, since=MONTH, until=MONTH, today=AT.date()).values(), Sums())
        for by in ("month", "district", "department", "item")
    ]
    assert totals == [totals[0]] * 4


def test_an_order_that_is_late_now_counts_as_late_before_anybody_touches_it(city):
    small.opened(city)
    late = queries.statistics_of("district", since=MONTH, until=MONTH, today=date(2026, 11, 17))["310101"]
    assert (late.contact_overdue, late.answer_overdue) == (1, 1)


def test_excluded_reviews_are_neither_reviews_nor_bad():
    shown = statistics.row("x", "x", Sums(served=20, reviews=11, good=8, bad=3, excluded=1), small=5)
    assert (shown.reviews, shown.bad, shown.good, shown.rated) == (10, 2, 80.0, 55.0)


def test_nobody_is_shown_behind_a_small_count_nor_by_subtraction():
    many = Sums(reviews=50, good=50)
    rows = statistics.table({"a": Sums(reviews=3), "b": many, "c": replace(many, reviews=9)}, str, small=5)
    assert {row.key for row in rows if row.is_small} == {"a", "c"}
    assert all(row.reviews is None for row in rows if row.is_small)


def test_the_worst_come_first():
    slow, fast = Sums(reviews=50, answered=10, answered_in_time=9), Sums(reviews=50, answered=10, answered_in_time=10)
    assert [row.key for row in statistics.table({"fast": fast, "slow": slow}, str, small=5)] == ["slow", "fast"]


def test_nearly_all_is_not_all():
    assert statistics.per_cent(9999, 10_000) == 99.9
    assert statistics.per_cent(0, 0) is None


def test_a_month_is_published_once_signed_and_says_what_the_page_says(city):
    _a_busy_month(city)
    first = actions.publish(MONTH, actor=SYSTEM, at=NEXT)
    small.opened(city, case=9)
    second = actions.publish(MONTH, actor=SYSTEM, at=NEXT + DAY)
    assert bytes(second.content) == bytes(first.content)
    assert publication.verify(bytes(first.content), bytes(first.signature), bytes(first.public_key))
    assert publication.is_ours(bytes(first.public_key))
    table = msgspec.json.decode(bytes(first.content))["tables"]["district"]
    shown = queries.statistics_table("district", since=MONTH, until=MONTH, today=AT.date())
    assert [row["key"] for row in table] == [row.key for row in shown]


def test_one_changed_sign_is_found_out(city):
    row = actions.publish(MONTH, actor=SYSTEM, at=NEXT)
    changed = bytes(row.content).replace(b"2026-11", b"2026-12")
    assert not publication.verify(changed, bytes(row.signature), bytes(row.public_key))
    assert not publication.verify(bytes(row.content), b"short", b"short")
    assert not publication.is_ours(b"short")


def test_a_month_that_still_runs_is_not_published(city):
    with pytest.raises(actions.TooEarly):
        actions.publish(MONTH, actor=SYSTEM, at=AT)


def test_the_database_itself_refuses_to_change_a_publication(city):
    actions.publish(MONTH, actor=SYSTEM, at=NEXT)
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update feedback_publication set digest = ''")
