"""The first page opens for anybody, in Chinese, and can be used by everybody."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_the_home_page_opens_and_is_accessible(city, page, axe):
    answer = page.goto(f"{city.address}/")
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang").startswith("zh")
    assert page.get_by_role("searchbox").first.is_visible()
    axe(page)


@pytest.mark.parametrize("width", ["desk"], indirect=True)
def test_she_narrows_what_was_found_by_district_department_subject_and_visits(city, page):
    page.goto(f"{city.address}/search/?q=登记")
    shown = page.locator("#results")
    all_of_them = int(re.search(r"(\d+) 个事项", shown.inner_text())[1])
    page.select_option("[name=department]", "market")
    page.select_option("[name=district]", "310101")
    page.locator("[name=subject][value='1']").check()
    page.locator("[name=no_visit]").check()
    expect(shown).to_contain_text("个体工商户设立登记")
    expect(shown).not_to_contain_text(f"{all_of_them} 个事项")
    assert 0 < int(re.search(r"(\d+) 个事项", shown.inner_text())[1]) < all_of_them
