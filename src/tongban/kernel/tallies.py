"""Kept counts: what a page of figures shows without counting a large table. Not here: numbers given out in order.

A count is spread over sixteen rows, chosen by the database connection, so that concurrent writers seldom meet.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Sum

from tongban.kernel.models import Counter, Tally

SHARDS = 16

_ADD = """
insert into tally (name, shard, value) values (%s, pg_backend_pid() %% %s, %s)
on conflict (name, shard) do update set value = tally.value + excluded.value
"""


def add(name: str, n: int = 1) -> None:
    """Add *n* (which may be negative) to the count *name*, in the caller's transaction: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [name, SHARDS, n])


def total(name: str) -> int:
    """The count *name*; 0 if nothing was ever added."""
    return totals([name])[name]


def totals(names: Iterable[str]) -> dict[str, int]:
    """Several counts in one statement."""
    wanted = list(names)
    rows = Tally.objects.filter(name__in=wanted).values_list("name").annotate(Sum("value"))
    return dict.fromkeys(wanted, 0) | {name: int(value) for name, value in rows}


def given_out(series: str) -> int:
    """How many numbers were given out in all series whose name begins with *series*: a count that numbering keeps."""
    return int(Counter.objects.filter(series__startswith=series).aggregate(sum=Sum("last"))["sum"] or 0)
