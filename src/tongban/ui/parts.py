"""The plain values that parts of a page are drawn from. A view builds them, a template prints them. No query, no trade.

Any object or mapping with the same names will do; these are the shapes written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its name and unit; *was* is the old value, struck through beside it."""

    name: str
    value: str
    unit: str = ""
    was: str = ""
    is_nil: bool = False  # zero or on the spot: drawn green


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a form or of a case; exactly one is current until all are past."""

    name: str
    is_past: bool = False
    is_current: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """One line of the road ahead on a guide."""

    name: str
    note: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the material table. *kind* of the tag: ink (asked), done (waived), "" (a remark)."""

    name: str
    small: str = ""
    source: str = ""
    tag: str = ""
    kind: str = ""
    why: str = ""
    address: str = ""
    link: str = ""
    is_waived: bool = False


@dataclass(frozen=True, slots=True)
class MaterialGroup:
    """Rows under one heading: asked first, waived after and, where there are many, folded behind their count."""

    title: str
    rows: Sequence[Material]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One line of the parcel track, newest first. *kind*: next, now, past, held."""

    title: str
    kind: str = "past"
    at: object = None  # a datetime, or None for what is planned
    text: str = ""
    address: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Label and value; *source* tells where the value came from, *address* makes it a link."""

    label: str
    value: object
    source: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a case with its day."""

    name: str
    address: str
    at: object = None
    small: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message; *is_mine* puts it on the right."""

    who: str
    at: object
    words: str
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a prefilled value came from, and when; *address* leads to putting it right."""

    name: str
    at: object = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the error summary: which control, which sentence."""

    name: str  # id of the control it leads to, or an address when it is mended on another page
    label: str
    sentence: str

    @property
    def target(self) -> str:
        """Where its line leads."""
        return self.name if self.name.startswith("/") else f"#{self.name}"


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the officer's list. *light*: ok, soon, alarm, held."""

    address: str
    title: str
    small: str
    light: str
    left: str
    clock: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A place to hand files in. *action* takes the file; *accept* and *limit* are told before, checked by the server."""

    name: str
    action: str
    label: str = ""
    accept: str = ""
    limit: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file handed in, or one that failed."""

    name: str
    kind: str  # PDF, JPG
    note: str = ""
    error: str = ""
    address: str = ""
    remove: str = ""  # POST address that removes it


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages by key: only forward and back to the first."""

    next: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here: why, and the way on."""

    title: str
    text: str = ""
    address: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its sentence."""

    value: int
    most: int
    sentence: str


def numbers(*, materials: int, visits: int, days: str, fee: str, was: dict[str, str] | None = None) -> list[Figure]:
    """The four numbers, always these and in this order. *days* and *fee* are "5 天", "即办", "0 元", "按标准".

    A leading number is drawn large and what follows as its unit. *was* holds old values: materials, visits, days, fee.
    """
    old = was or {}
    return [
        Figure(_("材料"), str(materials), ngettext("份", "份", materials), old.get("materials", ""), materials == 0),
        Figure(_("跑动"), str(visits), ngettext("趟", "趟", visits), old.get("visits", ""), visits == 0),
        _split(_("时限"), days, old.get("days", "")),
        _split(_("费用"), fee, old.get("fee", "")),
    ]


def _split(name: str, words: str, was: str) -> Figure:
    first, _space, rest = words.partition(" ")
    is_number = first[:1].isdigit()
    if not is_number:
        return Figure(name, words, "", was, is_nil=words in (_("即办"), _("免费")))
    return Figure(name, first, rest, was, is_nil=first == "0")


def steps(names: Sequence[str], current: int) -> list[Step]:
    """Steps by name; *current* is the place of the current one (len(names): all done)."""
    return [Step(name, place < current, place == current) for place, name in enumerate(names)]
