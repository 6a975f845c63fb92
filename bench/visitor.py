"""A visitor inside the web process: requests go through the real WSGI application, cookies and CSRF token included."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import timezone

from tongban.config.wsgi import application
from tongban.identity import second_factor, sessions
from tongban.identity.models import Account

SECRET = "b" * 32  # of the CSRF cookie; the same word in the form is right


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Visitor:
    """One person at one browser."""

    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": SECRET})

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, b"")

    def post(self, path: str, values: dict[str, str] | None = None) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": SECRET} | (values or {})).encode())

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        parts = urlsplit(path)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method, "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost", "HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "HTTP_ACCEPT_LANGUAGE": "zh-CN", "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        started: list[tuple[str, list[tuple[str, str]]]] = []
        answer = _drain(application(environ, lambda status, headers, *_: started.append((status, headers))))
        [(status, headers)] = started
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return Answer(int(status.split()[0]), headers, answer)


def signed_in(account: Account) -> Visitor:
    """Somebody with a session of the right kind: an officer has shown the second factor."""
    session = sessions.SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = account.get_session_auth_hash()
    at = timezone.now().timestamp()
    cookie = settings.SESSION_COOKIE_NAME
    if account.kind == Account.Kind.OFFICER:
        session[second_factor.METHODS_KEY] = [{"method": "password", "at": at}, {"method": "mfa", "at": at}]
        cookie = settings.DESK_SESSION_COOKIE_NAME
    session.create()
    visitor = Visitor()
    visitor.cookies[cookie] = str(session.session_key)
    return visitor


def _drain(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        close: Callable[[], None] = getattr(answer, "close", lambda: None)
        close()
