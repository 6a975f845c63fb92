"""What the public reads of bad ratings: screened words, what followed, never who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tongban.feedback import rules, tags
from tongban.feedback.models import Order, Rating
from tongban.feedback.pages import words
from tongban.feedback.pages.orders import left
from tongban.feedback.states.orders import COUNTING, State
from tongban.kernel import calendars
from tongban.ui.templatetags.tongban import day


@dataclass(frozen=True)
class Voice:
    """One bad rating and its answer."""

    tag: str
    tone: str
    about: str
    words: str
    tags: list[object]
    head: str
    reply: str


def of(ratings: Iterable[Rating], today: date, name: "object" = None) -> list[Voice]:
    """Bad ratings as the public reads them. *name* gives a district's word."""
    return [_voice(rating, today, name) for rating in ratings]


def _voice(rating: Rating, today: date, name: object) -> Voice:
    order: Order | None = getattr(rating, "order", None)
    label = str(rules.LABELS[rules.Level(rating.level)])
    tag, tone = (label, "") if order is None or order.closed_at or order.answered_at else _running(order, today)
    known = {each.code: each.text for each in tags.of(rating.level)}
    place = name(rating.district) if callable(name) and rating.district else rating.organ.name
    return Voice(
        tag=tag,
        tone=tone,
        about=" · ".join(part for part in (rating.item_name, place, day(rating.given_on)) if part),
        words=rating.public_words,
        tags=[known[code] for code in rating.tags if code in known],
        head=_head(order, rating) if order else "",
        reply=_reply(order) if order else "",
    )


def _running(order: Order, today: date) -> tuple[str, str]:
    """How far it is, and how long there is."""
    state, _tone = words.ORDER_STATES[State(order.state)]
    if order.state not in COUNTING or order.due_on is None:
        return _(state), "soon"
    tone = "alarm" if order.due_on < today else "soon"
    return _("%(state)s，%(left)s") % {"state": _(state), "left": left(order.due_on, today)}, tone


def _head(order: Order, rating: Rating) -> str:
    if order.answered_at is None:
        return ""
    zone = calendars.current().zone
    days = (order.answered_at.astimezone(zone).date() - rating.given_on).days
    return _("当天改好：") if days <= 0 else _("%(days)s 天后改好：") % {"days": days}


def _reply(order: Order) -> str:
    if order.answer:
        after = (
            _("已回访，改评“%(level)s”。") % {"level": rules.LABELS[rules.Level(order.remedy)]} if order.remedy else ""
        )
        return f"{order.answer}{after}"
    if order.contacted_at:
        return _("%(day)s 已联系本人。") % {"day": day(order.contacted_at)}
    return ""
