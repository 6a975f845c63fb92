"""Ratings and reports in a browser: the bad one is put right under the clock, and everybody may read what became of it."""

import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.e2e import walking

pytestmark = pytest.mark.e2e
XUHUI = cast.Officer("xuhui", "演示经办", "310104-market", "310104-market", ("intake",), cast.CHEN_JING.secret)
BAD = "跑了三次，每次说的都不一样。"


@pytest.fixture
def wang(signed_in):
    return signed_in(cast.WANG_FANG)


@pytest.fixture
def chen(signed_in):
    return signed_in(cast.CHEN_JING)


def slip(page, reference):
    """A code for whoever was just served at this counter."""
    page.goto("/desk/ratings/open/")
    page.fill("[name=reference]", reference)
    walking.press(page, "开一个码")
    return page.locator("[role=status] b.state").inner_text().strip()


def rate(page, code, level, words):
    """Rates by name; the tags of the level come as it is chosen."""
    page.goto(f"/rate/{code}/")
    with page.expect_response(re.compile("level=")):
        page.locator(f"[name=level][value='{level}']").check()
    page.locator("#tags [name=tag]").first.check()
    page.fill("[name=words]", words)
    page.locator("[name=anonymous]").uncheck()
    walking.press(page, "交评价")
    expect(page.get_by_role("heading", name="收到你的评价了")).to_be_visible()


def order_of(page):
    """The order that came of the rating just given."""
    walking.press(page, "看整改到哪一步了")
    page.wait_for_url("**/me/ratings/*/")
    return page.url.rstrip("/").split("/")[-1]


def step(page, code, name, **typed):
    """One step at the desk."""
    page.goto(f"/desk/ratings/{code}/")
    form = page.locator(f"form[action$='/{name}/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    for word, text in typed.items():
        box = form.locator(f"[name='{word}']").first
        if box.get_attribute("type") == "radio":
            form.locator(f"[name='{word}'][value='{text}']").check()
        elif box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
    form.locator("button[type=submit]").click()
    expect(page.locator("[role=status], .note.done").first).to_be_visible()


def judge(page, code, level, words=""):
    page.goto(f"/me/ratings/{code}/")
    form = page.locator("form[action$='/judge/']")
    form.locator(f"[name=level][value='{level}']").check()
    form.locator("[name=words]").fill(words)
    walking.press(form, "交回访")


def test_a_bad_rating_is_put_right_called_back_and_reopened_until_she_is_content(city, wang, chen, axe, width):
    code = slip(chen, f"A-{width}")
    axe(chen)
    wang.goto(f"/rate/{code}/")
    axe(wang)
    rate(wang, code, 1, BAD)
    order = order_of(wang)
    expect(wang.locator("h1")).to_contain_text("已派")
    axe(wang)
    chen.goto(f"/desk/ratings/{order}/")
    expect(chen.locator("article")).to_contain_text(BAD)
    expect(chen.locator("body")).not_to_contain_text("王芳")
    axe(chen)
    step(chen, order, "contact", words="您好，我们在查。方便说是哪个窗口吗？")
    wang.goto(f"/me/ratings/{order}/")
    expect(wang.locator(".talk")).to_contain_text("方便说是哪个窗口吗")
    wang.fill("#write", "三号窗口。")
    walking.press(wang, "发出")
    step(chen, order, "improve")
    step(chen, order, "answer", words="三号窗口已改为一次告知。")
    judge(wang, order, 2, "今天去还是老样子。")
    expect(wang.locator("h1")).to_contain_text("整改中")
    step(chen, order, "answer", words="已换人并当面示范。")
    judge(wang, order, 4)
    expect(wang.locator("h1")).to_contain_text("已办结")
    wang.goto("/me/ratings/")
    axe(wang)


@pytest.mark.parametrize("width", ["desk"], indirect=True)
def test_an_appeal_is_decided_by_somebody_of_another_body(city, wang, chen, signed_in, axe):
    code = slip(chen, "B-1")
    rate(wang, code, 2, "说的是隔壁单位。")
    order = order_of(wang)
    step(chen, order, "appeal", ground="mistaken", words="这件事由别的单位办。")
    reviewer = signed_in(cast.REVIEWER)
    reviewer.goto("/desk/ratings/reviews/")
    expect(reviewer.locator(f"[data-keys] a[href*='{order}']")).to_be_visible()
    axe(reviewer)
    step(reviewer, order, "exclude", words="确实不是这个单位的事。")
    wang.goto(f"/me/ratings/{order}/")
    expect(wang.locator("main")).to_contain_text("确实不是这个单位的事。")


def test_a_flaw_is_reported_with_a_photo_and_the_fix_is_linked(city, wang, chen, page, axe, width):
    words = f"{width} 上，个体户指南里的电话打不通。"
    wang.goto("/flaws/report/")
    axe(wang)
    wang.locator("[name=category][value=guide]").check()
    wang.fill("[name=words]", words)
    wang.set_input_files("[name=photo]", walking.photograph())
    walking.press(wang, "交上去")
    expect(wang.locator("main")).to_contain_text("收到了，谢谢")
    axe(wang)
    page.goto("/flaws/report/")
    with page.expect_response(re.compile("/flaws/similar/")):
        page.locator("[name=words]").press_sequentially("个体户指南里的电话打不通")
    expect(page.locator("#similar a").first).to_be_visible()
    page.goto("/flaws/")
    expect(page.locator("main")).to_contain_text(words)
    axe(page)


@pytest.mark.parametrize("width", ["desk"], indirect=True)
def test_a_campaign_has_a_page_with_live_counts(city, wang, signed_in, axe):
    manager = signed_in(cast.MANAGER)
    manager.goto("/desk/flaws/campaigns/")
    axe(manager)
    typed = {
        "title_zh": "表格好不好填",
        "words_zh": "卡在哪一栏？",
        "slug": "forms",
        "since": "2026-01-01",
        "until": "2099-01-01",
    }
    for name, text in typed.items():
        manager.fill(f"[name={name}]", text)
    walking.press(manager, "发布")
    wang.goto("/flaws/campaigns/forms/")
    reported = wang.locator(".figs dd").first
    expect(reported).to_have_text("0")
    walking.press(wang, "我来报一个")
    wang.locator("[name=kind][value=suggestion]").check()
    wang.locator("[name=category][value=form]").check()
    wang.fill("[name=words]", "能不能少填一遍地址？")
    walking.press(wang, "交上去")
    wang.goto("/flaws/campaigns/forms/")
    expect(reported).to_have_text("1")
    axe(wang)


@pytest.mark.parametrize("width", ["desk"], indirect=True)
def test_the_manager_sees_her_district_and_a_body_hands_an_order_on_once(city, wang, signed_in, axe):
    xuhui, manager = signed_in(XUHUI), signed_in(cast.MANAGER)
    rate(wang, slip(xuhui, "C-1"), 1, "这是卫生许可的事。")
    order = order_of(wang)
    manager.goto("/desk/ratings/board/")
    expect(manager.locator(f"[data-keys] a[href*='{order}']")).to_be_visible()
    axe(manager)
    step(xuhui, order, "hand_over", organ="310104-health")
    wang.goto(f"/me/ratings/{order}/")
    expect(wang.locator("main")).to_contain_text("卫生健康")
    manager.goto(f"/desk/ratings/{order}/")
    expect(manager.locator("article")).to_contain_text("转自")


def test_everybody_reads_what_became_of_the_bad_ones(city, page, axe):
    for address in ("/ratings/", "/ratings/?by=department", "/ratings/?by=item", "/ratings/bad/"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        axe(page)
    answer = page.request.get("/ratings/table.csv?by=district")
    assert answer.headers["content-type"].startswith("text/csv")
