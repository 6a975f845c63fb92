"""What the tests of cases share: a home of their own, the small city, published calendars."""

from datetime import date, time

import pytest

from tongban.cases.tests import city as small
from tongban.identity.actors import SYSTEM
from tongban.kernel import actions as kernel
from tongban.kernel import calendars
from tongban.kernel.calendars import Notice
from tongban.kernel.working_days import Year


def days(text):
    return frozenset(date.fromisoformat(day) for day in text.split())


def publish_year(year, off="", on=""):
    notice = Notice(Year(year, 1, published=True, days_off=days(off), working_days=days(on)), small.AT.date(), time(17))
    kernel.amend_calendar(notice, region="shanghai", actor=SYSTEM, at=small.AT)
    calendars.refresh()


@pytest.fixture
def city(db, settings, tmp_path):
    """The small city with the calendar of 2026 published."""
    settings.HOME = type(settings.HOME)(tmp_path)
    calendars.refresh()
    publish_year(2026)
    yield small.build()
    calendars.refresh()
