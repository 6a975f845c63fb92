"""A city with many cases: people and cases added to the demonstration's city, by several writers at once.

The database checks every row: constraints and foreign keys are in force. Not here: what a case is made of (rows.py).
"""

import multiprocessing
import random
import traceback
from collections import Counter as Count
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from queue import Empty
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.matters import Matter
    from bench.rows import Serials, Writer
    from tongban.identity.models import Organisation, Person

Tell = Callable[[str, int, int], None]
BATCH = 1_000
CASES_PER_PERSON = 3
DESK = "310101-market"  # of the clerk whose list is measured: of a hundred cases in the city, four to five wait there
DESK_SHARE = 0.8  # of what waits to be accepted in the city
OF_COMPANIES = 0.25


class Failed(RuntimeError):
    """A writer failed; its trace is the message."""


def load(cases: int, *, now: datetime, tell: Tell, parts: int = 2) -> None:
    """Add people, then *cases* cases, with *parts* processes. Django is set up in each of them."""
    _in_parts("people", people, max(1, cases // CASES_PER_PERSON), now, tell, parts)
    _in_parts("cases", fill, cases, now, tell, parts)


def people(count: int, part: int, parts: int, *, now: datetime, tell: Callable[[int], None]) -> None:
    """Every *parts*-th batch of *count* more residents: the stream of the demonstration's city, drawn on."""
    from django.conf import settings

    from tongban.identity import actions
    from tongban.identity.actors import SYSTEM
    from tongban.regions import pack
    from tongban.sandbox import people as sandbox

    known, says = sandbox.load(), sandbox.script(settings.REGION)
    taken = [one.number for one in known.residents if one.key]
    first = len(known.residents) - len(taken)
    places = sandbox.places(pack.open_pack(settings.REGION))
    stream = islice(
        sandbox.generate(first + count, seed=says["seed"], places=places, as_of=says["as_of"], taken=taken), first, None
    )
    for number, batch in enumerate(_batches(stream, actions.bulk.BATCH)):
        if number % parts == part:
            rows = [
                actions.PersonRow(one.name, sandbox.CITIZEN, one.number, one.phone, has_account=bool(one.phone))
                for one in batch
            ]
            actions.install_people(rows, actor=SYSTEM, at=now)
            tell(len(rows))


def fill(count: int, part: int, parts: int, *, now: datetime, tell: Callable[[int], None]) -> None:
    """Write the share of *count* cases that falls to this part, at the bodies of its districts."""
    from django.db import transaction

    from bench import stories
    from bench.rows import Serials, Writer
    from tongban.kernel import calendars, tallies

    chance = random.Random(part)
    calendar = calendars.current()
    writer = Writer(calendar, Serials(_last_numbers()))
    before = Count(writer.serials.last)
    share = count // parts + (count % parts if part == 0 else 0)
    drawn = stories.tell(share, now=now, newest=_newest(now), chance=chance)
    choose = _Choice(part, parts, chance)
    for batch in _batches(drawn, BATCH):
        with transaction.atomic():
            for pk, story in zip(_ids(len(batch)), batch, strict=True):
                writer.write(pk, *choose(story), story, choose.staff)
            _copy(writer)
        tell(len(batch))
    with transaction.atomic():
        _keep_numbers(writer.serials, before)
        for name, ended in writer.ended.items():
            tallies.add(name, ended)


class _Choice:
    """Draws matter and applicant of each case. What waits to be accepted lies mostly on one desk."""

    def __init__(self, part: int, parts: int, chance: random.Random) -> None:
        from bench import matters
        from tongban.identity.models import Organisation, Person, Staff

        self.chance = chance
        self.matters = matters.choose(part, parts)
        self.at_desk = matters.at(DESK) if part == 0 else []
        self.share = DESK_SHARE * parts if part == 0 else 0.0
        persons = Person.objects.only("pk", "name").order_by("pk")
        self.persons: Sequence[Person] = persons[part::parts]
        self.companies: Sequence[Organisation] = list(Organisation.objects.only("pk", "name").order_by("pk"))
        staff = Staff.objects.filter(organ__code=DESK).order_by("pk").first()
        self.staff = staff.pk if staff else 0

    def __call__(self, story: Any) -> "tuple[Matter, Person | Organisation]":
        waits = story.state == "filed" and self.chance.random() < self.share
        matter = self.chance.choice(self.at_desk if waits and self.at_desk else self.matters)
        is_company = matter.facts["kind"] == "organisation" or (
            set(matter.document.subjects) != {"1"} and self.chance.random() < OF_COMPANIES
        )
        return matter, self.chance.choice(self.companies if is_company else self.persons)


def _newest(now: datetime) -> datetime:
    """Four working days ago: what was filed since then may still wait to be accepted."""
    from tongban.kernel import calendars

    calendar = calendars.current()
    today = now.astimezone(calendar.zone).date()
    day, left = today, 4
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_working(day)
    return now - timedelta(days=(today - day).days)


def _ids(count: int) -> list[int]:
    """Ids for so many cases, drawn from the table's own sequence."""
    from django.db import connection

    with connection.cursor() as cursor:
        draw = "select nextval(pg_get_serial_sequence('case_file', 'id')) from generate_series(1, %s)"
        cursor.execute(draw, [count])
        return [pk for (pk,) in cursor.fetchall()]


def _copy(writer: "Writer") -> None:
    from django.db import connection

    from bench.rows import columns

    for table, rows in writer.rows.items():
        name, names = table._meta.db_table, ", ".join(column.column for column in columns(table))  # noqa: SLF001 - Django's public API
        with connection.cursor() as cursor, cursor.copy(f"copy {name} ({names}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        rows.clear()


def _last_numbers() -> "Count[str]":
    from tongban.kernel.models import Counter

    return Count(dict(Counter.objects.values_list("series", "last")))


def _keep_numbers(serials: "Serials", before: "Count[str]") -> None:
    """Enter the last numbers given out, so that the program counts on from there."""
    from tongban.kernel.models import Counter

    moved = [Counter(series=series, last=last) for series, last in serials.last.items() if last != before[series]]
    Counter.objects.bulk_create(
        moved, batch_size=BATCH, update_conflicts=True, unique_fields=["series"], update_fields=["last"]
    )


def _batches(stream: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(stream, size)):
        yield batch


Work = Callable[..., None]


def _in_parts(name: str, work: Work, count: int, now: datetime, tell: Tell, parts: int) -> None:
    """Run *work* in *parts* processes, telling how many are done. Raises Failed."""
    context = multiprocessing.get_context("spawn")
    news: multiprocessing.Queue[tuple[str, object]] = context.Queue()
    workers = [context.Process(target=_begin, args=(work, count, part, parts, now, news)) for part in range(parts)]
    for worker in workers:
        worker.start()
    try:
        done = ended = 0
        while ended < parts:
            try:
                kind, what = news.get(timeout=1)
            except Empty:
                if any(worker.exitcode for worker in workers):
                    raise Failed(f"a writer of {name} was killed") from None
                continue
            match kind:
                case "done":
                    done += int(str(what))
                    tell(name, done, count)
                case "ended":
                    ended += 1
                case _:
                    raise Failed(str(what))
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _begin(work: Work, count: int, part: int, parts: int, now: datetime, news: Any) -> None:
    import django

    try:
        django.setup()
        work(count, part, parts, now=now, tell=lambda more: news.put(("done", more)))
        news.put(("ended", part))
        news.close()
        news.join_thread()
    except Exception:  # noqa: BLE001 - told to the parent, who stops
        news.put(("failed", traceback.format_exc()))
        news.close()
        news.join_thread()
