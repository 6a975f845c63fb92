"""Dates, times, numbers and money in the words of the interface. Pure: values in, words out; no clock, no Django."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.ui.display import Language

CHINESE_DAYS = "一二三四五六日"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEAR = {
    Language.CHINESE: {-1: "昨天", 0: "今天", 1: "明天"},
    Language.ENGLISH: {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
UNITS = {
    "workday": ("个工作日", "working day"),
    "day": ("天", "day"),
    "month": ("个月", "month"),
    "hour": ("小时", "hour"),
    "year": ("年", "year"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """A language, and the local day it is today (None: no word of today or tomorrow)."""

    language: Language = Language.CHINESE
    today: date | None = None

    def day(self, day: date) -> str:
        """今天, 明天, or 11 月 24 日 周二; the year too when it is not this one."""
        return self._near(day) or self._full(day)

    def moment(self, moment: datetime) -> str:
        """A local time: 今天 09:05, or 11 月 20 日 周五 08:30."""
        return f"{self.day(moment.date())} {moment:%H:%M}"

    def month(self, day: date) -> str:
        """2028 年 3 月."""
        if self.language is Language.ENGLISH:
            return f"{ENGLISH_MONTHS[day.month - 1]} {day.year}"
        return f"{day.year} 年 {day.month} 月"

    def _near(self, day: date) -> str:
        if self.today is None:
            return ""
        return NEAR[self.language].get((day - self.today) // timedelta(days=1), "")

    def _full(self, day: date) -> str:
        other_year = self.today is not None and day.year != self.today.year
        if self.language is Language.ENGLISH:
            words = f"{ENGLISH_DAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]}"
            return f"{words} {day.year}" if other_year else words
        words = f"{day.month} 月 {day.day} 日 周{CHINESE_DAYS[day.weekday()]}"
        return f"{day.year} 年 {words}" if other_year else words

    def term(self, count: int, unit: str) -> str:
        """5 个工作日; 5 working days; 0 is on the spot."""
        chinese, english = UNITS[unit]
        if self.language is Language.ENGLISH:
            return "on the spot" if count == 0 else f"{count} {english}{'' if count == 1 else 's'}"
        return "当场办结" if count == 0 else f"{count} {chinese}"

    def yuan(self, cents: int) -> str:
        """Money in yuan: 0 元, 12.50 元, 1,200 元."""
        whole, rest = divmod(cents, 100)
        amount = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
        return f"CNY {amount}" if self.language is Language.ENGLISH else f"{amount} 元"


def short(day: date) -> str:
    """11-24: where there is no room, at the officers' desk."""
    return f"{day:%m-%d}"


KILO, MEGA = 1_000, 1_000_000


def size(count: int) -> str:
    """Bytes as a person reads them: 640 KB, 1.2 MB."""
    if count < MEGA:
        return f"{max(1, round(count / KILO))} KB"
    return f"{count / MEGA:.1f} MB"
