"""A term is a number and a unit: read, written, compared, and turned into its last day. Pure.

Beware of 日: the 行政许可法 means working days by it (Art. 82), most other laws calendar days. Whoever enters an item
says which; here 日 alone is a calendar day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tongban.kernel.working_days import Calendar, Due


class Unit(StrEnum):
    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    HOUR = "hour"
    YEAR = "year"


class Unreadable(ValueError):
    """The text names no term; SENTENCE is the msgid of what the page says."""

    SENTENCE = "看不懂这个期限，无法计算日期，请写成“20 个工作日”“30 日”“3 个月”或“24 小时”。"

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


class Incomparable(ValueError):
    """Two terms of different units: which is longer depends on the day they start. SENTENCE is a msgid."""

    SENTENCE = "承诺时限与法定时限的单位不同，无法比较长短，请用法定时限的单位填写承诺时限。"

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


@dataclass(frozen=True)
class Term:
    """So many of a unit. No units at all: done on the spot."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError("a term cannot be negative")


ON_THE_SPOT = Term(0, Unit.WORKDAY)

_CHINESE = {
    Unit.WORKDAY: "个工作日",
    Unit.DAY: "个自然日",
    Unit.MONTH: "个月",
    Unit.HOUR: "小时",
    Unit.YEAR: "年",
}
_ENGLISH = {
    Unit.WORKDAY: "working day",
    Unit.DAY: "calendar day",
    Unit.MONTH: "month",
    Unit.HOUR: "hour",
    Unit.YEAR: "year",
}
_SPELLINGS = (
    (Unit.WORKDAY, r"个?工作日|(?:working|business) ?days?|workdays?|wd"),
    (Unit.DAY, r"个?自然日|日|天|(?:calendar ?)?days?"),
    (Unit.MONTH, r"个?月|months?"),
    (Unit.HOUR, r"个?小时|hours?"),
    (Unit.YEAR, r"年|years?"),
)
_SPOT = re.compile(r"即办|即时(?:办结)?|当场(?:办结)?|on the spot|at once", re.IGNORECASE)


def parse(text: str) -> Term:
    """Read "20 个工作日", "15日", "3 months", "即办". Raises Unreadable."""
    plain = " ".join(text.split())
    if _SPOT.fullmatch(plain):
        return ON_THE_SPOT
    for unit, spelling in _SPELLINGS:
        if found := re.fullmatch(rf"(\d{{1,4}}) ?(?:{spelling})", plain, re.IGNORECASE):
            return Term(int(found[1]), unit)
    raise Unreadable


def chinese(term: Term) -> str:
    """The term as a Chinese page says it."""
    return f"{term.n} {_CHINESE[term.unit]}" if term.n else "当场办结"


def english(term: Term) -> str:
    """The term as an English page says it."""
    return f"{term.n} {_ENGLISH[term.unit]}{'' if term.n == 1 else 's'}" if term.n else "on the spot"


def format(term: Term, language: str = "zh") -> str:  # noqa: A001 - read as terms.format, beside terms.parse
    """The term in the language of the page: English for "en" and its kin, else Chinese."""
    return english(term) if language.startswith("en") else chinese(term)


def keeps(promise: Term, legal: Term) -> bool:
    """Whether a promised term is no longer than the legal one. Raises Incomparable for different units."""
    if promise.n == 0:
        return True
    if promise.unit is not legal.unit:
        raise Incomparable
    return promise.n <= legal.n


def due(term: Term, start: date, calendar: Calendar) -> Due:
    """The last day of *term* begun on the local day *start*, which is not counted.

    Hours have no day of their own: they give the day they end on when begun at midnight, so that a list may sort by
    it; the moment itself comes from `ends_at`.
    """
    match term.unit:
        case Unit.WORKDAY:
            return calendar.add_working_days(start, term.n)
        case Unit.DAY:
            return calendar.add_calendar_days(start, term.n)
        case Unit.MONTH:
            return calendar.add_months(start, term.n)
        case Unit.YEAR:
            return calendar.add_months(start, term.n * 12)
        case Unit.HOUR:
            last = start + timedelta(hours=term.n)
            return Due(last, provisional=False, calendar_version=calendar.version_of(start, last))


def ends_at(term: Term, start: datetime, calendar: Calendar) -> datetime:
    """The moment after which *term*, begun at the aware time *start*, is overdue.

    Hours run from the moment itself (民法典 201); terms in days end with the last day at midnight (民法典 203): a net
    that is open day and night has no earlier closing hour for the organ that may still decide.
    """
    if term.unit is Unit.HOUR:
        return start + timedelta(hours=term.n)
    last = due(term, calendar.day_of_receipt(start), calendar).date
    return datetime.combine(last + timedelta(days=1), time(), calendar.zone)
