"""The first page opens for anybody, in Chinese, and can be used by everybody."""

import pytest

pytestmark = pytest.mark.e2e


def test_the_home_page_opens_and_is_accessible(city, page, axe):
    answer = page.goto(f"{city.address}/")
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang").startswith("zh")
    assert page.get_by_role("searchbox").first.is_visible()
    axe(page)
