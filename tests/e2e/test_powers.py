"""李明 acts for a company within his power, one hat at a time; 孙悦 finds nothing at any door."""

import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.e2e import walking

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["desk"], indirect=True)]
FOOD = {"business": "catering", "cold": "no", "premises": "own"}


def wear(page, words):
    page.goto("/hat/")
    walking.press(page, words)
    expect(page.locator("details.who")).to_be_visible()


def test_an_agent_acts_for_the_company_in_one_hat_until_the_power_is_revoked(city, signed_in):
    li, zhou = signed_in(cast.LI_MING), signed_in(cast.ZHOU_MIN)
    wear(li, f"代 {cast.COMPANY}")
    li.goto(walking.guide(walking.FOOD, FOOD))
    walking.press(li, "立即办理")
    li.wait_for_url("**/form/")
    draft = li.url
    expect(li.locator("[name=org_name]")).to_have_value(cast.COMPANY)
    expect(li.locator("aside")).to_contain_text(f"申请人 {cast.COMPANY}")
    wear(li, "我自己")
    assert li.goto(draft).status == 404
    wear(li, f"代 {cast.COMPANY}")
    assert li.goto(draft).status == 200
    zhou.goto("/me/powers/")
    walking.press(zhou.locator("article", has_text=cast.COMPANY).first, "收回授权")
    assert li.goto(draft).status == 404
    li.goto("/hat/")
    expect(li.locator("main")).not_to_contain_text(cast.COMPANY)


def doors_of(page, number):
    """Every address of the tracked case, as its pages link to them."""
    found = {f"/cases/{number}/", f"/cases/{number}/receipt/"}
    page.goto(f"/cases/{number}/")
    for address in page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        if re.search(rf"/{number}/|/rate/|/apply/", address):
            found.add(address)
    return found


def test_a_stranger_finds_nothing_at_any_door(city, signed_in):
    wang, sun = signed_in(cast.WANG_FANG), signed_in(cast.SUN_YUE)
    number = walking.apply(wang)
    draft = walking.begin(wang)
    doors = doors_of(wang, number) | {
        f"{draft}{step}" for step in ("", "questions/", "form/", "materials/", "confirm/")
    }
    assert any("/documents/" in door for door in doors)
    assert any("/files/" in door for door in doors)
    for door in doors:
        assert wang.request.get(door).status == 200, door
        assert sun.request.get(door).status == 404, door
    sun.goto(f"/desk/cases/{number}/")
    assert "/desk/accounts/login/" in sun.url  # who is signed in at the portal is nobody at the desk


def test_a_door_is_the_same_whether_the_case_is_there_or_not(city, signed_in):
    wang, sun = signed_in(cast.WANG_FANG), signed_in(cast.SUN_YUE)
    number = walking.apply(wang)
    there, nowhere = (sun.goto(f"/cases/{each}/").text() for each in (number, "0" * 33))
    assert _bare(there).replace(number, "") == _bare(nowhere).replace("0" * 33, "")


def _bare(page):
    """Without tokens, which differ each time."""
    return re.sub(r'(value="|X-CSRFToken": ")[A-Za-z0-9]{64}', "", page)
