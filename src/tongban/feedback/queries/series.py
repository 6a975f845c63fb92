"""The kept counts of each district month by month, for the small charts. Not here: the sums of the whole (figures.py)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from tongban.feedback.models import Count
from tongban.feedback.statistics import Sums

COLUMNS = ("reviews", "bad", "answered", "answered_in_time", "excluded")


def by_district(*, since: date, until: date) -> Mapping[str, Mapping[date, Sums]]:
    """District -> month -> what of it a chart shows (COLUMNS): one statement."""
    rows = Count.objects.filter(month__gte=since, month__lte=until, item="")
    found: dict[str, dict[date, Sums]] = {}
    summed = rows.values_list("district", "month").annotate(*(Sum(name) for name in COLUMNS))
    for district, month, *counts in summed.order_by("district", "month"):
        found.setdefault(district, {})[month] = Sums(**dict(zip(COLUMNS, map(int, counts), strict=True)))
    return found
