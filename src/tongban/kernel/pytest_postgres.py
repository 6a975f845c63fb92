"""A pytest plugin: one PostgreSQL of our own for the test run, gone with it. Loaded with -p, before Django looks."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

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
