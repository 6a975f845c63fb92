"""The public figures, from kept counts: per district, department, item, month; publications; the recount from journals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When

from tongban.catalogue import queries as catalogue
from tongban.feedback import counting, models, policy, statistics
from tongban.feedback.models import Order, Publication, Rating
from tongban.feedback.states.orders import COUNTING
from tongban.feedback.statistics import Row, Sums
from tongban.identity.models import Organ
from tongban.kernel import tallies
from tongban.kernel.models import Line

COLUMNS = tuple(each.name for each in fields(Sums) if each.name not in {"contact_overdue", "answer_overdue"})
LATEST = 10
MOST_ITEMS = 500


def statistics_of(by: str, *, since: date, until: date, today: date) -> Mapping[str, Sums]:
    """Key -> sums over the months *since* to *until* (first days, both included). *by*: district, department, item, month."""
    rows = models.Count.objects.filter(month__gte=since, month__lte=until)
    match by:
        case "item":
            found = _sums(rows.filter(organ=0), "item")
        case "month":
            found = _sums(rows.filter(item=""), "month")
        case "district":
            found = _sums(rows.filter(item=""), "district")
        case _:
            found = _by_department(rows.filter(item=""))
    return _with_overdue(found, by, since, until, today)


def statistics_table(by: str, *, since: date, until: date, today: date, name: Callable[[str], str] = str) -> list[Row]:
    """The public table, worst first, small counts silent. *name* gives a key's words; items bring their own."""
    sums = statistics_of(by, since=since, until=until, today=today)
    if by == "item":
        most = dict(sorted(sums.items(), key=lambda one: -one[1].bad)[:MOST_ITEMS])
        names = catalogue.names(list(most))
        return _table(most, lambda key: names.get(key, key))
    return _table(sums, name)


def totals(*, since: date, until: date, today: date) -> Row:
    """The one row of everything."""
    parts = statistics_of("month", since=since, until=until, today=today)
    return statistics.row("", "", sum(parts.values(), Sums()), small=policy.current().small_count)


def latest_bad(*, organ: int | None = None) -> list[Rating]:
    """The latest bad ratings that were released, with their orders: public words only, no person, no case."""
    rows = Rating.objects.filter(level__lte=2, released_on__isnull=False, excluded=False)
    rows = rows.filter(organ=organ) if organ else rows
    return list(rows.select_related("organ", "order", "order__organ").order_by("-pk")[:LATEST])


def month_tables(month: date) -> dict[str, list[dict[str, object]]]:
    """Every table of a month's publication, by codes: names change, codes do not."""
    plain: dict[str, list[dict[str, object]]] = {}
    for by in ("district", "department", "item"):
        sums = statistics_of(by, since=month, until=month, today=month)
        plain[by] = [_plain(row) for row in _table(sums, str)]
    plain["total"] = [_plain(totals(since=month, until=month, today=month))]
    return plain


def months_published() -> QuerySet[Publication]:
    """What was published, the latest month first, without the files."""
    return Publication.objects.defer("content").order_by("-month")


def publication_of(month: date) -> Publication | None:
    """The file of a month."""
    return Publication.objects.filter(month=month).first()


def recount(lines: Iterable[Line]) -> dict[tuple[str, str, str, str], dict[str, int]]:
    """What the kept counts must be, counted from journal lines: (month, organ code, district, item) -> columns.

    The month of a line is the rating's; of an occasion the one it was opened in.
    """
    found: dict[tuple[str, str, str, str], dict[str, int]] = {}
    for line in lines:
        month = str(line.facts.get("month") or "")
        for organ, more in _booked(line):
            at = found.setdefault((month, organ, line.district, line.item), {})
            for column, n in more.items():
                at[column] = at.get(column, 0) + n
    return found


def figures() -> dict[str, int]:
    """Kept counters: reviews that count, the bad ones among them, reports of flaws."""
    known = tallies.totals(["feedback.reviews", "feedback.bad", "feedback.flaws.reports"])
    return {
        "reviews": known["feedback.reviews"],
        "bad_reviews": known["feedback.bad"],
        "flaw_reports": known["feedback.flaws.reports"],
    }


def _booked(line: Line) -> list[tuple[str, dict[str, int]]]:
    if line.step == "order_hand_over":
        return [(str(line.facts["from"]), {"orders": -1}), (line.organ, {"orders": 1})]
    more = counting.of(line.step, line.facts)
    return [(line.organ, more)] if more else []


def _sums(rows: "QuerySet[models.Count]", key: str) -> dict[str, Sums]:
    """The sums of each value of the column *key*."""
    summed = rows.values(key).annotate(**{f"all_{name}": Sum(name) for name in COLUMNS}).order_by(key)
    return {str(row[key]): Sums(**{name: int(row[f"all_{name}"] or 0) for name in COLUMNS}) for row in summed}


def _by_department(rows: "QuerySet[models.Count]") -> dict[str, Sums]:
    """Organs are few: their families are read once, and the sums gathered here."""
    families = {str(pk): family for pk, family in Organ.objects.values_list("pk", "family")}
    return dict(statistics.gathered((families.get(key, ""), sums) for key, sums in _sums(rows, "organ").items()))


def _with_overdue(sums: dict[str, Sums], by: str, since: date, until: date, today: date) -> dict[str, Sums]:
    """What is late right now and not yet counted as late: from open orders, which are few."""
    key = {"district": F("district"), "item": F("item"), "month": F("month")}.get(by, F("organ__family"))
    contact_late = Q(contacted_at=None, contact_by__lt=today)
    answer_late = Q(answered_at=None, answer_by__lt=today)
    rows = Order.objects.filter(state__in=sorted(map(str, COUNTING)), due_on__lt=today)
    keyed = rows.filter(month__gte=since, month__lte=until).annotate(key=key)
    for one in keyed.values("key").annotate(contact=_count(contact_late), answer=_count(answer_late)):
        late = Sums(contact_overdue=one["contact"], answer_overdue=one["answer"])
        sums[str(one["key"])] = sums.get(str(one["key"]), Sums()) + late
    return sums


def _count(condition: Q) -> Count:
    return Count(Case(When(condition, then=Value(1))))


def _table(sums: Mapping[str, Sums], name: Callable[[str], str]) -> list[Row]:
    return statistics.table(sums, name, small=policy.current().small_count)


def _plain(row: Row) -> dict[str, object]:
    return {each.name: getattr(row, each.name) for each in fields(row) if each.name != "name"}
