"""HTTP in, HTTP out: home, search, guide."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.identity.actors import Request
from tongban.identity.doors import person_required
from tongban.portal.pages import guide as guides
from tongban.portal.pages import home as homes
from tongban.portal.pages import me as mine
from tongban.portal.pages import results
from tongban.ui.views import remember

DISTRICT_COOKIE = "district"  # which district's guides this device shows first: a choice, of nobody in particular


@require_safe
def home(request: Request) -> HttpResponse:
    """One question, then what is one's own."""
    lives, trades = homes.lives(), homes.trades()
    page = {
        "mine": homes.mine(request.actor),
        "often": homes.often(),
        "lives": lives,
        "trades": trades,
        "rest": homes.rest([*lives, *trades]),
        "figures": homes.figures(),
    }
    return render(request, "portal/home.html", page)


@require_safe
def search(request: Request) -> HttpResponse:
    """What people say, to items."""
    found = results.results(results.read(request.GET.dict()))
    return render(request, "portal/search.html", {"found": found, "q": found.query.text})


@require_safe
def guide(request: Request, code: str) -> HttpResponse:
    """What an item takes; an answered question sends the changed parts only."""
    actor = request.actor
    asked = guides.read(request.GET.dict(), request.COOKIES.get(DISTRICT_COOKIE, ""))
    page = guides.page(code, asked, actor, timezone.now())
    if page is None:
        raise Http404
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]  # set by its middleware
    template = "portal/guide_parts.html" if is_part else "portal/guide.html"
    response = render(request, template, {"page": page, "document": page.document})
    if "at" in request.GET and page.where.districts:
        remember(request, response, DISTRICT_COOKIE, page.where.district)
    return response


@require_safe
@person_required
def me(request: Request) -> HttpResponse:
    """What is one's own, in the hat worn."""
    return render(request, "portal/me.html", {"me": mine.page(request.actor)})
