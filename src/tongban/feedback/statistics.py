"""Figures of good and bad ratings as they are shown: sums, rates, and silence where few people stand behind them. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Sums:
    """What was counted of one district, department, item or month. *overdue*: orders late now, not contacted, not answered."""

    served: int = 0
    reviews: int = 0
    good: int = 0
    bad: int = 0
    orders: int = 0
    contacted: int = 0
    contacted_in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0
    called_back: int = 0
    content: int = 0
    appeals: int = 0
    upheld: int = 0
    excluded: int = 0
    contact_overdue: int = 0
    answer_overdue: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class Row:
    """One line of a public table. Rates are per cent with one decimal place; None: nothing to divide, or suppressed."""

    key: str
    name: str
    is_small: bool  # fewer reviews than may be shown: everything else is None
    reviews: int | None = None
    rated: float | None = None  # 主动评价率: of those served
    good: float | None = None  # 好评率
    bad: int | None = None
    contacted_in_time: float | None = None
    answered_in_time: float | None = None
    late: int | None = None  # answered late, or late now
    called_back: float | None = None
    content: float | None = None
    appeals: int | None = None
    excluded: int | None = None


def row(key: str, name: str, sums: Sums, *, small: int) -> Row:
    """The figures of *sums* as shown. Excluded reviews count neither as reviews nor as bad."""
    reviews = sums.reviews - sums.excluded
    if 0 < reviews < small or (reviews <= 0 and sums.reviews > 0):
        return Row(key, name, is_small=True)
    return Row(
        key,
        name,
        is_small=False,
        reviews=reviews,
        rated=per_cent(sums.reviews, sums.served),
        good=per_cent(sums.good, reviews),
        bad=max(0, sums.bad - sums.excluded),
        contacted_in_time=per_cent(sums.contacted_in_time, sums.contacted + sums.contact_overdue),
        answered_in_time=per_cent(sums.answered_in_time, sums.answered + sums.answer_overdue),
        late=sums.answered - sums.answered_in_time + sums.answer_overdue,
        called_back=per_cent(sums.called_back, sums.answered),
        content=per_cent(sums.content, sums.called_back),
        appeals=sums.appeals,
        excluded=sums.excluded,
    )


def per_cent(part: int, whole: int) -> float | None:
    """One decimal place, cut and not rounded: 99.96 is not 100."""
    return (part * 1000 // whole) / 10 if whole > 0 else None


def gathered(rows: Iterable[tuple[str, Sums]]) -> Mapping[str, Sums]:
    """The sums of each key, in the order in which keys come first."""
    found: dict[str, Sums] = {}
    for key, sums in rows:
        found[key] = found.get(key, Sums()) + sums
    return found


def table(sums: Mapping[str, Sums], name: Callable[[str], str], *, small: int) -> list[Row]:
    """All rows, the worst first: by what was put right in time, then by how many are bad in a thousand.

    When exactly one row is too small to be shown, the next smallest is hidden as well: else the total less the rest
    would tell it.
    """
    hidden = [key for key, each in sums.items() if 0 < each.reviews - each.excluded < small]
    rows = [row(key, name(key), each, small=small) for key, each in sums.items()]
    if len(hidden) == 1:
        shown = sorted(
            (each for each in rows if not each.is_small and each.reviews), key=lambda each: each.reviews or 0
        )
        if shown:
            rows = [Row(each.key, each.name, is_small=True) if each is shown[0] else each for each in rows]
    return sorted(rows, key=_worst_first)


def _worst_first(one: Row) -> tuple[bool, float, float, str]:
    rate = 101.0 if one.answered_in_time is None else one.answered_in_time
    share = (one.bad or 0) / one.reviews if one.reviews else 0.0
    return one.is_small, rate, -share, one.key
