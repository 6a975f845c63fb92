"""What every answer carries: the content policy, no cache for the signed-in, refusals that say what to do."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tongban.ui import middleware, views
from tongban.ui.frame import Frame, Registry, Sitter

NO_SUCH = "/no-such-page/"


def test_every_answer_carries_the_strict_policy():
    policy = Client().get("/ui/")["Content-Security-Policy"]
    for word in (
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert word in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/ui/", "/accessibility/", NO_SUCH])
def test_no_page_holds_inline_style_or_script(path):
    page = Client().get(path).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick" not in page


def test_a_page_of_somebody_signed_in_is_kept_by_no_cache():
    answer = middleware.SecurityHeaders(lambda _: HttpResponse("x"))
    request = RequestFactory().get("/")
    assert "Cache-Control" not in answer(request).headers
    request.COOKIES[settings.DESK_SESSION_COOKIE_NAME] = "a"
    assert answer(request).headers["Cache-Control"] == "no-store"


def test_a_missing_page_says_so_in_both_languages():
    browser = Client()
    assert "没有这一页" in browser.get(NO_SUCH).content.decode()
    browser.post("/language/", {"language": "en"})
    answer = browser.get(NO_SUCH)
    assert answer.status_code == 404
    assert "No such page" in answer.content.decode()


def test_too_many_tries_names_the_minutes_and_tells_machines_too():
    request = RequestFactory().get("/")
    answer = views.too_many(request, seconds=61)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "61"
    assert "2 分钟后再试" in answer.content.decode()


def test_a_broken_page_needs_nothing_to_be_drawn():
    assert "这一页出了故障" in render_to_string("500.html")


def test_the_style_page_is_for_demonstrations_only(settings):
    settings.DEMO = False
    assert Client().get("/ui/").status_code == 404


def test_an_entry_of_the_menu_appears_only_when_its_page_exists():
    registry = Registry()
    registry.place("portal", "样式", "/ui/")
    registry.place("portal", "样式", "/ui/")
    registry.place("portal", "还没有", "/not-built-yet/")
    request = RequestFactory().get("/ui/")
    assert [(link.label, link.is_current) for link in Frame(request, registry).menu] == [("样式", True)]


def test_nobody_is_asked_for_unread_messages_before_somebody_sits_there():
    asked = []
    registry = Registry(unread=lambda request: asked.append(request) or 3)
    request = RequestFactory().get("/ui/")
    assert Frame(request, registry).unread == 0
    assert asked == []
    registry.sitter = lambda _: Sitter("王芳")
    frame = Frame(request, registry)
    assert (frame.unread, frame.unread) == (3, 3)
    assert len(asked) == 1


def test_the_frame_of_a_stranger_s_page_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        Client().get("/ui/")


def test_signing_in_comes_back_to_the_page_but_never_to_sign_in_itself():
    request = RequestFactory().get("/ui/?a=1")
    assert Frame(request, Registry()).sign_in == "/accounts/login/?next=%2Fui%2F%3Fa%3D1"
    assert Frame(RequestFactory().get("/accounts/login/?next=/ui/"), Registry()).sign_in == "/accounts/login/"
