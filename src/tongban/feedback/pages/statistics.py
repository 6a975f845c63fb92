"""What the public statistics print: figures, a tile for each district (worst first), a table, its rows as CSV.

A row that is held back because few people stand behind it says so; it is never drawn.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongban.catalogue.ports import RegionWords, Word
from tongban.feedback import policy, statistics
from tongban.feedback.pages import charts
from tongban.feedback.statistics import Row, Sums
from tongban.kernel import ports
from tongban.ui import parts
from tongban.ui.templatetags.tongban import plain

BY = ("district", "department", "item")
MONTHS = 12
WEAK = 98.0  # percent of orders answered in time, below which a district stands out
SCALE = charts.Scale(98.0, 100.0)  # of the rate of good reviews; lower rates stand at its left end
UNKNOWN = "—"
Names = Callable[[str], str]


@dataclass(frozen=True)
class Tile:
    """One small chart."""

    name: str
    rate: str
    is_weak: bool
    rects: list[charts.Rect]
    label: str


@dataclass(frozen=True)
class Line:
    """One line of the table; a rate is a text with its percent sign, or a dash."""

    name: str
    is_small: bool
    reviews: int | None
    good: str
    place: str  # of the mark on the scale, or empty
    bad: int | None
    late: int | None
    in_time: str
    contacted: str
    called_back: str
    rated: str
    appeals: int | None
    excluded: int | None


def last_months(today: date, count: int = MONTHS) -> tuple[date, date]:
    """The first days of the first and the last of the *count* months that end with this one."""
    first = today.year * 12 + today.month - count
    return date(first // 12, first % 12 + 1, 1), today.replace(day=1)


def names(by: str) -> Names:
    """What keys of districts and departments are called here, in the reader's language; items are told as they are."""
    here: RegionWords = ports.get(RegionWords)
    words: Mapping[str, Word] = (
        {"district": here.districts, "department": here.departments}[by]() if by != "item" else {}
    )
    region = here.region()
    return lambda key: str(plain(words.get(key, Word(key) if key else region)))


def figures(whole: Row) -> list[parts.Figure]:
    """The row of figures above everything."""
    rates = ((_("好评"), whole.good), (_("1 天内联系上"), whole.contacted_in_time), (_("按时整改"), whole.answered_in_time),
             (_("改后再评转好"), whole.content))  # fmt: skip
    good, *others = [_figure(name, rate) for name, rate in rates]
    return [parts.Figure(_("评价"), _count(whole.reviews)), good, parts.Figure(_("差评"), _count(whole.bad)), *others]


def tiles(rows: Sequence[Row], series: Mapping[str, Mapping[date, Sums]], since: date) -> list[Tile]:
    """A tile for each district that may be shown, all on one scale: bad reviews of each thousand, month by month."""
    shown = [row for row in rows if not row.is_small and row.reviews]
    months = [_month(since, step) for step in range(MONTHS)]
    drawn = [[_bar(series.get(row.key, {}).get(month, Sums())) for month in months] for row in shown]
    top = charts.top_of(drawn)
    return [_tile(row, bars, top) for row, bars in zip(shown, drawn, strict=True)]


def table(rows: Iterable[Row]) -> list[Line]:
    """The table's lines, in the order given."""
    return [_line(row) for row in rows]


def tabs(chosen: str) -> list[dict[str, object]]:
    """By what the table is told."""
    words = {"district": _("各地"), "department": _("各部门"), "item": _("各事项")}
    return [
        {
            "address": "/ratings/" if by == "district" else f"/ratings/?by={by}",
            "label": words[by],
            "is_current": by == chosen,
        }
        for by in BY
    ]


def title(by: str) -> str:
    """What stands above the table."""
    return {"department": _("各部门"), "item": _("各事项")}.get(by, _("各地"))


COLUMNS = tuple(each.name for each in fields(Row) if each.name != "is_small")


def csv_rows(rows: Iterable[Row]) -> list[list[object]]:
    """Headings and lines of the file; what was held back is an empty cell."""
    return [list(COLUMNS), *([_cell(getattr(row, name)) for name in COLUMNS] for row in rows)]


def published(content: bytes, by: str, name: Names) -> list[Row]:
    """The rows of a published file, with the words of today for its codes."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(content)["tables"]
    return [Row(name=name(str(each["key"])), **each) for each in tables.get(by, [])]


def _month(since: date, step: int) -> date:
    months = since.year * 12 + since.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def _cell(value: object) -> object:
    """A cell; a name that a spreadsheet would take for a formula is marked as words."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _bar(sums: Sums) -> charts.Bar:
    """One month of a district: nothing where too few rated."""
    reviews, bad = sums.reviews - sums.excluded, max(0, sums.bad - sums.excluded)
    if reviews < policy.current().small_count:
        return charts.Bar(0, 0)
    late = min(bad, sums.answered - sums.answered_in_time)
    return charts.Bar((bad - late) * 1000 / reviews, late * 1000 / reviews)


def _tile(row: Row, bars: list[charts.Bar], top: float) -> Tile:
    said = _("近 12 个月 %(bad)s 条差评，%(late)s 条整改晚了，按时整改 %(rate)s")
    rate = percent(row.answered_in_time)
    return Tile(
        name=row.name,
        rate=rate,
        is_weak=row.answered_in_time is not None and row.answered_in_time < WEAK,
        rects=charts.tile(bars, top),
        label=said % {"bad": _count(row.bad), "late": _count(row.late), "rate": rate},
    )


def _line(row: Row) -> Line:
    return Line(
        name=row.name,
        is_small=row.is_small,
        reviews=row.reviews,
        good=percent(row.good),
        place="" if row.good is None else SCALE.place(row.good),
        bad=row.bad,
        late=row.late,
        in_time=percent(row.answered_in_time),
        contacted=percent(row.contacted_in_time),
        called_back=percent(row.called_back),
        rated=percent(row.rated),
        appeals=row.appeals,
        excluded=row.excluded,
    )


def percent(value: float | None) -> str:
    """98.4 %; a rate that is not known is a dash."""
    return UNKNOWN if value is None else f"{value:.1f} %"


def _figure(name: str, rate: float | None) -> parts.Figure:
    return parts.Figure(name, UNKNOWN if rate is None else f"{rate:.1f}", "" if rate is None else "%")


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def whole(sums: Mapping[str, Sums]) -> Row:
    """The one row of everything, from the rows of its parts."""
    return statistics.row("", "", sum(sums.values(), Sums()), small=policy.current().small_count)


def shown(sums: Mapping[str, Sums], name: Names) -> list[Row]:
    """The rows that are shown, worst first."""
    return statistics.table(sums, name, small=policy.current().small_count)
