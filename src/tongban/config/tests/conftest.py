"""A home of its own for each test, under a path that the servers' account may enter."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tongban.kernel import homes


@pytest.fixture(scope="module")
def make_home():
    """Makes homes; the named database of the test run is out of sight, so that each home starts its own."""
    made = []

    def make():
        root = Path(tempfile.mkdtemp(prefix="tb-"))
        root.chmod(0o755)
        made.append(root)
        return homes.Home(root)

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL")
        yield make
    for root in made:
        shutil.rmtree(root, ignore_errors=True)
