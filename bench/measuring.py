"""One page measured: statements once, then time and processor over many requests."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles

from django.db import connection

from bench import machine, wire
from bench.visitor import Answer

WARM = 10  # requests before anything counts: templates are read, versions parsed, plans made
Ask = Callable[[], Answer]


class Unexpected(RuntimeError):
    """A page answered with another status than it should."""


@dataclass(frozen=True)
class Page:
    """What is measured: *asks* gives one request after another, each as fresh as the last."""

    name: str
    asks: Iterator[Ask]
    status: int = 200
    most: int = 6  # statements aimed at
    is_read: bool = True  # may be asked for again


@dataclass(frozen=True)
class Figures:
    """Times in milliseconds."""

    page: Page
    statements: list[str]
    cpu: float  # of this process, per request
    database: float  # of the database's process, per request
    p50: float
    p95: float
    p99: float
    size: int  # bytes of the answer


def measure(page: Page, requests: int) -> Figures:
    """Ask *requests* times. Raises Unexpected."""
    for _ in range(WARM):
        _check(page, next(page.asks)())
    ask = next(page.asks)
    if page.is_read:  # a version that no request has read yet costs a statement once per process, and here none
        _check(page, ask())
    with wire.listening() as statements:
        _check(page, ask())
    pid = connection.connection.pgconn.backend_pid
    walls, before, cpu = [], machine.database_seconds(pid), 0.0
    for _ in range(requests):
        ask = next(page.asks)
        started, used = time.perf_counter(), time.process_time()
        answer = ask()
        cpu += time.process_time() - used
        walls.append(time.perf_counter() - started)
        _check(page, answer)
    parts = quantiles(walls, n=100)
    database = (machine.database_seconds(pid) - before) / requests
    return Figures(
        page, statements, cpu / requests * 1e3, database * 1e3, parts[49] * 1e3, parts[94] * 1e3, parts[98] * 1e3,
        len(answer.body),
    )  # fmt: skip


def _check(page: Page, answer: Answer) -> None:
    if answer.status != page.status:
        raise Unexpected(f"{page.name}: {answer.status} instead of {page.status}")
