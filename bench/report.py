"""What the bench prints: the machine, the city, one row per page, and the statements where they are too many."""

import logging
from datetime import UTC, datetime

from django.db import connection

from bench import machine, measuring, pages, wire
from bench.measuring import Figures

HEAD = ("page", "statements", "aim", "CPU ms", "× 404", "DB CPU ms", "p50 ms", "p95 ms", "p99 ms", "KB")


def show(cases: int, requests: int, *, are_statements_listed: bool) -> None:
    """Measure every page and print it as it is done."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # it would tell of every 404 that is measured
    for name, value in machine.describe():
        print(f"- {name}: {value}")
    print(f"- date: {datetime.now(UTC):%Y-%m-%d}")
    print(f"- command: python -m bench --cases {cases} --requests {requests}")
    print(f"- city: {_sizes()}\n")
    scene = pages.prepare(requests)
    print("| " + " | ".join(HEAD) + " |\n|---" + "|---:" * (len(HEAD) - 1) + "|")
    done: list[Figures] = []
    for page in pages.pages(scene):
        done.append(measuring.measure(page, requests))
        print(_row(done[-1], done[0]), flush=True)
    for figures in done:
        if are_statements_listed or len(figures.statements) > figures.page.most:
            _list(figures)


def _row(figures: Figures, least: Figures) -> str:
    cells = (
        figures.page.name, len(figures.statements), figures.page.most, f"{figures.cpu:.1f}",
        f"{figures.cpu / least.cpu:.1f}", f"{figures.database:.1f}", f"{figures.p50:.1f}", f"{figures.p95:.1f}",
        f"{figures.p99:.1f}", f"{figures.size / 1024:.0f}",
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _list(figures: Figures) -> None:
    print(f"\n{figures.page.name}: {len(figures.statements)} statements")
    for number, statement in enumerate(figures.statements, start=1):
        print(f"{number:4}. {wire.short(statement)}")


def _sizes() -> str:
    """How many rows there are, counted."""
    tables = {
        "cases": "case_file", "journal lines": "journal", "materials": "case_material", "documents": "case_document",
        "attachments": "case_attachment", "persons": "identity_person", "implementations": "catalogue_implementation",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"(select count(*) from {table})" for table in tables.values()))  # noqa: S608 - our own names
        counts = cursor.fetchone()
        cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
        size = cursor.fetchone()[0]
    told = ", ".join(f"{count:,} {name}" for name, count in zip(tables, counts, strict=True))
    return f"{told}; {size} on disk"
