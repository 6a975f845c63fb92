"""Dates, numbers, money and texts in the words of the interface."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from tongban.ui import dates
from tongban.ui.display import Language

TODAY = date(2026, 11, 23)
CHINESE, ENGLISH = dates.Speech(Language.CHINESE, TODAY), dates.Speech(Language.ENGLISH, TODAY)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 22), "昨天", "yesterday"),
        (date(2026, 11, 23), "今天", "today"),
        (date(2026, 11, 24), "明天", "tomorrow"),
        (date(2026, 11, 25), "11 月 25 日 周三", "Wed 25 Nov"),
        (date(2027, 1, 3), "2027 年 1 月 3 日 周日", "Sun 3 Jan 2027"),
    ],
)
def test_a_day_is_named_as_people_say_it(day, chinese, english):
    assert (CHINESE.day(day), ENGLISH.day(day)) == (chinese, english)


def test_without_a_now_no_day_is_today():
    assert dates.Speech().day(TODAY) == "11 月 23 日 周一"


@pytest.mark.parametrize(
    ("count", "unit", "chinese", "english"),
    [
        (5, "workday", "5 个工作日", "5 working days"),
        (1, "month", "1 个月", "1 month"),
        (0, "workday", "当场办结", "on the spot"),
    ],
)
def test_a_term_names_its_unit(count, unit, chinese, english):
    assert (CHINESE.term(count, unit), ENGLISH.term(count, unit)) == (chinese, english)


@pytest.mark.parametrize(("cents", "words"), [(0, "0 元"), (1250, "12.50 元"), (120_000, "1,200 元"), (5, "0.05 元")])
def test_money_shows_cents_only_where_there_are_some(cents, words):
    assert CHINESE.yuan(cents) == words


def test_a_moment_is_told_in_local_time():
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # half past one the next day, eight hours east
    assert draw("{{ at|moment:now }}", at=late, now=late) == "今天 01:30"


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_text_without_english_is_shown_in_chinese_and_marked():
    with translation.override("en"):
        assert draw("{{ t|text }}", t={"zh": "营业执照"}) == '<span lang="zh-CN">营业执照</span>'
        assert draw("{{ t|text }}", t={"zh": "营业执照", "en": "Licence"}) == "Licence"
        assert draw('<a title="{{ t|plain }}">', t={"zh": "执照"}) == '<a title="执照">'


def test_a_text_from_a_document_is_never_markup():
    evil = {"zh": "<b>好</b>", "en": ""}
    assert "<b>" not in draw("{{ t|text }}", t=evil)
    with translation.override("en"):
        assert "<b>" not in draw("{{ t|text }}", t=evil)


def test_an_unknown_number_is_a_dash_and_never_zero():
    assert draw("{{ a|number }} {{ b|number }}", a=None, b=12604) == "— 12,604"
