"""Which body has what, by the routes that are data: item and district first, then item, then district, then all. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One route: empty *item* and *district* stand for all."""

    item: str
    district: str
    organ: int


def most_exact(ways: Iterable[Way], item: str, district: str) -> int | None:
    """The organ of the most exact way that fits; None when none does."""
    fitting = [way for way in ways if way.item in ("", item) and way.district in ("", district)]
    best = max(fitting, key=lambda way: (bool(way.item), bool(way.district)), default=None)
    return best.organ if best else None
