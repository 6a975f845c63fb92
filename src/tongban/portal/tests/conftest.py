"""What the tests of the portal's pages share: the small catalogue, and words for its places."""

import pytest

from tongban.catalogue import names, queries
from tongban.catalogue.ports import FakeRegionWords, RegionWords, Word
from tongban.catalogue.tests import town
from tongban.kernel import calendars, ports

HERE = FakeRegionWords(
    by_department={"market": Word("市场监督管理", "Market Regulation"), "water": Word("水务", "Water")},
    by_district={"310101": Word("东区", "East"), "310104": Word("西区", "West")},
    of_person={"change": Word("设立变更", "Setting up")},
    looked_for={"开饭馆": Word("开饭馆", "Open a restaurant")},
    of_company={"entry": Word("准营准办", "Permits to trade")},
)


@pytest.fixture
def bodies(db):
    """The small catalogue, its bodies, and the region's words."""
    names.forget()
    queries.version.cache_clear()
    calendars.refresh()
    with ports.joined(RegionWords, HERE):
        yield town.build()
    names.forget()
    queries.version.cache_clear()
    calendars.refresh()
