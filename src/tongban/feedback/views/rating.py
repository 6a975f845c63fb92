"""HTTP in, HTTP out: rate an occasion once, add to the rating once."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from tongban.feedback import actions, limits, queries, rules
from tongban.feedback.pages import rating as page
from tongban.feedback.queries import Occasion
from tongban.identity.actors import Request
from tongban.identity.limits import address_of
from tongban.ui.views import too_many

PHONE = ("Android", "iPhone", "Mobile")


@require_http_methods(["GET", "POST"])
def rate(request: Request, code: str) -> HttpResponse:
    """Show the five levels, then the tags of the level chosen; take the rating once."""
    now = timezone.now()
    try:
        occasion = _occasion(request, code)
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    if occasion is None:
        return _sign_in(request)
    sent = page.Typed(request.POST or request.GET, is_first=request.method == "GET")
    if request.method == "GET" or queries.rating_of(occasion) is not None:
        return _draw(request, occasion, sent)
    try:
        opinion = rules.check(sent.level, list(sent.tags), sent.words, anonymous=request.POST.get("anonymous", ""))
        limits.rate(request.actor.person_id, address_of(request), at=now)
        actions.rate(occasion, opinion, actor=request.actor, at=now, channel=_channel(request))
    except rules.Refused as fault:
        return _draw(request, occasion, sent, error=str(fault.args[0]))
    except rules.NotAllowed:
        raise Http404 from None
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    return redirect("feedback:rate", occasion.code)


@require_POST
def add(request: Request, code: str) -> HttpResponse:
    """追评: say once more, later."""
    occasion = queries.occasion_to_rate(code, request.actor)
    rating = queries.rating_of(occasion) if occasion else None
    if occasion is None or rating is None or not queries.is_rater(rating, request.actor):
        raise Http404
    sent, now = page.Typed(request.POST, is_first=False), timezone.now()
    try:
        opinion = rules.check(sent.level, [], sent.words, anonymous="")
        limits.rate(request.actor.person_id, address_of(request), at=now)
        actions.add(rating, opinion, actor=request.actor, at=now)
    except rules.Refused as fault:
        return _draw(request, occasion, sent, error=str(fault.args[0]))
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    return redirect("feedback:rate", occasion.code)


def _occasion(request: Request, code: str) -> Occasion | None:
    """The occasion; None for whoever must sign in first. A code that is nobody's is counted, and is not found."""
    occasion = queries.occasion_to_rate(code, request.actor)
    if occasion is not None:
        return occasion
    limits.miss(address_of(request), at=timezone.now())
    if request.actor.kind == "anonymous":
        return None
    raise Http404


def _sign_in(request: Request) -> HttpResponse:
    """Whether the code is somebody's is not said: whoever is not signed in is asked to sign in."""
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def _channel(request: Request) -> int:
    """渠道: 1 a computer, 2 a telephone; 3 by the code of a slip is a telephone's camera, which we cannot tell."""
    return 2 if any(word in request.headers.get("User-Agent", "") for word in PHONE) else 1


def _draw(request: Request, occasion: Occasion, sent: page.Typed, error: str = "") -> HttpResponse:
    rating = queries.rating_of(occasion)
    shown: dict[str, Any]
    if rating is None:
        shown = page.empty(occasion, timezone.localdate(), sent)
    elif occasion.person_id is None and not queries.is_rater(rating, request.actor):
        shown = page.used(occasion)
    else:
        shown = page.given(occasion, rating, queries.words_of(rating), getattr(rating, "addition", None), sent)
    return render(request, "feedback/rate.html", {"page": shown, "error": error}, status=422 if error else 200)
