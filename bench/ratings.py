"""`python -m bench.ratings`: a city with many ratings and reports, what its pages cost, and the sweep of deadlines.

Rows are written in bulk, with the journal lines that they come of; the kept counts are the sums of those lines. What is
loaded is anonymous throughout: no occasion and no person stands behind a rating. Prints; asserts nothing.
"""

import argparse
import os
import random
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

BATCH = 5_000
BAD_SHARE = 1_900 / 210_000
LEVELS, WEIGHTS = (5, 4, 3), (90, 8, 2)
TAGS = {5: "517", 4: "413", 3: "314", 2: "213", 1: "113"}
WORDS = {2: "同样的证明交了两遍。", 1: "跑了三次，每次说的都不一样。"}
ANSWER = "已改为一次告知，材料从部门间共享取得。"
FLAWS = (
    "指南里的电话打不通。",
    "表格第三栏填不进去。",
    "大厅的取号机坏了。",
    "材料样本和清单对不上。",
    "网页上的地址已经搬走了。",
)
LATE = 0.016  # share of orders answered late
OPEN_ORDERS = 100_000


def main() -> int:
    """Load what is not loaded yet, measure, print."""
    chosen = _options()
    os.environ |= {"TONGBAN_DEMO": "1", "TONGBAN_HOME": str(chosen.home.resolve())}
    from bench.__main__ import _HASTE, _database
    from tongban.config import house, servers
    from tongban.kernel import homes

    home = homes.current()
    shutil.rmtree(home.root, ignore_errors=True)
    with house.locked(home):
        with _database(home, servers.TUNED | _HASTE):
            if house.run(home, "city"):
                sys.exit("the demonstration's city was not loaded")
        with _database(home, servers.TUNED):
            import django

            django.setup()
            load(chosen.reviews, chosen.flaws, now=datetime.now(UTC))
            show(chosen.requests)
            sweep(chosen.orders)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.ratings", description=__doc__)
    parser.add_argument("--reviews", type=int, default=210_000, help="how many ratings of the last year (210000)")
    parser.add_argument("--flaws", type=int, default=4_000, help="how many reports of the last month (4000)")
    parser.add_argument("--orders", type=int, default=OPEN_ORDERS, help="how many open orders are swept (100000)")
    parser.add_argument("--requests", type=int, default=200, help="how many requests of each page are timed (200)")
    parser.add_argument("--home", type=Path, default=Path("var/bench-ratings"), help="where the city is kept")
    return parser.parse_args()


def load(reviews: int, flaws: int, *, now: datetime) -> None:
    """Write ratings of the last year, the orders of the bad ones, and reports of the last month."""
    from django.db import transaction

    started = time.monotonic()
    with transaction.atomic():
        writer = Writer(now)
        for number in range(reviews):
            writer.rating(now - timedelta(days=364 * (1 - number / reviews), minutes=1))
            if number % BATCH == BATCH - 1:
                writer.copy()
        writer.copy()
        writer.flaws(flaws)
        writer.copy()
        writer.counts()
    _analyze()
    print(f"loaded {reviews:,} ratings, {writer.bad:,} bad, {flaws:,} reports in {time.monotonic() - started:.0f} s")


def _analyze() -> None:
    """What the planner knows, renewed as its owner may: a sweep planned for an empty table would run for hours."""
    import psycopg
    from django.conf import settings

    from tongban.kernel import postgres

    with psycopg.connect(postgres.url(settings.HOME.postgres, postgres.OWNER), autocommit=True) as owner:
        owner.execute("analyze")


class Writer:
    """Rows of ratings, orders, reports and journal lines; the counts are booked as the program books them."""

    def __init__(self, now: datetime) -> None:
        from collections import Counter

        from tongban.catalogue.models import Implementation
        from tongban.kernel import calendars

        self.now, self.chance, self.calendar = now, random.Random(51), calendars.current()
        self.today = now.astimezone(self.calendar.zone).date()
        places = Implementation.objects.filter(active=True).exclude(district="").order_by("pk")
        self.places = list(
            places.values_list("organ_id", "organ__code", "district", "item__code", "item__name", named=True)[:20_000]
        )
        self.rows: dict[Any, list[dict[str, Any]]] = {}
        self.booked: Counter[tuple[date, int, str, str, str]] = Counter()
        self.bad = 0
        self.ids = _Ids()

    def rating(self, at: datetime) -> None:
        """One service, rated; a bad one has its order."""
        from tongban.feedback.models import Rating

        place, is_bad = self.chance.choice(self.places), self.chance.random() < BAD_SHARE
        level = self.chance.choice((1, 2)) if is_bad else self.chance.choices(LEVELS, WEIGHTS)[0]
        day, pk = self._day(at), self.ids.next(Rating)
        self.add(
            Rating, id=pk, token=secrets.token_bytes(32), level=level, tags=[TAGS[level]], tag_version="2020-08",
            public_words=WORDS.get(level, ""), anonymous=True, channel=self.chance.choice((1, 2, 3, 4)),
            item=place.item__code, item_name=place.item__name, organ_id=place.organ_id, district=place.district,
            given_on=day, released_on=day,
        )  # fmt: skip
        self.line("open", place, at, day, kind="closed")
        self.line("rate", place, at, day, level=level)
        if is_bad:
            self.order(pk, place, at, day)

    def order(self, rating: int, place: Any, at: datetime, day: date) -> None:
        """The order of a bad rating: most are closed, some late, the latest are open."""
        from tongban.feedback import clock
        from tongban.feedback.models import Order

        self.bad += 1
        known, pk = clock.dues(day, self.calendar), self.ids.next(Order)
        is_late = self.chance.random() < LATE
        answered = at + timedelta(days=(known.answer_by - day).days + 2 if is_late else 2)
        row = _open(pk, rating, place, at, day, known)
        self.line("order_dispatch", place, at, day, subject=pk)
        if answered < self.now:
            content = self.chance.random() < 0.87
            row |= {
                "state": "closed", "due_on": None, "remind_on": None, "contacted_at": at + timedelta(hours=20),
                "answered_at": answered, "closed_at": answered, "remedy": 4 if content else None, "answer": ANSWER,
            }  # fmt: skip
            self.line("order_contact", place, at, day, subject=pk, first=True, in_time=True)
            self.line("order_answer", place, answered, day, subject=pk, first=True, in_time=not is_late)
            if content:
                self.line("order_call_back", place, answered, day, subject=pk, first=True, level=4)
        self.add(Order, **row)

    def open_order(self, at: datetime) -> None:
        """A bad rating whose order has lain since *at* with nothing done."""
        from tongban.feedback import clock
        from tongban.feedback.models import Order, Rating

        place, day, rating = self.chance.choice(self.places), self._day(at), self.ids.next(Rating)
        self.add(
            Rating, id=rating, token=secrets.token_bytes(32), level=1, tags=[], tag_version="2020-08", anonymous=True,
            item=place.item__code, item_name=place.item__name, organ_id=place.organ_id, district=place.district,
            given_on=day, released_on=day, channel=1, public_words="",
        )  # fmt: skip
        self.add(Order, **_open(self.ids.next(Order), rating, place, at, day, clock.dues(day, self.calendar)))

    def flaws(self, count: int) -> None:
        """Reports of the last month, all contacted within one working day."""
        from tongban.feedback import clock, tokens
        from tongban.feedback.models import Flaw
        from tongban.kernel import tallies

        for number in range(count):
            at = self.now - timedelta(days=30 * (1 - number / count), hours=1)
            place, day = self.chance.choice(self.places), self._day(at)
            known, is_fixed = clock.dues(day, self.calendar), self.chance.random() < 0.6
            self.add(
                Flaw, id=self.ids.next(Flaw), code=tokens.new_code(), kind="flaw", category="guide",
                state="fixed" if is_fixed else "contacted", item=place.item__code, words_sealed=b"",
                public_words=f"{place.item__name}：{self.chance.choice(FLAWS)}", organ_id=place.organ_id,
                district=place.district, reported_at=at, started_on=day, contact_by=known.contact_by,
                due_on=None if is_fixed else known.answer_by, contacted_at=at + timedelta(hours=3),
                ended_at=at + timedelta(hours=9) if is_fixed else None, reason="已更正。" if is_fixed else "",
            )  # fmt: skip
        for name in ("reports", "contacted", "contacted_in_time"):
            tallies.add(f"feedback.flaws.{name}", count)

    def line(self, step: str, place: Any, at: datetime, day: date, subject: int = 0, **facts: Any) -> None:
        """The journal line of a step, and what it counts."""
        from tongban.feedback import counting
        from tongban.kernel.models import Line

        month = day.replace(day=1)
        told = {**facts, "month": month.isoformat()}
        self.add(
            Line, package="feedback", step=step, subject=subject, actor_kind="anonymous", organ=place.organ__code,
            item=place.item__code, district=place.district, document="", facts=told, at=at,
        )  # fmt: skip
        for column, n in counting.of(step, told).items():
            for organ, district, item in (
                (0, "", place.item__code), (place.organ_id, place.district, ""),
                (place.organ_id, place.district, place.item__code),
            ):  # fmt: skip
                self.booked[month, organ, district, item, column] += n

    def counts(self) -> None:
        """The kept counts, as sums of what was booked."""
        from tongban.feedback.models import Count

        rows: dict[tuple[date, int, str, str], Count] = {}
        for (month, organ, district, item, column), n in self.booked.items():
            key = (month, organ, district, item)
            row = rows.setdefault(key, Count(month=month, organ=organ, district=district, item=item))
            setattr(row, column, n)
        Count.objects.bulk_create(rows.values(), batch_size=BATCH)

    def add(self, table: Any, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def copy(self) -> None:
        """Write what was gathered: parents first."""
        for table, rows in self.rows.items():
            objects = [table(**values) for values in rows]
            table.objects.bulk_create(objects, batch_size=BATCH)
        self.rows = {}

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.calendar.zone).date()


def _open(pk: int, rating: int, place: Any, at: datetime, day: date, known: Any) -> dict[str, Any]:
    """The columns of an order that has just reached its body."""
    from tongban.feedback import tokens

    return {
        "id": pk, "code": tokens.new_code(), "rating_id": rating, "state": "dispatched", "organ_id": place.organ_id,
        "item": place.item__code, "item_name": place.item__name, "district": place.district,
        "month": day.replace(day=1), "opened_at": at, "started_on": day, "contact_by": known.contact_by,
        "half_on": known.half_on, "answer_by": known.answer_by, "due_on": known.contact_by, "reminded_to": day,
        "remind_on": known.contact_by,
    }  # fmt: skip


class _Ids:
    """Ids drawn from each table's own sequence, many at once."""

    def __init__(self) -> None:
        self.drawn: dict[Any, Iterator[int]] = {}

    def next(self, table: Any) -> int:
        try:
            return next(self.drawn[table])
        except (KeyError, StopIteration):
            self.drawn[table] = iter(self._draw(table))
            return next(self.drawn[table])

    @staticmethod
    def _draw(table: Any) -> Sequence[int]:
        from django.db import connection

        with connection.cursor() as cursor:
            draw = "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)"
            cursor.execute(draw, [table._meta.db_table, BATCH])  # noqa: SLF001 - Django's public API
            return [pk for (pk,) in cursor.fetchall()]


def show(requests: int) -> None:
    """Measure the pages and print a row for each."""
    from bench import machine, measuring
    from bench.report import HEAD, _row

    for name, value in machine.describe():
        print(f"- {name}: {value}")
    print("| " + " | ".join(HEAD) + " |\n|---" + "|---:" * (len(HEAD) - 1) + "|")
    done: list[Any] = []
    for page in _pages(requests):
        done.append(measuring.measure(page, requests))
        print(_row(done[-1], done[0]), flush=True)


def _pages(requests: int) -> list[Any]:
    from bench.measuring import WARM, Page
    from bench.visitor import Visitor, signed_in
    from tongban.feedback.models import Route
    from tongban.identity.models import Account

    nobody = Visitor()
    boards = Route.objects.filter(purpose="board").values("organ")
    supervisors = Account.objects.filter(staff__roles__name="supervisor").order_by("pk")
    manager, overseer = (
        signed_in(rows[0])
        for rows in (supervisors.exclude(staff__organ__in=boards), supervisors.filter(staff__organ__in=boards))
    )

    def again(visitor: Any, path: str) -> Iterator[Callable[[], Any]]:
        return repeat(lambda: visitor.get(path))

    return [
        Page("404", again(nobody, "/nothing/"), status=404),
        Page("public figures", again(nobody, "/ratings/")),
        Page("figures by department", again(nobody, "/ratings/?by=department")),
        Page("figures by item", again(nobody, "/ratings/?by=item")),
        Page("bad ratings", again(nobody, "/ratings/bad/")),
        Page("reports", again(nobody, "/flaws/")),
        Page("a body's orders", again(manager, "/desk/ratings/")),
        Page("a district's board", again(overseer, "/desk/ratings/board/")),
        Page("filing a rating", _ratings(requests + WARM + 2), status=302, most=17, is_read=False),
    ]  # fmt: skip


def _ratings(count: int) -> Iterator[Callable[[], Any]]:
    """One person after another rates what was done for her. Tries are forgotten: all come from one address here."""
    from bench.visitor import signed_in
    from tongban.catalogue.models import Implementation
    from tongban.feedback import actions
    from tongban.identity.actors import SYSTEM
    from tongban.identity.models import Account, Attempt

    first = secrets.randbelow(10**15)  # a city that is measured twice has been rated once already
    places = Implementation.objects.select_related("item", "organ").filter(active=True).exclude(district="")
    place, accounts = places.order_by("pk")[0], Account.objects.filter(kind="person", person__isnull=False)
    for number, account in enumerate(accounts.order_by("pk")[:count]):
        occasion = actions.open_occasion(
            "closed", case=first + number, case_number=f"B{number}", item=place.item.code, item_name=place.item.name,
            organ=place.organ_id, district=place.district, person=account.person_id, actor=SYSTEM, at=datetime.now(UTC),
        )  # fmt: skip
        Attempt.objects.all().delete()
        yield _rate(signed_in(account), f"/rate/{occasion.code}/")


def _rate(rater: Any, address: str) -> Callable[[], Any]:
    return lambda: rater.post(address, {"level": "4", "words": "很快。", "anonymous": "yes"})


def sweep(orders: int) -> None:
    """Reminders over so many open orders at once, two days after their half time; then nothing is left to remind."""
    from django.db import transaction

    from tongban.feedback import actions

    now = datetime.now(UTC)
    with transaction.atomic():
        writer = Writer(now)
        for number in range(orders):
            writer.open_order(now - timedelta(days=20 * (1 - number / orders)))
            if number % BATCH == BATCH - 1:
                writer.copy()
        writer.copy()
    _analyze()
    started = time.monotonic()
    given = actions.remind(at=now)
    first, started = time.monotonic() - started, time.monotonic()
    again = actions.remind(at=now)
    print(
        f"\ndeadline sweep over {orders:,} open orders: {given:,} reminders in {first:.1f} s; again: {again} in {time.monotonic() - started:.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
