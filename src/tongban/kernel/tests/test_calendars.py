"""Calendars in the table: loaded from a pack, amended, and found anew by every process."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tongban.kernel import actions, calendars, jobs, journal
from tongban.kernel.calendars import Notice
from tongban.kernel.models import CalendarYear, Line
from tongban.kernel.tests.test_working_days import NOTICES
from tongban.kernel.working_days import Year

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NEW_YEAR_2027 = Notice(
    Year(2027, 1, published=True, days_off=frozenset({date(2027, 1, 1)}), source="test"), date(2026, 11, 24), time(17)
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(officer):
    return lambda notices=NOTICES: actions.load_calendars("east", notices, actor=officer, at=AT)


@pytest.fixture
def amend(officer):
    return lambda notice: actions.amend_calendar(notice, region="east", actor=officer, at=AT)


def test_a_region_without_years_is_provisional_throughout():
    assert calendars.current("nowhere").add_working_days(date(2026, 11, 23), 1).provisional


def test_a_pack_is_loaded_with_every_version_and_the_newest_counts(load):
    load()
    assert CalendarYear.objects.filter(region="east", year=2020).count() == 2
    assert calendars.current("east").add_working_days(date(2020, 1, 23), 1).date == date(2020, 2, 3)


def test_loading_again_changes_nothing(load):
    first = load()
    assert (len(first), load()) == (len(NOTICES), [])
    assert Line.objects.filter(step="calendar_amended").count() == len(NOTICES)


def test_a_calendar_is_read_once_and_then_asked_nothing(load, django_assert_num_queries):
    load()
    with django_assert_num_queries(2):
        calendars.current("east")
    with django_assert_num_queries(0):
        calendars.current("east")


def test_another_process_learns_of_an_amendment_by_one_small_question(
    load, amend, monkeypatch, django_assert_num_queries
):
    load()
    calendars.current("east")
    amend(NEW_YEAR_2027)
    assert not calendars.current("east").is_published(2027)
    monkeypatch.setattr(calendars, "CHECK_EVERY", -1.0)
    with django_assert_num_queries(2):
        assert calendars.current("east").is_published(2027)
    with django_assert_num_queries(1):
        calendars.current("east")


def test_the_amending_process_knows_at_once(load, amend, django_capture_on_commit_callbacks):
    load()
    calendars.current("east")
    with django_capture_on_commit_callbacks(execute=True):
        amend(NEW_YEAR_2027)
    assert calendars.current("east").is_published(2027)


def test_publishing_a_year_ends_what_was_provisional(load, amend):
    load()
    before = calendars.current("east").add_working_days(date(2026, 12, 30), 2)
    amend(NEW_YEAR_2027)
    calendars.refresh()
    after = calendars.current("east").add_working_days(date(2026, 12, 30), 2)
    assert (before.date, before.provisional) == (date(2027, 1, 1), True)
    assert (after.date, after.provisional) == (date(2027, 1, 4), False)


def test_an_amendment_tells_those_who_keep_due_dates(load, amend, reactions):
    load()
    jobs.on("kernel.calendar_amended", "recompute", lambda _: None)
    newest = calendars.current("east").year(2026)
    closed = replace(newest, days_off=newest.days_off | {date(2026, 11, 25)}, source="closed by order")
    row = amend(Notice(closed, date(2026, 11, 24), time(17)))
    line = journal.of("kernel", row.pk).get()
    assert (line.step, line.version) == ("calendar_amended", 2)
    assert line.facts == {"region": "east", "year": 2026, "from_day": "2026-11-25"}
    assert ProcrastinateJob.objects.count() == 1


def test_the_same_amendment_twice_is_one(amend):
    assert amend(NEW_YEAR_2027) == amend(NEW_YEAR_2027)
    assert Line.objects.filter(step="calendar_amended").count() == 1


def test_a_pack_does_not_undo_an_amendment_made_here(load, amend):
    load()
    row = amend(Notice(replace(NOTICES[-1].year, days_off=frozenset(), source="here"), date(2026, 11, 24), time(17)))
    load()
    assert CalendarYear.objects.filter(region="east", year=2026).latest("version") == row


def test_one_version_of_a_year_exists_once(amend):
    row = amend(NEW_YEAR_2027)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
