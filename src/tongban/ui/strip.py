"""A clock drawn as a strip of working days: the view-model and its full sentence. It counts nothing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tongban.ui import dates, display

NEAR = 2  # working days left from which the rest is drawn in amber


class Term(Protocol):
    """A number and a unit."""

    @property
    def n(self) -> int: ...
    @property
    def unit(self) -> str: ...


class Day(Protocol):
    """One cell: a working day, or a run of days off."""

    @property
    def day(self) -> date: ...
    @property
    def mark(self) -> str: ...
    @property
    def is_due(self) -> bool: ...


class Clock(Protocol):
    """What a strip is drawn from: the plain data of a running clock."""

    @property
    def term(self) -> Term: ...
    @property
    def start(self) -> date: ...
    @property
    def due(self) -> date: ...
    @property
    def cells(self) -> Sequence[Day]: ...
    @property
    def used(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def is_provisional(self) -> bool: ...
    @property
    def is_paused(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the stylesheet knows it."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the template prints."""

    title: str  # 承诺 5 个工作日
    due: str  # 11 月 24 日 周二
    rest: str  # 还剩 1 天
    tone: str  # soon, alarm or nothing
    sentence: str
    cells: tuple[Cell, ...]
    used: int
    total: int
    is_provisional: bool
    is_small: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds of cell occur, for the key."""
        return frozenset(cell.kind for cell in self.cells)


def draw(clock: Clock, *, name: str, today: date | None = None, small: str = "") -> Strip:
    """The strip of *clock* called *name* (承诺, 法定), in the language of the request. *small*: any word, for the desk."""
    speech = dates.Speech(display.language(get_language()), today)
    term = speech.term(clock.term.n, str(clock.term.unit))
    due = speech.day(clock.due)
    return Strip(
        title=f"{name} {term}",
        due=due,
        rest=_rest(clock),
        tone=_tone(clock),
        sentence=_sentence(clock, name, speech),
        cells=tuple(_cells(clock.cells)) if clock.term.n else (),  # on the spot: no day to draw
        used=clock.used,
        total=clock.total,
        is_provisional=clock.is_provisional,
        is_small=bool(small),
    )


def _cells(cells: Iterable[Day]) -> Iterable[Cell]:
    for cell in cells:
        kind = "" if cell.mark == "left" else str(cell.mark)
        if cell.is_due and kind == "today":
            kind = "today end"
        yield Cell(kind, "" if kind == "gap" else str(cell.day.day))


def _rest(clock: Clock) -> str:
    if clock.is_paused:
        return _("暂停中，不计时")
    if clock.left < 0:
        late = -clock.left
        return ngettext("超了 %(count)s 个工作日", "超了 %(count)s 个工作日", late) % {"count": late}
    if clock.left == 0:
        return _("今天到期")
    left = clock.left
    return ngettext("还剩 %(count)s 个工作日", "还剩 %(count)s 个工作日", left) % {"count": left}


def _tone(clock: Clock) -> str:
    if clock.left < 0:
        return "alarm"
    return "soon" if clock.left < NEAR and not clock.is_paused else ""


def _sentence(clock: Clock, name: str, speech: dates.Speech) -> str:
    parts = [
        _("%(name)s时限：%(start)s起算，次日算第一天") % {"name": name, "start": speech.day(clock.start)},
        _("已用 %(used)s 个工作日，共 %(total)s 个") % {"used": clock.used, "total": clock.total},
    ]
    if clock.held:
        held = clock.held
        parts.append(ngettext("暂停 %(count)s 个工作日", "暂停 %(count)s 个工作日", held) % {"count": held})
    parts += [_("%(due)s到期") % {"due": speech.day(clock.due)}, _rest(clock)]
    return _("，").join(parts) + _("。")
