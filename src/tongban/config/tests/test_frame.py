"""The frame is joined from the packages when Django is ready."""

from django.test import RequestFactory

from tongban.config import frame
from tongban.ui.frame import REGISTRY


def test_the_menus_are_filled_once_however_often_they_are_joined():
    before = list(REGISTRY.menus["portal"])
    frame.register()
    assert REGISTRY.menus["portal"] == before
    assert {place.route for place in before} >= {"/", "/cases/"}


def test_a_request_that_nobody_recognised_yet_is_nobody_s():
    request = RequestFactory().get("/")
    assert frame.sitter(request) is None
    assert frame.unread(request) == 0
    assert frame.region(request) == frame.region_names()[0]
