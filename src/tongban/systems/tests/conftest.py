"""What the tests of systems share: the small city of cases, its clock standing still."""

import pytest
from django.utils import timezone

from tongban.cases.tests.conftest import city
from tongban.systems.tests import fleet

__all__ = ["city"]


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """It is always the same moment."""
    monkeypatch.setattr(timezone, "now", lambda: fleet.AT)
