"""What the lists of the desk print: orders of one's bodies, appeals, calls, the district's board; reports of flaws."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.feedback.models import Flaw, Order, Rating
from tongban.feedback.pages import flaws as flaw_page
from tongban.feedback.pages import orders as order_page
from tongban.feedback.pages import voices
from tongban.feedback.queries import Listed
from tongban.feedback.queries.desk import PAGE
from tongban.feedback.queries.flaws import PAGE as PAGE_OF_FLAWS
from tongban.feedback.queries.mine import Said
from tongban.feedback.states import orders
from tongban.feedback.states.orders import Hand
from tongban.identity.actors import Actor
from tongban.ui import parts


class View(StrEnum):
    """The lists beside each other."""

    OURS = "ours"
    FLAWS = "flaws"
    READ = "read"
    REVIEWS = "reviews"
    CALLS = "calls"
    BOARD = "board"
    OPEN = "open"


ADDRESSES = {
    View.OURS: "/desk/ratings/",
    View.FLAWS: "/desk/flaws/",
    View.READ: "/desk/ratings/read/",
    View.REVIEWS: "/desk/ratings/reviews/",
    View.CALLS: "/desk/ratings/calls/",
    View.BOARD: "/desk/ratings/board/",
    View.OPEN: "/desk/ratings/open/",
}
MANAGED = frozenset({View.REVIEWS, View.CALLS, View.BOARD})  # for supervisors alone


def tabs(current: View, actor: Actor) -> list[dict[str, object]]:
    """The lists that this officer has."""
    words = {
        View.OURS: _("差评整改"), View.FLAWS: _("找茬"), View.READ: _("评价"), View.REVIEWS: _("申诉复核"),
        View.CALLS: _("回访"), View.BOARD: _("督办"), View.OPEN: _("开评价码"),
    }  # fmt: skip
    is_manager = _is_manager(actor)
    return [
        {"address": ADDRESSES[view], "label": words[view], "is_current": view is current}
        for view in View
        if is_manager or view not in MANAGED
    ]


def _is_manager(actor: Actor) -> bool:
    return any(role == "supervisor" for role, _organ in actor.seats)


def of(found: Sequence[Listed], view: View, actor: Actor, *, is_first: bool, current: str = "") -> dict[str, Any]:
    """One list of orders with the way to its next page."""
    shown, more = found[:PAGE], found[PAGE:]
    leads = {
        View.OURS: _("按到期日排。红的超期，黄的今天到期。打开一张整改单，联系、整改、答复。"),
        View.REVIEWS: _("别的单位认为是误评或恶意评价的。你不在那个单位，由你复核。"),
        View.CALLS: _("单位已经答复、等评价人回访的。评价人自己评过的不在这里。"),
        View.BOARD: _("本地所有单位的整改单。"),
    }
    titles = {View.OURS: _("差评整改"), View.REVIEWS: _("申诉复核"), View.CALLS: _("回访"), View.BOARD: _("督办")}
    today = timezone.localdate()
    return {
        "title": titles[view],
        "lead": leads[view],
        "tabs": tabs(view, actor),
        "back": ADDRESSES[view],
        "jobs": [order_page.job(each.order, today, current=current) for each in shown],
        "pager": _pager(shown[-1].order if more else None, ADDRESSES[view], is_first=is_first),
        "nothing": parts.Empty(_("这里没有等着办的"), _("有差评时，1 分钟内会到这里。")),
    }


def _pager(last: Order | Flaw | None, address: str, *, is_first: bool) -> parts.Pager:
    following = f"{address}?after={last.due_on}.{last.pk}" if last is not None else ""
    return parts.Pager(following, "" if is_first else address)


def of_flaws(found: Sequence[Flaw], actor: Actor, *, is_first: bool, current: str = "") -> dict[str, Any]:
    """The list of reports at one's bodies."""
    shown, more = found[:PAGE_OF_FLAWS], found[PAGE_OF_FLAWS:]
    today = timezone.localdate()
    return {
        "title": _("找茬"),
        "lead": _("1 个工作日内联系报告人。采纳了去改，不采纳说明理由，都会公开。"),
        "tabs": tabs(View.FLAWS, actor),
        "back": ADDRESSES[View.FLAWS],
        "jobs": [flaw_page.job(each, today, current=current) for each in shown],
        "pager": _pager(shown[-1] if more else None, ADDRESSES[View.FLAWS], is_first=is_first),
        "nothing": parts.Empty(_("这里没有等着办的"), _("有人报了问题，会到管这件事的单位。")),
        "call": "/desk/flaws/campaigns/" if _is_manager(actor) else "",
    }


def of_ratings(found: Sequence[Rating], actor: Actor, *, is_first: bool) -> dict[str, Any]:
    """Ratings that reached one's bodies: without occasion, case or person."""
    shown, more = found[:PAGE], found[PAGE:]
    return {
        "title": _("评价"),
        "lead": _("匿名的评价攒够几条或者过几天才给你看，免得猜出是谁。"),
        "tabs": tabs(View.READ, actor),
        "voices": voices.of(shown, timezone.localdate()),
        "pager": parts.Pager(f"?before={shown[-1].pk}" if more else "", "" if is_first else ADDRESSES[View.READ]),
    }


def talk(said: Iterable[Said]) -> list[parts.Said]:
    """The relay thread as the body sees it: its own words on the right."""
    return [
        parts.Said(_("评价人") if each.side == "rater" else _("本单位"), each.at, each.words, each.side == "body")
        for each in said
    ]


def may_write(order: Order, hands: frozenset[Hand]) -> bool:
    """Whether the thread is open to this officer."""
    return order.state in orders.WRITABLE and bool(hands & {Hand.BODY, Hand.MANAGER})


def view_of(order: Order, actor: Actor) -> View:
    """The list that an order belongs to, for this officer."""
    if any(organ == order.organ_id for _role, organ in actor.seats):
        return View.OURS
    return View.REVIEWS if order.state == orders.State.APPEALED else View.CALLS
