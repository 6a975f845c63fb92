"""What the tests of feedback share: a home of their own, the small city, published calendars."""

import pytest

from tongban.cases.tests.conftest import publish_year
from tongban.feedback.tests import city as small
from tongban.kernel import calendars


@pytest.fixture
def city(db, settings, tmp_path):
    """The small city with the calendar of 2026 published."""
    settings.HOME = type(settings.HOME)(tmp_path)
    calendars.refresh()
    publish_year(2026)
    yield small.build()
    calendars.refresh()
