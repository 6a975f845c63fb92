"""HTTP in, HTTP out: my ratings, and one order that came of mine: its steps, the relay thread, the rating of the remedy."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongban.feedback import actions, limits, queries, rules
from tongban.feedback.pages import mine as page
from tongban.feedback.queries import Order
from tongban.feedback.states.orders import IllegalStep
from tongban.feedback.views.answers import moved, number
from tongban.identity.actors import Request
from tongban.identity.doors import person_required
from tongban.ui.views import too_many


@require_GET
@person_required
def mine(request: Request) -> HttpResponse:
    """What I may rate, what I rated, what became of it; and what I reported."""
    before = number(request.GET.get("before", ""))
    found = queries.ratings_of(request.actor, before=before)
    flaws = [] if before else queries.flaws_of(request.actor)
    return render(request, "feedback/mine.html", {"page": page.of(found, flaws, is_first=before is None)})


@require_GET
@person_required
def order(request: Request, code: str) -> HttpResponse:
    """One order that came of my rating."""
    return _draw(request, _order(request, code), {})


@require_POST
@person_required
def judge(request: Request, code: str) -> HttpResponse:
    """Rate the remedy: content closes the order, unhappy reopens it."""
    found = _order(request, code)
    level, words = request.POST.get("level", ""), request.POST.get("words", "")
    if level not in page.LEVELS:
        error = _("还没有选满意度。请在五档里选一档，再交回访。")
        return _draw(request, found, {"error": error, "words": words}, status=422)
    try:
        actions.orders.call_back(found, rules.Level(int(level)), words, actor=request.actor, at=timezone.now())
    except rules.Refused as fault:
        more = {"error": str(fault.args[0]), "words": words, "level": int(level)}
        return _draw(request, found, more, status=422)
    except rules.NotAllowed:
        raise Http404 from None
    except (rules.Overtaken, IllegalStep):
        return moved(request, page.address_of(found))
    messages.success(request, page.judged(int(level)))
    return redirect("feedback:order", found.code)


@require_POST
@person_required
def write(request: Request, code: str) -> HttpResponse:
    """A note to the body, by the platform: who writes is not told."""
    found, now = _order(request, code), timezone.now()
    words = request.POST.get("words", "")
    try:
        limits.note(request.actor.person_id or 0, at=now)
        actions.orders.say(found, words, actor=request.actor, at=now)
    except rules.Refused as fault:
        return _draw(request, found, {"write_error": str(fault.args[0]), "written": words}, status=422)
    except rules.NotAllowed:
        raise Http404 from None
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    return redirect("feedback:order", found.code)


def _order(request: Request, code: str) -> Order:
    found = queries.order_of(code, request.actor)
    if found is None:
        raise Http404
    return found


def _draw(request: Request, found: Order, typed: dict[str, Any], status: int = 200) -> HttpResponse:
    context = page.order(found, queries.timeline(found), queries.thread(found), typed)
    shown = {"page": context, "error": typed.get("error", ""), "write_error": typed.get("write_error", "")}
    return render(request, "feedback/my_order.html", shown, status=status)
