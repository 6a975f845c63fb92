"""The signs in document numbers come from the region's pack."""

import pytest

from tongban.cases.ports import Signs
from tongban.regions import pack
from tongban.regions.letterhead import Letterhead


def test_a_district_body_signs_with_province_district_and_department():
    assert Letterhead().signs("310101-market", "310101", "market") == Signs("沪", "黄", "市监")


def test_a_city_body_signs_without_a_district():
    assert Letterhead().signs("310000-market", "", "market") == Signs("沪", "", "市监")


@pytest.mark.parametrize("region", pack.names())
def test_every_department_and_district_has_a_sign(region, settings):
    settings.REGION = region
    here = pack.open_pack(region).region
    signs = [Letterhead().signs("x", place.key, trade.key) for place in here.districts for trade in here.departments]
    assert all(each.province and each.district for each in signs)
    assert not {each.department for each in signs} & {trade.key for trade in here.departments}
