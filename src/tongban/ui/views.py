"""HTTP in, HTTP out: change language and display, the refusals that have a page of their own, the sample page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tongban.ui import display, sample

YEAR = 365 * 24 * 60 * 60  # seconds a choice is remembered


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and come back to the page."""
    response = _back(request)
    remember(request, response, display.LANGUAGE_COOKIE, display.language(request.POST.get("language")))
    return response


@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Remember theme or size, whichever was sent, and come back to the page."""
    response = _back(request)
    if "theme" in request.POST:
        remember(request, response, display.THEME_COOKIE, display.theme(request.POST["theme"]))
    if "size" in request.POST:
        remember(request, response, display.SIZE_COOKIE, display.size(request.POST["size"]))
    return response


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component once: in demo mode only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "ui/sample.html", sample.page())


@require_safe
def style_desk(request: HttpRequest) -> HttpResponse:
    """The officers' desk with invented cases: in demo mode only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "ui/sample_desk.html", sample.page())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everybody can use the pages, and what is still missing."""
    return render(request, "ui/accessibility.html")


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Say that there were too many tries, and when to come again. For views that limit rates."""
    response = render(request, "429.html", {"minutes": max(1, -(-seconds // 60))}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Only to an address of ours: an address given by a stranger could lead anywhere."""
    where = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(where, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(where if safe else "/")


def remember(request: HttpRequest, response: HttpResponse, cookie: str, value: str) -> None:
    """Keep a visitor's choice in a cookie for a year; an empty one is forgotten."""
    if value:
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(cookie, samesite="Lax")
