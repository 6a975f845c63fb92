"""What follows a line of a case: an amended calendar moves due dates, and it is told once."""

from datetime import date

from tongban.cases import actions
from tongban.cases.tests import city as small
from tongban.cases.tests.conftest import city, publish_year  # noqa: F401 - the fixture of cases
from tongban.config import reactions
from tongban.kernel.models import Line


def test_an_amended_calendar_moves_the_due_dates_of_open_cases(city):  # noqa: F811 - the fixture
    case = small.accepted(city)
    publish_year(2026, off="2026-11-12")
    amended = Line.objects.filter(package="kernel", step="calendar_amended").latest("pk")
    reactions.move_due_dates(amended)
    case.refresh_from_db()
    assert case.promised_due == date(2026, 11, 17)


def test_a_refused_case_may_be_rated_and_is_told_to_the_applicant(city):  # noqa: F811 - the fixture
    case = small.filed(city)
    actions.refuse(case, "not_needed", "不需要许可", actor=city.chen, at=small.AT)
    line = Line.objects.get(package="cases", step="refuse", subject=case.pk)
    reactions.tell_about_case(line)
    reactions.open_occasion(line)
    reactions.open_occasion(line)
