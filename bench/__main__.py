"""`python -m bench`: a city with many cases in a home of its own, and what its pages cost. Prints; asserts nothing."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from tongban.config import house, progress, servers
from tongban.kernel import homes, postgres

# While the city is loaded; it is measured with the settings of `tongban up`.
_HASTE = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "8GB", "autovacuum": "off"}


def main() -> int:
    """Load what is not loaded yet, measure, print."""
    chosen = _options()
    os.environ |= {"TONGBAN_DEMO": "1", "TONGBAN_HOME": str(chosen.home.resolve())}
    home = homes.current()
    with _city(home, chosen.cases):
        import django

        django.setup()
        from bench import report

        report.show(chosen.cases, chosen.requests, are_statements_listed=chosen.statements)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases the city has (100000)")
    parser.add_argument("--requests", type=int, default=200, help="how many requests of each page are timed (200)")
    parser.add_argument("--home", type=Path, help="where the city is kept (var/bench-CASES); reused the same day")
    parser.add_argument("--statements", action="store_true", help="list the statements of every page")
    chosen = parser.parse_args()
    chosen.home = chosen.home or Path(f"var/bench-{chosen.cases}")
    return chosen


@contextmanager
def _city(home: homes.Home, cases: int) -> Iterator[None]:
    """The city's database, with so many cases, for as long as it is measured."""
    stamp = home.root / "loaded"
    today = f"{cases} {datetime.now(UTC):%Y-%m-%d}"  # deadlines run: yesterday's city is another one
    is_loaded = stamp.exists() and stamp.read_text() == today
    if not is_loaded:
        shutil.rmtree(home.root, ignore_errors=True)
    with house.locked(home):
        if not is_loaded:
            with _database(home, servers.TUNED | _HASTE):
                _load(home, cases)
            stamp.write_text(today)
        with _database(home, servers.TUNED):
            yield


@contextmanager
def _database(home: homes.Home, options: dict[str, str]) -> Iterator[None]:
    """The home's database with its tables up to date, and this process and its children told where it is."""
    server = postgres.start(home.postgres, options=options)
    try:
        os.environ.pop("DATABASE_URL", None)  # tables are changed as their owner
        house.migrate(home)
        os.environ |= house.environment(home) | {"HOME": os.environ["HOME"]}
        yield
    finally:
        server.stop()


def _load(home: homes.Home, cases: int) -> None:
    from bench import city

    if house.run(home, "city"):
        sys.exit("the demonstration's city was not loaded")
    started = time.monotonic()
    with progress.bars() as tell:
        city.load(cases, now=datetime.now(UTC), tell=tell)
    loaded = time.monotonic()
    with psycopg.connect(postgres.url(home.postgres, postgres.OWNER), autocommit=True) as owner:
        owner.execute("vacuum analyze")
    print(f"loaded {cases:,} cases in {loaded - started:.0f} s, vacuum analyze {time.monotonic() - loaded:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
