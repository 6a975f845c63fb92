"""Somebody new registers, and proves her real name by the code that goes to the telephone of the register."""

import json
import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.e2e import walking

from tongban.sandbox import people

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["phone"], indirect=True)]


def codes(city, phone):
    """The codes that the outbox holds for this telephone, oldest first."""
    lines = (city.home / "outbox/sms.jsonl").read_text("utf-8").splitlines()
    words = [each["words"] for each in map(json.loads, lines) if each["to"] == phone]
    return [found.group(1) for found in (re.search(r"码 ?(\d{6})", each) for each in words) if found]


def code(city, page, phone):
    """The newest code to this telephone; the register is asked by the worker, after the page has answered."""
    for _ in range(80):
        if (city.home / "outbox/sms.jsonl").exists() and (found := codes(city, phone)):
            return found[-1]
        page.wait_for_timeout(250)
    raise AssertionError(f"no code to {phone}")


def prove(page, who):
    page.goto("/register/verify/")
    page.fill("[name=name]", who[0])
    page.locator("[name=kind][value='111']").check()
    page.fill("[name=number]", who[1])
    walking.press(page, "向登记机关核实")
    page.wait_for_url("**/register/verify/code/**")


@pytest.fixture(scope="module")
def resident():
    """A grown resident of the city who is not of the cast."""
    return next(each for each in people.load(cast.REGION).residents if not each.key and each.phone)


def test_a_new_account_and_a_real_name_by_the_registers_telephone(city, page, resident):
    page.goto("/register/")
    page.fill("[name=phone]", "19900000088")
    page.fill("[name=password1]", "一碗-很长-很长-的面条")
    walking.press(page, "发验证码给我")
    page.wait_for_url("**/accounts/phone/verify/**")
    page.fill("[name=code]", code(city, page, "19900000088"))
    walking.press(page, "验证手机号")
    expect(page.locator("details.who")).to_be_visible()
    prove(page, ("王不在", resident.number))
    unknown = page.locator("main").inner_text()
    prove(page, (resident.name, resident.number))
    assert page.locator("main").inner_text() == unknown  # who has not the code learns nothing
    page.fill("[name=code]", "000000")
    walking.press(page, "完成实名")
    expect(page.locator("section.errors")).to_contain_text("没有核验成功")
    page.fill("[name=code]", code(city, page, resident.phone))
    walking.press(page, "完成实名")
    page.wait_for_url(lambda address: "/verify/" not in address)
    page.goto("/me/")
    expect(page.locator("h1")).to_have_text(resident.name)


def test_a_code_signs_in_and_a_telephone_nobody_has_looks_the_same(city, page):
    said = []
    for phone in ("19900000099", cast.SUN_YUE.phone):
        page.goto("/accounts/login/code/")
        page.fill("[name=phone]", phone)
        walking.press(page, "发验证码给我")
        page.wait_for_url("**/login/code/confirm/**")
        said.append(page.locator("main").inner_text())
        if phone == cast.SUN_YUE.phone:
            page.fill("[name=code]", code(city, page, phone))
            walking.press(page, "登录")
        else:
            page.context.clear_cookies()
    assert said[0] == said[1]
    expect(page.locator("details.who")).to_contain_text(cast.SUN_YUE.name)
