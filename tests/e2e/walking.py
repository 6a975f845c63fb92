"""What the cast does in a browser, as named steps. Not here: what is expected of it (the tests)."""

import io
import re
from dataclasses import dataclass, field

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from tests import cast

from tongban.sandbox.visitor import one_time_code

SHOP = "/items/310701005000/"  # 个体工商户设立登记, handled by the desk of 陈静 and 赵强
FOOD = "/items/310101010000/"  # 食品经营许可（新办）, of companies and traders
HERE = {"at": "310101"}
STALL = {"premises": "market", "family": "alone", "food": "cook"}
TYPED = {"scope": "现做现卖面条和饮料", "workers": "3", "food_sold": "面条、饮料", "address": "蓬莱路 218 号底层"}
PURPOSE = "打开前说明目的"


@dataclass
class Doors:
    """Signs people in, each once: their cookies are kept for the contexts that follow."""

    browser: Browser
    address: str
    kept: dict[str, object] = field(default_factory=dict)

    def cookies_of(self, who: cast.Citizen | cast.Officer) -> object:
        if who.key not in self.kept:
            context = self.browser.new_context(base_url=self.address, locale="zh-CN")
            sign_in(context.new_page(), who)
            self.kept[who.key] = context.storage_state()
            context.close()
        return self.kept[who.key]


def sign_in(page: Page, who: cast.Citizen | cast.Officer) -> None:
    """Through the door, on whatever page of sign-in is open; else the one of the site."""
    site = "/desk/accounts/login/" if isinstance(who, cast.Officer) else "/accounts/login/"
    if site not in page.url:
        page.goto(site)
    page.fill("[name=login]", who.login if isinstance(who, cast.Officer) else who.phone)
    page.fill("[name=password]", cast.PASSWORD)
    press(page, "登录")
    if isinstance(who, cast.Officer):
        page.wait_for_url("**/2fa/authenticate/**")
        page.fill("[name=code]", one_time_code(who.secret))
        press(page, "验证并登录")
    expect(page.locator("details.who")).to_be_visible()


def press(page: Page | Locator, words: str) -> None:
    """The button or link of these words in the main part that can be seen."""
    where = page.locator("main") if isinstance(page, Page) else page
    where.locator("button, a").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")).locator(
        "visible=true"
    ).first.click()


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search/**")


def answer(page: Page, answers: dict[str, str]) -> None:
    """On the guide: the list of materials follows each answer."""
    for name, value in answers.items():
        with page.expect_response(re.compile(rf"q_{name}={value}")):
            page.locator(f"input[type=radio][name=q_{name}][value={value}]").check()


def guide(item: str, answers: dict[str, str]) -> str:
    words = HERE | {f"q_{name}": value for name, value in answers.items()}
    return item + "?" + "&".join(f"{name}={value}" for name, value in words.items())


def begin(page: Page, item: str = SHOP, answers: dict[str, str] = STALL) -> str:
    """A draft, its form open. Returns the draft's address."""
    page.goto(guide(item, answers))
    press(page, "立即办理")
    page.wait_for_url("**/apply/**")
    draft = page.url.rstrip("/").rpartition("/")[0] + "/"
    page.goto(f"{draft}form/")  # a draft that was left opens where it was left
    return draft


def fill(page: Page, typed: dict[str, str] = TYPED) -> None:
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=trade]", "catering")
    page.fill("[name=lease_end]", "2027-12-31")


def hand_in(page: Page) -> None:
    """A photograph for each material that wants one; each arrives before the next is chosen."""
    page.wait_for_url("**/materials/")
    for place in range(page.locator("form.upload").count()):
        one = page.locator("section.card:has(form.upload)").nth(place)
        one.locator("input[type=file]").set_input_files(photograph())
        expect(page.locator("section.card:has(form.upload)").nth(place).locator(".file")).to_have_count(1)


def photograph(name: str = "照片.jpg") -> dict[str, object]:
    content = io.BytesIO()
    Image.new("RGB", (900, 600), (236, 238, 230)).save(content, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


def file(page: Page) -> str:
    """Reads it once more, declares it true, hands it in. Returns the number."""
    page.locator("[name=true]").check()
    press(page, "提交申请")
    page.wait_for_url("**/receipt/")
    return page.url.rstrip("/").split("/")[-2]


def apply(page: Page) -> str:
    """The whole way, without a stop. Returns the number."""
    begin(page)
    fill(page)
    press(page, "保存，去交材料")
    hand_in(page)
    press(page, "看一遍，准备提交")
    return file(page)


def open_file(page: Page, number: str) -> None:
    """At the desk, with the purpose that suits."""
    page.goto(f"/desk/cases/{number}/")
    if page.get_by_role("heading", name=PURPOSE).is_visible():
        press(page, "记下目的，打开")
    expect(page.locator("article#file")).to_be_visible()


def step(page: Page, number: str, name: str, **typed: str) -> None:
    """One step of the desk through its form; choices are checked, texts filled in."""
    open_file(page, number)
    form = page.locator(f"form[action$='/{name}/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    for word, text in typed.items():
        box = form.locator(f"[name='{word}']")
        if box.first.get_attribute("type") == "radio":
            form.locator(f"[name='{word}'][value='{text}']").check()
        else:
            box.fill(text)
    form.locator("button[type=submit]").click()
    expect(page.locator("[role=status], .note.done").first).to_be_visible()


def finish(page: Page, number: str) -> None:
    """From acceptance to the end, as 赵强."""
    step(page, number, "examine", opinion="材料齐全，建议准予。")
    step(page, number, "decide", outcome="granted", opinion="符合条件，准予登记。")
    step(page, number, "issue")
    step(page, number, "deliver", how="online")
    step(page, number, "close")
