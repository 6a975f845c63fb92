"""Our own small charts as rectangles: bars of a tile, a mark on a scale. Pure; the templates print them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 120, 50  # of a tile, in its own units
GAP = 0.3  # of a bar's place, left free between two bars
LEAST = 2.0  # a bar that is there is seen
MARK = 2.0  # width of a mark on a scale of 100


@dataclass(frozen=True, slots=True)
class Rect:
    """One rectangle; *kind* is its class."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of a tile: what was done in time and what was late, in any unit."""

    in_time: float
    late: float

    @property
    def whole(self) -> float:
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a scale that all rows of a table share."""

    low: float
    high: float

    def place(self, value: float) -> str:
        """Where the mark of *value* begins, from 0 to 100 less its own width."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 1.0
        return _short(min(max(share, 0.0), 1.0) * (100 - MARK))


def tile(bars: Sequence[Bar], top: float) -> list[Rect]:
    """The bars of one tile from left to right, on the scale from 0 to *top* that all tiles share; late lies below."""
    if not bars or top <= 0:
        return []
    place = WIDTH / len(bars)
    width, rects = place * (1 - GAP), []
    for number, bar in enumerate(bars):
        x, late, in_time = number * place + place * GAP / 2, _height(bar.late, top), _height(bar.in_time, top)
        if in_time:
            rects.append(_rect("good", x, HEIGHT - late - in_time, width, in_time))
        if late:
            rects.append(_rect("late", x, HEIGHT - late, width, late))
    return rects


def top_of(tiles: Sequence[Sequence[Bar]]) -> float:
    """The highest bar of all tiles: one scale for all."""
    return max((bar.whole for bars in tiles for bar in bars), default=0.0)


def _height(value: float, top: float) -> float:
    return max(LEAST, value / top * HEIGHT) if value > 0 else 0.0


def _rect(kind: str, x: float, y: float, width: float, height: float) -> Rect:
    return Rect(kind, _short(x), _short(max(y, 0.0)), _short(width), _short(height))


def _short(value: float) -> str:
    return f"{value:.1f}"
