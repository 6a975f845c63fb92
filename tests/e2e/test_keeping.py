"""Nothing typed is lost: the session ends while she types, a second device goes ahead, the language changes."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.e2e import walking

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["phone"], indirect=True)]
SUN_ANSWERS = walking.STALL


@pytest.fixture
def page(city, someone):
    """孙悦's browser, signed in for itself: her sessions end here."""
    page = someone()
    walking.sign_in(page, cast.SUN_YUE)
    walking.begin(page)
    return page


def says(page, words):
    expect(page.locator("[data-save-state]")).to_contain_text(words)


def test_a_session_that_ends_while_she_types_loses_nothing(page):
    page.context.clear_cookies(name="tongban")
    page.fill("[name=shop_name]", "小孙的花店")
    says(page, "登录过期")
    walking.press(page, "重新登录")
    page.wait_for_url("**/accounts/login/**")
    walking.sign_in(page, cast.SUN_YUE)
    page.wait_for_url("**/form/")
    expect(page.locator("[name=shop_name]")).to_have_value("小孙的花店")
    says(page, "已自动保存")


def test_a_form_sent_after_the_session_ended_comes_back_as_typed(page):
    page.fill("[name=shop_name]", "小孙的书店")
    says(page, "已自动保存")
    page.context.clear_cookies(name="tongban")
    page.fill("[name=scope]", "卖书")
    walking.press(page, "保存，去交材料")
    page.wait_for_url("**/accounts/login/**")
    walking.sign_in(page, cast.SUN_YUE)
    page.wait_for_url("**/form/")
    expect(page.locator("[name=shop_name]")).to_have_value("小孙的书店")
    expect(page.locator("[name=scope]")).to_have_value("卖书")


def test_of_two_devices_the_later_is_told_and_shown_both(city, page, signed_in):
    other = signed_in(cast.SUN_YUE)
    other.goto(page.url)
    other.fill("[name=shop_name]", "另一台的店")
    says(other, "已自动保存")
    page.fill("[name=scope]", "这一台写的")
    says(page, "在别处改过")
    walking.press(page, "保存，去交材料")
    expect(page.locator("main")).to_contain_text("这份草稿在别处改过了")
    expect(page.locator("[name=scope]")).to_have_value("这一台写的")


def test_another_language_keeps_what_is_typed(page):
    page.fill("[name=shop_name]", "小孙的茶店")
    page.locator("header button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=shop_name]")).to_have_value("小孙的茶店")
    expect(page.get_by_label("Trade name")).to_be_visible()
