"""Pages call levels of government, and the site itself, as the region does."""

from dataclasses import replace

import pytest

from tongban.catalogue import queries
from tongban.catalogue.actions import overlay
from tongban.catalogue.documents import Overlay
from tongban.catalogue.models import Implementation
from tongban.catalogue.ports import RegionWords, Word
from tongban.catalogue.tests import town
from tongban.identity.actors import SYSTEM
from tongban.kernel import ports
from tongban.portal.tests.conftest import HERE

PROVINCE = replace(
    HERE,
    by_level={"city": Word("省", "province"), "district": Word("州市", "prefecture"), "street": Word("县", "county")},
)
FOOD = f"/items/{town.FOOD.code}/?at=310101"


@pytest.fixture
def province(bodies):
    with ports.joined(RegionWords, PROVINCE):
        yield


@pytest.fixture
def everywhere(bodies):
    """The food licence may be filed at any counter."""
    for row in Implementation.objects.filter(item__code=town.FOOD.code):
        overlay(row, Overlay(citywide=True), actor=SYSTEM, at=town.AT)
    queries.version.cache_clear()


def text(client, address, language="zh-hans"):
    client.cookies["language"] = language
    return client.get(address).content.decode()


def test_the_guide_of_a_municipality_asks_for_a_district(bodies, everywhere, client):
    page = text(client, FOOD)
    assert "在哪个区办" in page
    assert "全市通办" in page


def test_the_guide_of_a_province_asks_for_a_prefecture(province, everywhere, client):
    page = text(client, FOOD)
    assert "在哪个州市办" in page
    assert "全省通办" in page


def test_so_it_does_in_english(province, everywhere, client):
    page = text(client, FOOD, "en")
    assert "In which prefecture" in page
    assert "Any counter in the province" in page


def test_search_asks_for_a_prefecture(province, client):
    assert "你在哪个州市" in text(client, "/search/?q=食品")
    assert "Your prefecture" in text(client, "/search/?q=食品", "en")


def test_the_site_bears_the_brand_of_the_region(bodies, client, settings):
    settings.BRAND = {"zh-hans": "一部手机办事通", "en": "One Phone"}
    assert '<a class="brand" href="/">一部手机办事通<' in text(client, "/")
    assert "One Phone" in text(client, "/", "en")
