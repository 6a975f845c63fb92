"""The kept counts of each district month by month, for the small charts. Not here: the sums of the whole (figures.py)."""

from collections.abc import Mapping
from datetime import date

from tongban.feedback.models import Count
from tongban.feedback.statistics import Sums


def by_district(*, since: date, until: date) -> Mapping[str, Mapping[date, Sums]]:
    """District -> month -> what of it a chart shows (reviews, bad, answered, excluded): one statement."""
    found: dict[str, dict[date, Sums]] = {}
    rows = Count.objects.filter(month__gte=since, month__lte=until, item="")
    columns = ("reviews", "bad", "answered", "answered_in_time", "excluded")
    for district, month, *counts in rows.values_list("district", "month", *columns):
        months = found.setdefault(district, {})
        months[month] = months.get(month, Sums()) + Sums(**dict(zip(columns, counts, strict=True)))
    return found
