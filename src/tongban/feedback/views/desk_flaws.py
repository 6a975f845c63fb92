"""HTTP in, HTTP out: the reports at an officer's bodies, one report and its steps."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.feedback import actions, queries, rules
from tongban.feedback.pages import campaigns as campaign_page
from tongban.feedback.pages import desk as lists
from tongban.feedback.pages import flaws as page
from tongban.feedback.pages import words
from tongban.feedback.queries import Flaw
from tongban.feedback.states.flaws import IllegalStep, Step
from tongban.feedback.views import answers
from tongban.identity.actors import Actor, Request
from tongban.identity.doors import officer_required

at_the_desk = officer_required("intake", "examiner", "approver", "supervisor", "editor")
DESK = "ui/desk.html"


@require_GET
@at_the_desk
def listed(request: Request) -> HttpResponse:
    """Open reports at the officer's bodies, nearest deadline first."""
    return render(request, "feedback/orders.html", {"page": _list(request)})


@require_GET
@at_the_desk
def one(request: Request, code: str) -> HttpResponse:
    """One report: what was said, the photo, and a form for each step allowed."""
    return _draw(request, _flaw(request, code), "", "")


@require_POST
@at_the_desk
def take(request: Request, code: str, step: str) -> HttpResponse:
    """Take one step; what does not do is said beside what was typed."""
    flaw, deed = _flaw(request, code), DEEDS.get(step)
    if deed is None:
        raise Http404
    try:
        deed(flaw, request.POST, request.actor, timezone.now())
    except rules.Refused as fault:
        return _draw(request, _flaw(request, code), step, str(fault.args[0]), status=422)
    except rules.NotAllowed:
        raise Http404 from None
    except (rules.Overtaken, IllegalStep):
        return answers.moved(request, page.desk_address_of(flaw), DESK)
    messages.success(request, _(words.FLAW_DONE[Step(step)]))
    still = queries.flaw_at(code, request.actor)
    return redirect(page.desk_address_of(flaw) if still else lists.ADDRESSES[lists.View.FLAWS])


@require_GET
@at_the_desk
def photo(request: Request, code: str) -> HttpResponseBase:
    """The photo, for the body that has the report."""
    return answers.photo(_flaw(request, code))


Deed = Callable[[Flaw, QueryDict, Actor, datetime], object]


def _hand_over(flaw: Flaw, post: QueryDict, actor: Actor, at: datetime) -> None:
    to = queries.bodies_for(flaw).filter(code=post.get("organ", "")).first()
    if to is None:
        raise rules.Refused(rules.HANDED_NOWHERE)
    actions.flaws.hand_over(flaw, to, actor=actor, at=at)


def _merge(flaw: Flaw, post: QueryDict, actor: Actor, at: datetime) -> None:
    into = queries.flaw(post.get("into", "").strip().upper())
    if into is None:
        raise rules.Refused(rules.SAME_REPORT)
    actions.flaws.merge(flaw, into, actor=actor, at=at)


def _fix(flaw: Flaw, post: QueryDict, actor: Actor, at: datetime) -> None:
    remedy = rules.Remedy(post.get("words", ""), queries.version_of(flaw.item), post.get("page", "").strip())
    actions.flaws.fix(flaw, remedy, actor=actor, at=at)


DEEDS: dict[str, Deed] = {
    Step.HAND_OVER: _hand_over,
    Step.CONTACT: lambda flaw, _post, actor, at: actions.flaws.contact(flaw, actor=actor, at=at),
    Step.ADOPT: lambda flaw, post, actor, at: actions.flaws.adopt(flaw, post.get("words", ""), actor=actor, at=at),
    Step.DECLINE: lambda flaw, post, actor, at: actions.flaws.decline(flaw, post.get("words", ""), actor=actor, at=at),
    Step.FIX: _fix,
    Step.MERGE: _merge,
}


def _flaw(request: Request, code: str) -> Flaw:
    found = queries.flaw_at(code, request.actor)
    if found is None:
        raise Http404
    return found


def _list(request: Request, current: str = "") -> dict[str, Any]:
    after = answers.place(request.GET.get("after", ""))
    found = queries.flaws_at(request.actor, after=after)
    return lists.of_flaws(found, request.actor, is_first=after is None, current=current)


def _draw(request: Request, flaw: Flaw, step: str, error: str, status: int = 200) -> HttpResponse:
    typed = {name: str(request.POST[name]) for name in request.POST}
    organs = [(organ.code, organ.name) for organ in queries.bodies_for(flaw)] if page.may_hand_over(flaw) else []
    shown = page.at_desk(flaw, timezone.localdate(), queries.flaw_timeline(flaw), queries.item_name(flaw.item))
    context = {
        "page": _list(request, flaw.code),
        "order": shown,
        "forms": page.forms(flaw, typed, step, error, organs),
    }
    return render(request, "feedback/order.html", context, status=status)


@require_http_methods(["GET", "POST"])
@officer_required("supervisor")
def campaigns(request: Request) -> HttpResponse:
    """Call for flaws of one kind for some days."""
    if request.method == "GET":
        return render(request, "feedback/campaigns.html", {"page": campaign_page.form({})})
    typed = {name: str(request.POST[name]) for name in request.POST}
    try:
        found = actions.open_campaign(campaign_page.call(typed), actor=request.actor, at=timezone.now())
    except rules.Refused as fault:
        shown = campaign_page.form(typed, (str(fault.args[0]), str(fault.args[1])))
        return render(request, "feedback/campaigns.html", {"page": shown}, status=422)
    return redirect(f"/flaws/campaigns/{found.slug}/")
