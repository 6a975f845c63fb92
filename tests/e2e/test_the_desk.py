"""陈静 and 赵强 serve what 王芳 filed, each step with its document; she follows it, is told, sees who looked, and rates."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.e2e import walking

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["desk"], indirect=True)]


@pytest.fixture
def wang(signed_in):
    return signed_in(cast.WANG_FANG)


@pytest.fixture
def chen(signed_in):
    return signed_in(cast.CHEN_JING)


@pytest.fixture
def zhao(signed_in):
    return signed_in(cast.ZHAO_QIANG)


def opened(page, number):
    page.goto(f"/cases/{number}/")
    return page.locator("main")


def test_the_list_masks_names_and_a_file_opens_only_for_a_purpose(city, wang, chen):
    number = walking.apply(wang)
    chen.goto(f"/desk/?find={number[-6:]}")
    row = chen.locator("[data-keys] a").first
    expect(row).to_contain_text("王*")
    expect(chen.locator("section.list")).not_to_contain_text("王芳")
    row.click()
    expect(chen.get_by_role("heading", name=walking.PURPOSE)).to_be_visible()
    expect(chen.locator("body")).not_to_contain_text("王芳")
    walking.open_file(chen, number)
    expect(chen.locator("#who")).to_have_text("王芳")
    expect(opened(wang, number)).to_contain_text("核对材料，决定是否受理")
    wang.goto("/me/looks/")
    expect(wang.locator(".looks li").first).to_contain_text(cast.CHEN_JING.name)


def test_from_supplements_to_the_rating(city, wang, chen, zhao):
    number = walking.apply(wang)
    walking.step(chen, number, "ask_supplement", points="身份证反面再拍一张\n铺位合同要有签章页")
    tracked = opened(wang, number)
    expect(tracked.locator("h1")).to_contain_text("等你补材料")
    expect(tracked.locator(".note.soon li")).to_have_count(2)
    answer_supplement(wang)
    walking.step(chen, number, "accept")
    clocks = opened(wang, number).locator(".clock")
    expect(clocks).to_contain_text("法定")
    expect(clocks).to_contain_text("承诺")
    walking.finish(zhao, number)
    tracked = opened(wang, number)
    expect(tracked.locator("h1")).to_have_text("已办结")
    expect(tracked.locator(".looks").last).to_contain_text(cast.ZHAO_QIANG.name)
    papers = tracked.locator("a[href*='/documents/']")
    assert papers.count() >= 4  # receipt, supplement notice, acceptance, decision
    for address in {papers.nth(place).get_attribute("href") for place in range(papers.count())}:
        assert wang.request.get(address).body().startswith(b"%PDF")
    rate(wang, number)
    wang.goto("/me/inbox/")
    assert wang.locator(f".letters a[href='/cases/{number}/']").count() >= 5


def answer_supplement(page):
    walking.press(page, "去补材料")
    page.wait_for_url("**/apply/**")
    page.locator("input[type=file]").first.set_input_files(walking.photograph("反面.jpg"))
    expect(page.locator(".file", has_text="反面.jpg")).to_be_visible()
    walking.press(page, "看一遍，准备提交")
    page.locator("[name=true]").check()
    walking.press(page, "交上去，接着办")
    page.wait_for_url("**/receipt/")


def rate(page, number):
    """Without her name; the worker opens the occasion after the case has ended."""
    for _ in range(40):
        if page.locator("#rate").is_visible():
            break
        page.wait_for_timeout(250)
        page.goto(f"/cases/{number}/")
    walking.press(page, "去评价")
    with page.expect_response("**/rate/**"):
        page.locator("[name=level][value='5']").check()
    page.locator("#tags label").first.click()
    page.fill("[name=words]", "很快，没有跑。")
    expect(page.locator("[name=anonymous]")).to_be_checked()
    walking.press(page, "交评价")
    expect(page.locator("h1")).to_have_text("收到你的评价了")
    expect(page.locator("main")).to_contain_text("匿名")


def test_a_refusal_names_the_reason_and_the_right_body(city, wang, chen):
    number = walking.apply(wang)
    walking.open_file(chen, number)
    form = chen.locator("form[action$='/refuse/']")
    chen.locator("details", has=form).locator("summary").click()
    form.locator("[value=not_ours]").check()
    form.locator("button[type=submit]").click()
    expect(form.locator(".error").first).to_be_visible()
    expect(form.locator("[value=not_ours]")).to_be_checked()
    walking.step(
        chen, number, "refuse", ground="not_ours", reason="住所在徐汇区。", right_body="上海市徐汇区市场监督管理局"
    )
    tracked = opened(wang, number)
    expect(tracked.locator("h1")).to_have_text("不予受理")
    expect(tracked).to_contain_text("住所在徐汇区。")
    expect(tracked).to_contain_text("上海市徐汇区市场监督管理局")


def test_she_withdraws_and_the_clerk_who_was_about_to_accept_is_told(city, wang, chen):
    number = walking.apply(wang)
    walking.open_file(chen, number)
    opened(wang, number).locator("summary", has_text="撤回申请").click()
    walking.press(wang, "撤回，不办了")
    expect(wang.locator("h1")).to_have_text("已撤回")
    chen.locator("form[action$='/accept/'] button").click()
    expect(chen.locator("h1")).to_have_text("这一步没有做成")
    expect(chen.locator("main")).to_contain_text("没有改动任何内容")
