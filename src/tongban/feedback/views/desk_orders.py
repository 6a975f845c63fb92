"""HTTP in, HTTP out: an officer's orders by deadline, one order and its steps, appeals to review, calls to make."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongban.feedback import actions, queries, rules
from tongban.feedback.pages import desk as lists
from tongban.feedback.pages import orders as page
from tongban.feedback.pages import words
from tongban.feedback.queries import Order
from tongban.feedback.states.orders import IllegalStep, Step
from tongban.feedback.views.answers import moved, place
from tongban.identity.actors import Actor, Request
from tongban.identity.doors import officer_required

at_the_desk = officer_required("intake", "examiner", "approver", "supervisor")
DESK = "ui/desk.html"


@require_GET
@at_the_desk
def listed(request: Request) -> HttpResponse:
    """Orders of the officer's bodies, nearest deadline first: red when late, yellow on their last day."""
    return render(request, "feedback/orders.html", {"page": _list(request, lists.View.OURS)})


@require_GET
@officer_required("supervisor")
def reviews(request: Request) -> HttpResponse:
    """Appeals of other bodies, for the independent reviewer."""
    return render(request, "feedback/orders.html", {"page": _list(request, lists.View.REVIEWS)})


@require_GET
@officer_required("supervisor")
def calls(request: Request) -> HttpResponse:
    """Answered orders of other bodies whose raters wait to be asked."""
    return render(request, "feedback/orders.html", {"page": _list(request, lists.View.CALLS)})


@require_GET
@at_the_desk
def one(request: Request, code: str) -> HttpResponse:
    """One order: what was said, the clock, the talk, and a form for each step allowed."""
    return _draw(request, _order(request, code), "", "")


@require_POST
@at_the_desk
def take(request: Request, code: str, step: str) -> HttpResponse:
    """Take one step; what does not do is said beside what was typed, and nothing typed is lost."""
    order = _order(request, code)
    deed = DEEDS.get(step)
    if deed is None:
        raise Http404
    try:
        deed(order, request.POST, request.actor, timezone.now())
    except rules.Refused as fault:
        return _draw(request, _order(request, code), step, str(fault.args[0]), status=422)
    except rules.NotAllowed:
        raise Http404 from None
    except (rules.Overtaken, IllegalStep):
        return moved(request, page.address_of(order), DESK)
    messages.success(request, _(words.ORDER_DONE[Step(step)]))
    return redirect(_next(request, order))


@require_POST
@at_the_desk
def write(request: Request, code: str) -> HttpResponse:
    """A note to the rater, by the platform."""
    order = _order(request, code)
    try:
        actions.orders.say(order, request.POST.get("words", ""), actor=request.actor, at=timezone.now())
    except rules.Refused as fault:
        return _draw(request, order, "write", str(fault.args[0]), status=422)
    except rules.NotAllowed:
        raise Http404 from None
    return redirect("ratings-desk:order", code)


Deed = Callable[[Order, QueryDict, Actor, datetime], object]


def _hand_over(order: Order, post: QueryDict, actor: Actor, at: datetime) -> None:
    to = queries.bodies_to_hand_to(order).filter(code=post.get("organ", "")).first()
    if to is None:
        raise rules.Refused(rules.HANDED_NOWHERE)
    actions.orders.hand_over(order, to, actor=actor, at=at)


def _appeal(order: Order, post: QueryDict, actor: Actor, at: datetime) -> None:
    ground = post.get("ground", "")
    if ground not in set(rules.Ground):
        raise rules.Refused(_("还没有选为什么申诉，所以没有报出。请选一个。"))
    actions.orders.appeal(order, rules.Ground(ground), post.get("words", ""), actor=actor, at=at)


def _call_back(order: Order, post: QueryDict, actor: Actor, at: datetime) -> None:
    level = post.get("level", "")
    if level not in {str(int(each)) for each in rules.Level}:
        raise rules.Refused(_("还没有选对方怎么评，所以没有记下。请选一档。"))
    actions.orders.call_back(order, rules.Level(int(level)), post.get("words", ""), actor=actor, at=at)


def _with_words(verb: Callable[..., object]) -> Deed:
    return lambda order, post, actor, at: verb(order, post.get("words", ""), actor=actor, at=at)


def _plain(verb: Callable[..., object]) -> Deed:
    return lambda order, _post, actor, at: verb(order, actor=actor, at=at)


DEEDS: dict[str, Deed] = {
    Step.HAND_OVER: _hand_over,
    Step.CONTACT: _with_words(actions.orders.contact),
    Step.SETTLE: _with_words(actions.orders.settle),
    Step.IMPROVE: _plain(actions.orders.improve),
    Step.ASK_TIME: _with_words(actions.orders.ask_time),
    Step.GRANT_TIME: _plain(actions.orders.grant_time),
    Step.DENY_TIME: _plain(actions.orders.deny_time),
    Step.ANSWER: _with_words(actions.orders.answer),
    Step.APPEAL: _appeal,
    Step.UPHOLD: _with_words(actions.orders.uphold),
    Step.EXCLUDE: _with_words(actions.orders.exclude),
    Step.CALL_BACK: _call_back,
}


def _order(request: Request, code: str) -> Order:
    found = queries.order_at(code, request.actor)
    if found is None:
        raise Http404
    return found


def _next(request: Request, order: Order) -> str:
    """Back to the order while the officer still may see it; else to the list."""
    return page.address_of(order) if queries.order_at(order.code, request.actor) else "/desk/ratings/"


def _list(request: Request, view: lists.View, current: str = "") -> dict[str, Any]:
    after, now = place(request.GET.get("after", "")), timezone.now()
    ask = {
        lists.View.OURS: queries.orders_at,
        lists.View.REVIEWS: queries.to_review,
        lists.View.CALLS: queries.to_call,
    }[view]
    return lists.of(
        ask(request.actor, at=now, after=after), view, request.actor, is_first=after is None, current=current
    )


def _draw(request: Request, order: Order, step: str, error: str, status: int = 200) -> HttpResponse:
    steps = queries.steps_for(order, request.actor)
    bodies = queries.bodies_to_hand_to(order) if Step.HAND_OVER in steps else ()
    organs = [(organ.code, organ.name) for organ in bodies]
    typed = {name: str(request.POST[name]) for name in request.POST}
    shown = page.of(order, timezone.localdate()) | {
        "talk": lists.talk(queries.thread(order)),
        "history": page.history(queries.timeline(order)),
        "write": f"{page.address_of(order)}write/"
        if lists.may_write(order, queries.hands_on(order, request.actor))
        else "",
    }
    view = lists.view_of(order, request.actor)
    context = {
        "page": _list(request, view, order.code),
        "order": shown,
        "forms": page.forms(order, steps, typed, step, error, organs),
        "write_error": error if step == "write" else "",
        "written": typed.get("words", "") if step == "write" else "",
    }
    return render(request, "feedback/order.html", context, status=status)
