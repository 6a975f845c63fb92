"""The one script in a real browser: typing is saved, kept while the network or the session is away, and put back.

The pages here are small and made up, and every request is answered in this file: no server, no clock but the browser's.
"""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e

SCRIPT = Path(__file__).parents[2] / "src/tongban/ui/static/ui/tongban.js"
HOST = "http://tongban.test"
FORM = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><script src="/tongban.js" defer></script></head>
<body data-leave="要离开吗？"><form method="post" action="/language/" data-stays><button>English</button></form><main>
<p role="status" data-save-state data-saving="正在保存" data-saved="已自动保存" data-failed="没存上" data-expired="登录过期"
 data-elsewhere="别处改过" data-restored="已放回来"></p><a data-sign-in hidden href="/in/">重新登录</a>
<form method="post" action="/next/" data-save="/save/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<input type="hidden" name="revision" value="%s"><input name="shop" value="%s"><input name="code" autocomplete="one-time-code">
<label><input type="radio" name="deliver" value="yes">送</label><label><input type="radio" name="deliver" value="no">不送</label>
<button>下一步</button></form>
<ul data-keys><li><a href="/a">甲</a></li><li><a href="/b">乙</a></li></ul></main></body></html>"""


class Office:
    """The server of these tests: holds the draft, and is away when told so."""

    def __init__(self) -> None:
        self.shop, self.revision, self.saves = "", 1, []
        self.mood = "well"

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path == "/tongban.js":
            route.fulfill(body=SCRIPT.read_text("utf-8"), content_type="text/javascript")
        elif path == "/save/":
            self._save(route)
        elif path in ("/next/", "/language/"):
            route.fulfill(body="<p>好</p>", content_type="text/html")
        else:
            route.fulfill(body=FORM % (self.revision, self.shop), content_type="text/html; charset=utf-8")

    def _save(self, route: Route) -> None:
        moods = {
            "away": route.abort,
            "expired": lambda: route.fulfill(status=401),
            "overtaken": lambda: route.fulfill(status=409),
        }
        if self.mood in moods:
            moods[self.mood]()
            return
        typed = parse_qs(route.request.post_data or "")
        self.saves.append(typed)
        self.shop, self.revision = typed.get("shop", [""])[0], self.revision + 1
        route.fulfill(body=json.dumps({"revision": self.revision, "at": "10:32"}), content_type="application/json")


@pytest.fixture
def office(page: Page) -> Office:
    here = Office()
    page.route(f"{HOST}/**", here.answer)
    page.goto(f"{HOST}/form/")
    return here


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-save-state]")).to_contain_text(words)


def test_what_is_typed_is_saved_by_itself_and_the_state_says_so(page: Page, office: Office) -> None:
    page.fill("[name=shop]", "小满面馆")
    page.check("[value=no]")
    says(page, "10:32 已自动保存")
    assert office.saves[-1]["shop"] == ["小满面馆"]
    assert office.saves[-1]["deliver"] == ["no"]
    expect(page.locator("[name=revision]")).to_have_value(str(office.revision))


def test_a_lost_network_is_said_and_what_was_typed_comes_back(page: Page, office: Office) -> None:
    office.mood = "away"
    page.fill("[name=shop]", "小满面馆")
    says(page, "没存上")
    office.mood = "well"
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("小满面馆")
    says(page, "已自动保存")
    assert office.shop == "小满面馆"


def test_an_expired_session_offers_to_sign_in_and_loses_nothing(page: Page, office: Office) -> None:
    office.mood = "expired"
    page.fill("[name=shop]", "小满面馆")
    says(page, "登录过期")
    expect(page.locator("[data-sign-in]")).to_be_visible()
    office.mood = "well"
    page.goto(f"{HOST}/in/")
    page.goto(f"{HOST}/form/")
    expect(page.locator("[name=shop]")).to_have_value("小满面馆")


def test_what_moved_on_elsewhere_is_not_overwritten(page: Page, office: Office) -> None:
    office.mood = "overtaken"
    page.fill("[name=shop]", "旧的")
    says(page, "别处改过")
    office.mood, office.shop, office.revision = "well", "新的", 7
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("新的")


def test_one_time_codes_are_never_kept(page: Page, office: Office) -> None:
    office.mood = "away"
    page.fill("[name=code]", "123456")
    page.fill("[name=shop]", "面馆")
    says(page, "没存上")
    assert "123456" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_pressing_twice_sends_once(page: Page, office: Office) -> None:
    page.evaluate(
        "window.sent = 0; addEventListener('submit', (e) => { if (!e.defaultPrevented) sent += 1; e.preventDefault(); })"
    )
    page.evaluate("const b = document.querySelector('main button'); b.click(); b.click();")
    assert page.evaluate("window.sent") == 1


def test_going_on_while_a_save_is_under_way_waits_for_the_revision_it_brings(page: Page, office: Office) -> None:
    held: list[Route] = []
    sent: list[dict[str, list[str]]] = []
    page.route(f"{HOST}/save/", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks its handlers, a bound method takes no mark
    page.on("request", lambda asked: sent.append(parse_qs(asked.post_data or "")) if "/next/" in asked.url else None)
    with page.expect_request(f"{HOST}/save/"):
        page.fill("[name=shop]", "小满面馆")
    page.locator("main button").click()
    assert sent == []
    office.answer(held[0])
    page.wait_for_url(f"{HOST}/next/")
    assert [one["revision"] for one in sent] == [["2"]]


def test_changing_the_language_keeps_what_was_typed(page: Page, office: Office) -> None:
    office.mood = "away"
    page.fill("[name=shop]", "小满面馆")
    page.click("text=English")
    page.wait_for_url("**/language/")
    page.goto(f"{HOST}/form/")
    expect(page.locator("[name=shop]")).to_have_value("小满面馆")


def test_the_list_is_walked_by_keys_but_not_while_typing(page: Page, office: Office) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "乙"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "甲"
    page.focus("[name=shop]")
    page.keyboard.press("j")
    expect(page.locator("[name=shop]")).to_have_value("j")
