"""What the tests of the catalogue share."""

import pytest

from tongban.catalogue import names, queries
from tongban.catalogue.tests import town


@pytest.fixture
def catalogue(db):
    """The small catalogue, published; nothing kept from other tests."""
    _forget()
    yield town.build()
    _forget()


def _forget():
    names.forget()
    queries.version.cache_clear()
