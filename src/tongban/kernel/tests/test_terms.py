"""Terms: read, written, compared, ended."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import terms
from tongban.kernel.terms import Term, Unit
from tongban.kernel.tests.test_working_days import CALENDAR
from tongban.kernel.working_days import CHINA_TIME

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("20 个工作日", Term(20, Unit.WORKDAY)),
        ("5工作日", Term(5, Unit.WORKDAY)),
        ("20 working days", Term(20, Unit.WORKDAY)),
        ("1 working day", Term(1, Unit.WORKDAY)),
        ("30日", Term(30, Unit.DAY)),
        ("15 天", Term(15, Unit.DAY)),
        ("45 calendar days", Term(45, Unit.DAY)),
        ("3 个月", Term(3, Unit.MONTH)),
        ("24小时", Term(24, Unit.HOUR)),
        ("1 年", Term(1, Unit.YEAR)),
        ("即办", terms.ON_THE_SPOT),
        ("on the spot", terms.ON_THE_SPOT),
    ],
)
def test_terms_are_read_as_people_write_them(text, term):
    assert terms.parse(text) == term


@pytest.mark.parametrize("text", ["", "二十日", "20", "工作日", "-1 日", "1.5 日", "99999 日", "20 fortnights"])
def test_what_names_no_term_is_refused_with_an_example(text):
    with pytest.raises(terms.Unreadable, match="请写成"):
        terms.parse(text)


@given(st.builds(Term, st.integers(1, 9999), st.sampled_from(Unit)))
def test_what_is_written_reads_back_in_both_languages(term):
    assert terms.parse(terms.format(term)) == term
    assert terms.parse(terms.format(term, "en")) == term


def test_a_promise_keeps_a_legal_term_of_the_same_unit_only():
    legal = Term(20, Unit.WORKDAY)
    assert terms.keeps(Term(20, Unit.WORKDAY), legal)
    assert not terms.keeps(Term(21, Unit.WORKDAY), legal)
    assert terms.keeps(terms.ON_THE_SPOT, Term(1, Unit.MONTH))
    with pytest.raises(terms.Incomparable, match="单位不同"):
        terms.keeps(Term(5, Unit.DAY), legal)


@pytest.mark.parametrize(
    ("term", "end"),
    [
        (Term(1, Unit.WORKDAY), date(2026, 11, 24)),
        (Term(5, Unit.DAY), date(2026, 11, 30)),  # the 28th is a Saturday
        (Term(1, Unit.MONTH), date(2026, 12, 23)),
        (Term(1, Unit.YEAR), date(2027, 11, 23)),
        (Term(1, Unit.HOUR), MONDAY),
        (Term(48, Unit.HOUR), date(2026, 11, 25)),
    ],
)
def test_each_unit_ends_in_its_own_way(term, end):
    assert terms.due(term, MONDAY, CALENDAR).date == end


def test_hours_run_from_the_moment_and_days_to_midnight():
    filed = datetime(2026, 11, 23, 10, 30, tzinfo=CHINA_TIME)
    assert terms.ends_at(Term(3, Unit.HOUR), filed, CALENDAR) == filed + timedelta(hours=3)
    midnight = datetime(2026, 11, 25, tzinfo=CHINA_TIME)
    assert terms.ends_at(Term(1, Unit.WORKDAY), filed, CALENDAR) == midnight
    assert terms.ends_at(Term(1, Unit.WORKDAY), filed + timedelta(hours=9), CALENDAR) == midnight + timedelta(days=1)
