"""Every kind of page, in Chinese and English, light and dark, normal and large: accessible, and never scrolled sideways."""

from dataclasses import dataclass

import pytest
from tests import cast
from tests.e2e import walking
from tests.e2e.conftest import WIDTHS

pytestmark = [pytest.mark.e2e, pytest.mark.parametrize("width", ["desk"], indirect=True)]
SMALL = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Look:
    """How somebody sees the pages."""

    language: str
    theme: str
    size: str
    viewport: dict[str, int]

    @property
    def id(self):
        return f"{self.language}-{self.theme}-{self.size or 'normal'}-{self.viewport['width']}"


LOOKS = [
    Look("zh-hans", "light", "", WIDTHS["phone"]),
    Look("zh-hans", "dark", "large", SMALL),
    Look("en", "dark", "", WIDTHS["desk"]),
    Look("en", "light", "large", WIDTHS["phone"]),
]


def dressed(page, look, site=""):
    """Chooses language, theme and size by the buttons that every page has."""
    page.set_viewport_size(WIDTHS["desk"])
    for words in (look.language, look.theme, look.size):
        button = page.locator(f"header button[value='{words}'], footer button[value='{words}']").first
        if words and button.count():
            button.click()
            page.wait_for_load_state()
    page.set_viewport_size(look.viewport)
    return page


def public():
    guide = walking.guide(walking.SHOP, {})
    return [
        "/", "/search/?q=个体户", "/search/?q=龘龘龘", "/search/?theme=health", guide, walking.guide(walking.SHOP, walking.STALL),
        "/accounts/login/", "/accounts/login/code/", "/register/", "/accessibility/", "/nowhere/",
    ]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)
def test_pages_for_everybody(city, page, axe, look):
    page.goto("/")
    dressed(page, look)
    for address in public():
        page.goto(address)
        axe(page)


@pytest.fixture(scope="module")
def left(doors):
    """What 王芳 has: a draft with faults, one with everything, a case that waits, one that is closed and can be rated."""
    context = doors.browser.new_context(base_url=doors.address, storage_state=doors.cookies_of(cast.WANG_FANG))
    page = context.new_page()
    waiting, ended = walking.apply(page), walking.apply(page)
    desk = [
        doors.browser.new_context(base_url=doors.address, storage_state=doors.cookies_of(each))
        for each in (cast.CHEN_JING, cast.ZHAO_QIANG)
    ]
    walking.step(desk[0].new_page(), ended, "accept")
    walking.finish(desk[1].new_page(), ended)
    page.goto(f"/cases/{ended}/")
    for _ in range(40):
        if page.locator("#rate").is_visible():
            break
        page.wait_for_timeout(250)
        page.reload()
    rate = page.locator("#rate + p a, [aria-labelledby=rate] a").first.get_attribute("href")
    draft = walking.begin(page)
    page.fill("[name=workers]", "三个")
    walking.press(page, "保存，去交材料")
    page.locator("section.errors").wait_for()
    for each in [context, *desk]:
        each.close()
    return {"draft": draft, "waiting": waiting, "ended": ended, "rate": rate}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)
def test_pages_of_an_applicant(city, signed_in, axe, left, look):
    page = signed_in(cast.WANG_FANG)
    page.goto("/")
    dressed(page, look)
    draft, waiting, ended = left["draft"], left["waiting"], left["ended"]
    steps = [f"{draft}{step}/" for step in ("questions", "form", "materials", "confirm")]
    mine = ["/", "/me/", "/me/inbox/", "/me/powers/", "/me/powers/new/", "/me/looks/", "/hat/", "/accounts/", "/cases/"]
    cases = [f"/cases/{waiting}/", f"/cases/{waiting}/receipt/", f"/cases/{ended}/", left["rate"]]
    for address in [*steps, *mine, *cases]:
        page.goto(address)
        axe(page)
    page.goto(f"{draft}form/")
    page.locator("main .act button").click()
    page.locator("section.errors").wait_for()
    axe(page)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)
def test_pages_of_the_desk(city, signed_in, axe, left, look):
    page = signed_in(cast.CHEN_JING)
    page.goto("/desk/")
    dressed(page, look)
    page.goto("/desk/")
    axe(page)
    page.goto(f"/desk/cases/{left['waiting']}/")
    axe(page)
    page.locator("form[action$='/open/'] button").click() if page.locator("form[action$='/open/']").count() else None
    page.locator("#file").wait_for()
    axe(page)
    page.goto("/desk/cases/0/")
    axe(page)
