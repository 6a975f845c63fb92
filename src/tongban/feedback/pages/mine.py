"""What a person's own pages print: her ratings, and one order that came of one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from tongban.feedback import rules
from tongban.feedback.models import Flaw, Order
from tongban.feedback.pages import flaws as flaw_page
from tongban.feedback.pages import orders as order_page
from tongban.feedback.pages import rating as rating_page
from tongban.feedback.pages import words
from tongban.feedback.queries import Given
from tongban.feedback.queries.mine import PAGE, Said
from tongban.feedback.states import orders
from tongban.feedback.states.orders import State
from tongban.ui import parts
from tongban.ui.templatetags.tongban import day

LEVELS = frozenset(str(int(each)) for each in rules.Level)


@dataclass(frozen=True)
class Row:
    """One occasion of mine."""

    address: str
    title: str
    about: str
    state: str
    tone: str
    order: str = ""


def address_of(order: Order) -> str:
    """The address of my order."""
    return f"/me/ratings/{order.code}/"


def of(found: list[Given], flaws: Iterable[Flaw], *, is_first: bool) -> dict[str, Any]:
    """My occasions, newest first, and what I reported."""
    shown, more = found[:PAGE], found[PAGE:]
    return {
        "rows": [_row(each) for each in shown],
        "pager": parts.Pager(f"?before={shown[-1].occasion.pk}" if more else "", "" if is_first else "/me/ratings/"),
        "nothing": parts.Empty(_("还没有可以评价的"), _("办完一件事，就可以在这里评价。"), "/", _("去找想办的事")),
        "flaws": flaw_page.mine(flaws),
    }


def _row(given: Given) -> Row:
    occasion, rating = given.occasion, given.rating
    head = rating_page.head(occasion)
    state, tone = (_("可以评价"), "ink") if rating is None else (str(rules.LABELS[rules.Level(rating.level)]), "")
    if given.order is not None:
        word, tone = words.ORDER_STATES[State(given.order.state)]
        state = f"{state} · {_(word)}"
    return Row(
        address=head["address"],
        title=head["title"],
        about=head["about"],
        state=state,
        tone=tone,
        order=address_of(given.order) if given.order else "",
    )


def order(found: Order, lines: Iterable[Any], said: Iterable[Said], typed: Mapping[str, Any]) -> dict[str, Any]:
    """One order as its rater sees it."""
    state = State(found.state)
    word, _tone = words.ORDER_STATES[state]
    return {
        "title": order_page.title_of(found),
        "crumbs": [
            {"label": _("我的评价"), "address": "/me/ratings/"},
            {"label": order_page.title_of(found), "address": ""},
        ],
        "address": address_of(found),
        "state": _(word),
        "due": found.due_on if state in orders.COUNTING else None,
        "advice": advice(state),
        "answer": found.answer,
        "verdict": found.verdict,
        "can_judge": state is State.ANSWERED,
        "levels": rating_page.levels(typed.get("level")),
        "words": typed.get("words", ""),
        "can_write": state in orders.WRITABLE,
        "written": typed.get("written", ""),
        "talk": [_said(each) for each in said],
        "track": track(found, lines),
        "facts": _facts(found),
        "mine": rating_page.mine(found.rating, found.rating.public_words),
    }


def advice(state: State) -> str:
    """What the state means for the rater, in one sentence."""
    match state:
        case State.WAITING:
            return _("评价要等一等再给单位看，免得人少时认出是你。到时间就开始计时。")
        case State.DISPATCHED:
            return _("责任单位 1 个工作日内会联系你，就在下面的往来里。")
        case State.CONTACTED | State.IMPROVING | State.UPHELD:
            return _("责任单位正在改。5 个工作日内答复，批准为复杂问题的 15 个。")
        case State.ANSWERED:
            return _("单位答复了。请看改得怎么样，评一下。")
        case State.APPEALED:
            return _("单位认为这是误评或恶意评价，由别的单位的人复核。")
        case State.EXCLUDED | State.CALLED_BACK | State.CLOSED:
            return _("这件事已经办结。")


def judged(level: int) -> str:
    """What the page says after the remedy was rated."""
    if level >= rules.Level.FAIR:
        return _("谢谢，已办结。")
    return _("已退回，重新整改，期限重新算。")


def track(found: Order, lines: Iterable[Any]) -> list[parts.Stop]:
    """What happened, newest first, and what comes next."""
    past = [parts.Stop(each.words, "past", each.at) for each in order_page.history(lines)]
    if past:
        past[0] = replace(past[0], kind="now")
    following = {
        State.WAITING: _("派给责任单位"),
        State.DISPATCHED: _("责任单位联系你"),
        State.CONTACTED: _("整改并答复"),
        State.IMPROVING: _("整改并答复"),
        State.UPHELD: _("整改并答复"),
        State.APPEALED: _("复核"),
        State.ANSWERED: _("你评整改结果"),
    }.get(State(found.state))
    return [*([parts.Stop(following, "next")] if following else []), *past]


def _said(said: Said) -> parts.Said:
    is_mine = said.side == "rater"
    return parts.Said(_("我") if is_mine else _("责任单位"), said.at, said.words, is_mine)


def _facts(found: Order) -> list[parts.Fact]:
    rows = [
        (_("单位"), found.organ.name),
        (_("最晚联系"), day(found.contact_by)),
        (_("最晚答复"), day(found.answer_by)),
        (_("第几轮"), str(found.round) if found.round > 1 else ""),
        (_("编号"), found.code),
    ]
    return [parts.Fact(label, value) for label, value in rows if value]
