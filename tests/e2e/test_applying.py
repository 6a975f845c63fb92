"""王芳 gets a matter done on her telephone: finds it, is told what it takes, fills in, leaves, resumes, files once."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests import cast
from tests.e2e import walking

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["phone"], indirect=True)]


def first_hit(page: Page):
    return page.locator("ul.hits h3 a").first


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("个体户执照", "个体工商户设立登记"),
        ("gtgsh", "个体工商户设立登记"),
        ("个体工商互", "个体工商户设立登记"),
        ("开饭馆", "食品经营许可（新办）"),
    ],
)
def test_everyday_words_initials_and_typing_errors_find_the_matter(city, page, said, found):
    walking.search(page, said)
    expect(first_hit(page)).to_have_text(found)


def test_a_search_is_narrowed_and_what_is_not_found_leads_on(city, page):
    walking.search(page, "许可")
    page.locator(".facets summary").click()
    before = page.locator("ul.hits li").count()
    with page.expect_response(re.compile("district=310104")):
        page.select_option("[name=district]", "310104")
    expect(page).to_have_url(re.compile("district=310104"))
    assert page.locator("ul.hits li").count() <= before
    walking.search(page, "齉龘靐")
    expect(page.locator("main")).to_contain_text("没有叫“齉龘靐”的事项")
    expect(page.locator("main a.btn", has_text="看全部主题")).to_be_visible()


def test_answers_shrink_the_materials_and_survive_the_sign_in(city, page):
    walking.search(page, "gtgsh")
    first_hit(page).click()
    materials = page.locator("#mats")
    expect(materials).to_contain_text("最多")
    walking.answer(page, walking.STALL)
    expect(materials).to_have_text("材料：2 份")
    walking.press(page, "立即办理")
    page.wait_for_url("**/accounts/login/**")
    walking.sign_in(page, cast.WANG_FANG)
    expect(page.locator("input[type=radio][value=market]")).to_be_checked()
    expect(materials).to_have_text("材料：2 份")
    walking.press(page, "立即办理")
    page.wait_for_url("**/form/")
    expect(page.locator("[name=name]")).to_have_value(cast.WANG_FANG.name)


def test_the_form_is_saved_as_typed_and_resumed_on_another_device(city, signed_in):
    page = signed_in(cast.WANG_FANG)
    draft = walking.begin(page)
    expect(page.locator(".draft")).to_contain_text("草稿，尚未提交")
    page.fill("[name=shop_name]", "小满面馆")
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    page.context.close()
    other = signed_in(cast.WANG_FANG)
    other.goto("/cases/")
    other.locator(f"a[href='{draft.removeprefix(city.address)}']").click()
    expect(other.locator("[name=shop_name]")).to_have_value("小满面馆")


def test_what_is_wrong_is_said_at_its_field_and_keeps_what_was_typed(city, signed_in):
    page = signed_in(cast.WANG_FANG)
    walking.begin(page)
    walking.fill(page, walking.TYPED | {"workers": "三个", "address": ""})
    walking.press(page, "保存，去交材料")
    errors = page.locator("section.errors")
    expect(errors).to_be_focused()
    expect(errors.locator("li")).to_have_count(2)
    errors.locator("a").first.click()
    expect(page.locator("[name=workers]")).to_be_focused()
    expect(page.locator("[name=workers]")).to_have_value("三个")
    expect(page.locator("[name=scope]")).to_have_value(walking.TYPED["scope"])


def test_a_bad_file_is_refused_a_good_one_taken_and_filing_twice_files_once(city, signed_in):
    page = signed_in(cast.WANG_FANG)
    walking.begin(page)
    walking.fill(page)
    walking.press(page, "保存，去交材料")
    page.wait_for_url("**/materials/")
    bad = {"name": "身份证.jpg", "mimeType": "image/jpeg", "buffer": "只是文字".encode()}
    page.locator("input[type=file]").first.set_input_files(bad)
    expect(page.locator(".field.bad .error")).to_contain_text("不是照片（JPG、PNG）或 PDF")
    walking.hand_in(page)
    walking.press(page, "看一遍，准备提交")
    number = walking.file(page)
    receipt = page.url
    page.go_back()
    expect(page).to_have_url(receipt)
    expect(page.locator("main")).to_contain_text(number)
    with page.expect_download() as arriving:
        walking.press(page, "下载收件凭证")
    assert arriving.value.path().read_bytes().startswith(b"%PDF")
