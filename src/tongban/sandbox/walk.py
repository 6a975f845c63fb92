"""The story that the demonstration tells: one application from search to rating, over HTTP, through the real pages."""

import io
import time
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

from tongban.sandbox import city
from tongban.sandbox.city import SignIn
from tongban.sandbox.visitor import Form, Lost, Page, Visitor, one_time_code

Say = Callable[[str], None]

PATIENCE = 30  # seconds for the worker to open the occasion to rate


def walk(address: str, say: Say) -> str:
    """Walk the whole way once and tell each step. Returns the case number. Raises Lost where a page is not as it should."""
    people = {each.key: each for each in city.cast()}
    wang = _sign_in(address, people["wang_fang"])
    say("王芳 用手机号登录。")
    number = _apply(wang, say)
    chen = _sign_in(address, people["chen_jing"])
    _work(chen, number, "accept", {}, "陈静 写明目的，打开办件，受理。", say)
    zhao = _sign_in(address, people["zhao_qiang"])
    _work(
        zhao, number, "examine", {"opinion": "材料齐全，经营范围合规，建议准予。"}, "赵强 用第二因素登录，审查。", say
    )
    _work(
        zhao,
        number,
        "decide",
        {"outcome": "granted", "opinion": "符合条件，准予登记。"},
        "赵强 决定：准予，决定书有编号。",
        say,
    )
    _work(zhao, number, "issue", {}, "结果已登记。", say)
    _work(zhao, number, "deliver", {"how": "online"}, "网上送达。", say)
    _work(zhao, number, "close", {}, "办结。", say)
    _rate(wang, number, say)
    _is_stranger_refused(address, people["sun_yue"], number, say)
    return number


def _sign_in(address: str, who: SignIn) -> Visitor:
    visitor = Visitor(address)
    page = visitor.get(who.address)
    form = next((each for each in page.forms if "password" in each.values), None)
    if form is None:
        raise Lost(f"{page.address} ({page.status}) 上没有登录表单")
    page = visitor.send(page, form, {"login": who.login, "password": who.password})
    if who.secret:
        form = next((each for each in page.forms if "code" in each.values), None)
        if form is None:
            raise Lost(f"{page.address} ({page.status}) 没有要第二因素")
        page = visitor.send(page, form, {"code": one_time_code(who.secret)})
    if "login" in page.address:
        raise Lost(f"{who.name} 没有登录成功：{page.address} ({page.status})")
    return visitor


def _apply(wang: Visitor, say: Say) -> str:
    story = city.story()
    found = wang.get(f"/search/?q={story.search}")
    guide = wang.get(f"{found.link('/items/').split('?')[0]}?at={story.district}")
    say(f"搜“{story.search}”，第一条是 {_title(guide)}。")
    draft = wang.send(guide, guide.form("/start/"), {"at": story.district})
    while not draft.address.endswith("/materials/"):
        step = draft.address.rstrip("/").rpartition("/")[2]
        say({"questions": "回答几个问题，材料变短。", "form": "核对带出来的内容，填完剩下的。"}[step])
        form = next(each for each in draft.forms if each.method == "post" and _is_step(each))
        following = wang.send(draft, form, _fill(form, story.typed))
        if following.status >= 400:  # noqa: PLR2004 - HTTP: refused
            raise Lost(f"{following.address} ({following.status}) 没有收下填的内容")
        draft = following
    draft = _hand_in(wang, draft)
    confirm = wang.get(draft.link("/confirm/"))
    receipt = wang.send(confirm, confirm.form("/file/"), {"true": "yes"})
    if not receipt.address.endswith("/receipt/"):
        raise Lost(f"{receipt.address} ({receipt.status}) 不是收件凭证")
    number = receipt.address.rstrip("/").split("/")[-2]
    again = wang.send(confirm, confirm.form("/file/"), {"true": "yes"})
    if again.address != receipt.address:
        raise Lost("再按一次提交，收件凭证变了")
    pdf = wang.get(receipt.link("/documents/"))
    if not pdf.body.startswith(b"%PDF"):
        raise Lost("收件凭证不是 PDF")
    say(f"提交。编号 {number}，收件凭证（PDF）{len(pdf.body) // 1024} KB。再按一次，还是这一张。")
    return number


def _is_step(form: Form) -> bool:
    return "csrfmiddlewaretoken" in form.values and (
        "revision" in form.values or any(n.startswith("q_") for n in form.options)
    )


def _fill(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """The first answer of each choice that is open, and a value for each text that is."""
    chosen = {name: values[0] for name, values in form.options.items() if name not in form.values and values}
    return chosen | {name: typed[name] for name in form.empty if name in typed}


def _hand_in(wang: Visitor, page: Page) -> Page:
    """One photograph for each material that wants one."""
    for form in [each for each in page.forms if each.files]:
        page = wang.upload(page, form, "照片.jpg", _photograph(), "image/jpeg")
    return page


def _photograph() -> bytes:
    """A picture that says what it is."""
    picture = Image.new("RGB", (900, 600), (236, 238, 230))
    ImageDraw.Draw(picture).rectangle((60, 60, 840, 540), outline=(23, 69, 111), width=6)
    content = io.BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


def _work(officer: Visitor, number: str, step: str, values: dict[str, str], words: str, say: Say) -> None:
    """Open the file with the purpose that suits, and take one step."""
    page = officer.get(f"/desk/cases/{number}/")
    if any(each.action.endswith("/open/") for each in page.forms):
        page = officer.send(page, page.form("/open/"))
    page = officer.send(page, page.form(f"/{step}/"), values)
    if page.status >= 400:  # noqa: PLR2004 - HTTP: refused
        raise Lost(f"{step} 没有做成：{page.address} ({page.status})")
    say(words)


def _rate(wang: Visitor, number: str, say: Say) -> None:
    deadline = time.monotonic() + PATIENCE
    page = wang.get(f"/cases/{number}/")
    while not any("/rate/" in address for address, _ in page.links):  # the worker opens the occasion
        if time.monotonic() > deadline:
            raise Lost("没有等到评价的入口：后台没有在工作")
        time.sleep(0.2)
        page = wang.get(f"/cases/{number}/")
    say("王芳 看到已办结，谁看过她的申请也写着。")
    page = wang.get(page.link("/rate/"))
    form = next(each for each in page.forms if "level" in each.options)
    page = wang.send(page, form, {"level": "5", "words": "很快，没有跑。"})
    asked = [each for each in page.forms if "level" in each.options]
    if not all(each.action.endswith("/more/") for each in asked):  # what may still be said is an addition
        raise Lost("评价没有收下")
    say("王芳 评价：非常满意。")


def _is_stranger_refused(address: str, sun: SignIn, number: str, say: Say) -> None:
    page = _sign_in(address, sun).get(f"/cases/{number}/")
    if page.status != 404:  # noqa: PLR2004 - HTTP: not found
        raise Lost(f"孙悦 打开别人的办件，得到 {page.status}")
    say("孙悦 打开这个编号：找不到（404）。")


def _title(page: Page) -> str:
    start = page.text.find("<title>") + len("<title>")
    return page.text[start : page.text.find("</title>")].split("·")[0].strip()
