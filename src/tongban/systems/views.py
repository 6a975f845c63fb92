"""HTTP in, HTTP out: the systems of an organisation at the portal; those of an organ, its hooks and their log at the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.identity import access
from tongban.identity.actors import Request
from tongban.identity.doors import officer_required, verified_required
from tongban.systems import actions, forms, pages, queries, tasks
from tongban.systems.rules import NotAllowed, Refused
from tongban.ui.parts import Pager

MOST = 30
DIGITS = 18  # of a row's id at most
at_the_desk = officer_required("supervisor")


@require_http_methods(["GET", "POST"])
@verified_required
def mine(request: Request) -> HttpResponse:
    """The systems of the organisation that the person represents; registering one shows its key once."""
    actor = request.actor
    may = actor.kind == "agent" and actor.power_id is None and actor.organisation_id is not None
    form = forms.Program(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_for_organisation(form.wish(), actor=actor, at=timezone.now())
            form = forms.Program()
        except Refused as fault:
            form.refuse(fault)
        except NotAllowed:
            raise Http404 from None
    rows = [pages.client(row) for row in queries.of_organisation(actor)[: pages.SHOWN]]
    context = {"form": form, "rows": rows, "may": may, "made": made, "hat_name": actor.hat_name}
    return _shown(request, "systems/mine.html", context, 422 if form.errors else 200)


@require_POST
@verified_required
def end_mine(request: Request, tag: UUID) -> HttpResponse:
    """End a system of one's organisation."""
    client = queries.of_organisation(request.actor).filter(tag=tag).first()
    if client is None:
        raise Http404
    actions.end(client, actor=request.actor, at=timezone.now())
    messages.success(request, _("已停用，它的密钥从现在起打不开任何内容。"))
    return redirect("systems:mine")


@require_http_methods(["GET", "POST"])
@officer_required()
def desk(request: Request) -> HttpResponse:
    """The organ's systems and hooks, for its supervisor; registering shows a key or secret once."""
    post = request.POST if request.method == "POST" else None
    is_hook = bool(post) and "address" in request.POST
    program, hook = forms.Department(None if is_hook else post), forms.Hook(post if is_hook else None)
    chosen: forms.Made = hook if is_hook else program
    shown: dict[str, Any] = {}
    if post is not None and chosen.is_valid():
        try:
            shown = _subscribed(request, hook) if is_hook else _registered(request, program)
            program, hook = forms.Department(), forms.Hook()
        except Refused as fault:
            chosen.refuse(fault)
        except NotAllowed:
            raise Http404 from None
    rows = [pages.client(row) for row in queries.of_organ(request.actor)[: pages.SHOWN]]
    hooks = [pages.hook(row) for row in queries.subscriptions(request.actor)[: pages.SHOWN]]
    may = access.holds(request.actor, "supervisor", request.actor.organ_id)
    context = {
        "may": may,
        "program": program,
        "hook": hook,
        "rows": rows,
        "hooks": hooks,
        "faults": chosen.faults,
    } | shown
    return _shown(request, "systems/desk.html", context, 422 if chosen.errors else 200)


@require_POST
@at_the_desk
def end_client(request: Request, tag: UUID) -> HttpResponse:
    """End a system of the organ."""
    client = queries.of_organ(request.actor).filter(tag=tag).first()
    if client is None:
        raise Http404
    actions.end(client, actor=request.actor, at=timezone.now())
    messages.success(request, _("已停用，它的密钥从现在起打不开任何内容。"))
    return redirect("systems-desk:desk")


@require_POST
@at_the_desk
def end_hook(request: Request, tag: UUID) -> HttpResponse:
    """Nothing more goes to this address."""
    actions.end_subscription(_hook(request, tag), actor=request.actor, at=timezone.now())
    messages.success(request, _("已停止推送，日志还在。"))
    return redirect("systems-desk:desk")


@require_GET
@at_the_desk
def log(request: Request, tag: UUID) -> HttpResponse:
    """What was sent, newest first, how often, and what came back."""
    one = _hook(request, tag)
    state = request.GET.get("state", "") if request.GET.get("state") in pages.STATES else ""
    after = request.GET.get("after", "")
    found = queries.log(
        one, state=state, after=int(after) if after.isdecimal() and len(after) <= DIGITS else None, most=MOST
    )
    more = f"?state={state}&after={found[MOST - 1].pk}" if len(found) > MOST else ""
    context = {
        "hook": pages.hook(one),
        "rows": [pages.delivery(row) for row in found[:MOST]],
        "tabs": [("", _("全部")), *((key.value, words) for key, (words, _kind) in pages.STATES.items())],
        "state": state,
        "pager": Pager(more, f"?state={state}" if after else ""),
    }
    return render(request, "systems/log.html", context)


@require_POST
@at_the_desk
def resend(request: Request, tag: UUID) -> HttpResponse:
    """Send again now: one delivery, or everything that waits or is stuck."""
    one = _hook(request, tag)
    which = request.POST.get("delivery", "")
    chosen = int(which) if which.isdecimal() and len(which) <= DIGITS else None
    count = actions.resend(one, chosen, actor=request.actor, at=timezone.now())
    tasks.wake([one.pk])
    messages.success(request, _("已重新排队 %(count)s 条，同一办件的先后不变。") % {"count": count})
    return redirect("systems-desk:log", tag)


def _registered(request: Request, form: forms.Department) -> dict[str, Any]:
    return {"made": actions.register_for_organ(form.wish(), actor=request.actor, at=timezone.now())}


def _subscribed(request: Request, form: forms.Hook) -> dict[str, Any]:
    typed = form.cleaned_data
    _row, secret = actions.subscribe(
        typed["name"], typed["address"].strip(), [], actor=request.actor, at=timezone.now()
    )
    return {"secret": secret}


def _hook(request: Request, tag: UUID) -> queries.Subscription:
    one = queries.subscription(request.actor, tag)
    if one is None:
        raise Http404
    return one


def _shown(request: Request, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A page that may hold a key: kept by nobody on the way."""
    answer = render(request, template, context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
