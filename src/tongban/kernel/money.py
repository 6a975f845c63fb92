"""Money as integer cents (分): read, added, shown. Pure; never a float."""

import re
import unicodedata
from dataclasses import dataclass

MOST = 10**16 - 1  # n..16,2 yuan of the exchange tables, in cents
_AMOUNT = re.compile(r"(?P<yuan>\d{1,14}|\d{1,3}(?:,\d{3}){1,4})(?:\.(?P<cents>\d{1,2}))?")


class Unreadable(ValueError):
    """The text is no amount of money; SENTENCE is the msgid of what the page says."""

    SENTENCE = "这不是金额，无法记账，请写成 12.50 这样的数字，最多两位小数。"

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in cents; refunds are negative."""

    cents: int = 0

    def __post_init__(self) -> None:
        if abs(self.cents) > MOST:
            raise ValueError("the amount has more digits than the exchange tables hold")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> "Money":
        return Money(self.cents * times)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """With thousands separated and always two places: 1,234.50."""
        yuan, cents = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{yuan:,}.{cents:02}"


def parse(text: str) -> Money:
    """Read yuan: "12", "12.5", "1,234.50", "¥12.50", "12.5元". Raises Unreadable."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").strip()
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise Unreadable
    return Money(int(found["yuan"].replace(",", "")) * 100 + int((found["cents"] or "0").ljust(2, "0")))


def chinese(amount: Money) -> str:
    """As a Chinese page shows it: 不收费 for nothing, else 12.50 元."""
    return f"{amount} 元" if amount else "不收费"


def english(amount: Money) -> str:
    """As an English page shows it: CNY 12.50."""
    return f"CNY {amount}" if amount else "free"
