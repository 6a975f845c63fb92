"""A visitor without a browser: opens pages of this program over HTTP, fills in their forms as they stand, keeps cookies.

For the demonstration's walk. It knows HTML forms, not any page.
"""

import base64
import hmac
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

PERIOD = 30  # seconds that a one-time code lasts (RFC 6238)


class Lost(RuntimeError):
    """The page is not what the story expects; the message says where and what was found instead."""


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it holds."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)  # choices by name
    empty: list[str] = field(default_factory=list)  # text controls without a value, in order
    files: list[str] = field(default_factory=list)


@dataclass
class Page:
    """What came back: address, status, the forms and links in it, and its text."""

    address: str
    status: int
    body: bytes
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # address, words

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def form(self, action: str) -> Form:
        """The form whose action ends with *action*. Raises Lost."""
        for each in self.forms:
            if each.action.split("?")[0].endswith(action):
                return each
        raise Lost(f"{self.address} ({self.status}) 上没有提交到 {action} 的表单")

    def link(self, part: str) -> str:
        """The first link whose address holds *part*. Raises Lost."""
        for address, _words in self.links:
            if part in address:
                return address
        raise Lost(f"{self.address} ({self.status}) 上没有通向 {part} 的链接")


class Visitor:
    """One person at one device."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.address, path)))  # noqa: S310 - our own server

    def send(self, page: Page, form: Form, values: Mapping[str, str] | None = None) -> Page:
        """Press the form's button, with *values* filled in over what it holds."""
        target = urllib.parse.urljoin(page.address, form.action or page.address)
        body = urllib.parse.urlencode({**form.values, **(values or {})})
        if form.method == "get":
            return self.get(f"{target.split('?')[0]}?{body}")
        return self._ask(urllib.request.Request(target, body.encode(), {"Referer": page.address}))  # noqa: S310 - as above

    def upload(self, page: Page, form: Form, name: str, content: bytes, kind: str) -> Page:
        """Hand in one file."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in form.values.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{form.files[0]}"; filename="{name}"\r\n'
        body = (
            "".join([*parts, head, f"Content-Type: {kind}\r\n\r\n"]).encode() + content + f"\r\n--{mark}--\r\n".encode()
        )
        headers = {"Referer": page.address, "Content-Type": f"multipart/form-data; boundary={mark}"}
        target = urllib.parse.urljoin(page.address, form.action)
        return self._ask(urllib.request.Request(target, body, headers))  # noqa: S310 - as above

    def _ask(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            page = Page(answer.url or request.full_url, answer.status or 0, answer.read())
        if "html" in answer.headers.get("Content-Type", ""):
            _Reader(page).feed(page.text)
        return page


def one_time_code(secret: str) -> str:
    """The six digits that an authenticator app shows now for *secret* (base32), after RFC 6238."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // PERIOD), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class _Reader(HTMLParser):
    """Reads forms and links out of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: Form | None = None
        self.select = ""
        self.area = ""
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.link = given["href"]
            self.page.links.append((self.link, ""))
        elif tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._control(self.form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        if self.link and self.page.links:
            address, words = self.page.links[-1]
            self.page.links[-1] = (address, words + data.strip())
        if self.area and self.form and data.strip():
            self.form.values[self.area] = self.form.values.get(self.area, "") + data

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        match tag:
            case "select" if name:
                self.select = name
                form.options.setdefault(name, [])
            case "option" if self.select and given.get("value"):
                form.options[self.select].append(given["value"])
                if "selected" in given:
                    form.values[self.select] = given["value"]
            case "textarea" if name:
                self.area = name
                form.empty.append(name)
            case "input" if name and kind == "file":
                form.files.append(name)
            case "input" if name and kind in {"radio", "checkbox"}:
                form.options.setdefault(name, []).append(given.get("value", "on"))
                if "checked" in given:
                    form.values[name] = given.get("value", "on")
            case "input" if name and kind not in {"submit", "button"}:
                form.values[name] = given.get("value", "")
                if kind != "hidden" and not given.get("value"):
                    form.empty.append(name)
