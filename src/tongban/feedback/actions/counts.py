"""The kept counts of each month, by which the public pages show figures without counting ratings. Not here: reading them."""

from datetime import date

from django.db import connection

from tongban.feedback import counting
from tongban.kernel.models import Line

COLUMNS = (
    "served", "reviews", "good", "bad", "orders", "contacted", "contacted_in_time", "answered", "answered_in_time",
    "called_back", "content", "appeals", "upheld", "excluded",
)  # fmt: skip


def add(month: date, organ: int, district: str, item: str, **more: int) -> None:
    """Add to the three rows of a month that body, district and item fall into: one statement, always in this order.

    By item in the whole region, by body and district, by body and item: whoever locks them locks them in one order.
    """
    places = [(month, 0, "", item)] if item else []
    places += [(month, organ, district, "")]
    places += [(month, organ, district, item)] if item else []
    _upsert(places, {name: n for name, n in more.items() if n})


def _upsert(places: list[tuple[date, int, str, str]], more: dict[str, int]) -> None:
    names = [name for name in COLUMNS if name in more]
    if set(more) - set(names):
        raise ValueError(f"nobody counts {sorted(set(more) - set(names))}")
    if not names:
        return
    row = "(%s, %s, %s, %s, " + ", ".join(str(int(more[name])) if name in names else "0" for name in COLUMNS) + ")"
    grown = ", ".join(f"{name} = feedback_count.{name} + excluded.{name}" for name in names)
    sql = (
        f"insert into feedback_count (month, organ, district, item, {', '.join(COLUMNS)}) "  # noqa: S608 - fixed names
        f"values {', '.join([row] * len(places))} on conflict (month, organ, district, item) do update set {grown}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for place in places for value in place])


def book(line: Line, *, organ: int, month: date) -> None:
    """Add what *line* counts for the body *organ* in *month*."""
    more = counting.of(line.step, line.facts)
    if more:
        add(month, organ, line.district, line.item, **more)


def move(line: Line, *, old: int, new: int, month: date) -> None:
    """An order handed over counts where it went. Both bodies' rows, the smaller id first."""
    for organ, n in sorted([(old, -1), (new, 1)]):
        add(month, organ, line.district, line.item, orders=n)
