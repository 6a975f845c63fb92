"""A pytest plugin: one PostgreSQL of our own for the test run, gone with it. Loaded with -p, before Django looks."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongban.kernel import postgres

# Tests lose nothing by a crash: nothing is written twice, nothing waits for the disk.
_HASTE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "64MB"}

if "DATABASE_URL" not in os.environ:
    _folder = Path(tempfile.mkdtemp(prefix="tongban-test-"))
    _folder.chmod(0o755)
    os.environ.setdefault("TONGBAN_HOME", str(_folder))
    _server = postgres.start(_folder / "postgres", options=_HASTE)
    os.environ["DATABASE_URL"] = _server.url(postgres.OWNER)

    def _end() -> None:
        _server.stop()
        shutil.rmtree(_folder, ignore_errors=True)

    atexit.register(_end)


@pytest.fixture(autouse=True)
def no_job_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the queue after a test that commits: Django empties the tables it manages, and the queue's are not."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark is None or not mark.kwargs.get("transaction"):
        return
    from django.db import connection

    with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers cascade")
