"""What the tests of the ground share: an actor, reactions put back, and no calendar left over from another test."""

from dataclasses import dataclass

import pytest

from tongban.kernel import calendars, jobs


@dataclass(frozen=True)
class Officer:
    """An author of journal lines; who that is, kernel does not ask."""

    kind: str = "officer"
    person_id: int | None = 7
    organ_code: str = "organ-1"


@pytest.fixture
def officer():
    return Officer()


@pytest.fixture(autouse=True)
def _fresh_calendars():
    calendars.refresh()
    yield
    calendars.refresh()


@pytest.fixture
def reactions(monkeypatch):
    """An empty register: what `jobs.on` adds is gone after the test."""
    monkeypatch.setattr(jobs, "_reactions", {})
