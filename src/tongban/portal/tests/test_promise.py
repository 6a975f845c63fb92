"""The dates of a guide hold in the worst case, and say so when next year is not known yet."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from tongban.catalogue.documents import Terms
from tongban.kernel.working_days import Calendar, Year
from tongban.portal.pages import promise

PLAIN = Calendar("test", tuple(Year(year, 1, published=True) for year in (2026, 2027)))


def dates(at, calendar=PLAIN, **terms):
    return promise.of(msgspec.convert(terms, Terms), calendar, at=at)


def local(day, hour):
    return datetime(2026, 11, day, hour - 8, tzinfo=UTC)


def test_filed_while_offices_are_open_counts_from_today():
    found = dates(local(23, 10), promised={"n": 5})  # a Monday
    assert (found.is_today, found.received) == (True, date(2026, 11, 23))
    assert found.accept_by == date(2026, 11, 30)
    assert found.due == date(2026, 12, 7)


@pytest.mark.parametrize(("day", "hour", "received"), [(23, 17, 24), (27, 18, 30), (28, 10, 30)])
def test_filed_after_closing_or_on_a_day_off_counts_from_the_next_working_day(day, hour, received):
    found = dates(local(day, hour), promised={"n": 5})
    assert (found.is_today, found.received) == (False, date(2026, 11, received))


def test_without_a_promise_the_law_tells_the_date():
    found = dates(local(23, 10), legal={"n": 30, "unit": "day"})
    assert (found.is_promised, found.due) == (False, date(2026, 12, 30))


@pytest.mark.parametrize("terms", [{}, {"promised": {"n": 0}}])
def test_on_the_spot_or_unknown_there_is_no_last_day(terms):
    assert dates(local(23, 10), **terms).due is None


def test_a_date_reckoned_over_an_unpublished_year_is_provisional():
    only = Calendar("test", PLAIN.years[:1])
    assert dates(local(23, 10), only, promised={"n": 40}).is_provisional
    assert not dates(local(23, 10), only, promised={"n": 5}).is_provisional
