"""What the desk prints of rectification orders: the list by deadline, one order, and a form for each step allowed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tongban.feedback import rules, tags
from tongban.feedback.clock import Urgency, urgency
from tongban.feedback.models import Order
from tongban.feedback.pages import words
from tongban.feedback.states.orders import State, Step
from tongban.kernel import calendars
from tongban.ui import parts
from tongban.ui.fields import Field, Option
from tongban.ui.templatetags.tongban import day, plain

LIGHTS = {Urgency.LATE: "alarm", Urgency.TODAY: "soon", Urgency.CALM: "ok"}
TONES = {Urgency.LATE: "alarm", Urgency.TODAY: "soon", Urgency.CALM: "ink"}
FIRST = {  # the step that is open when the order opens, by state
    State.DISPATCHED: Step.CONTACT,
    State.CONTACTED: Step.IMPROVE,
    State.IMPROVING: Step.ANSWER,
    State.UPHELD: Step.CONTACT,
    State.APPEALED: Step.UPHOLD,
    State.ANSWERED: Step.CALL_BACK,
}


@dataclass(frozen=True)
class Past:
    """One line of the history."""

    at: object
    words: str


@dataclass(frozen=True)
class StepForm:
    """The form of one step."""

    step: str
    address: str
    title: str
    note: str
    fields: list[Field]
    error: str
    is_open: bool


def address_of(order: Order) -> str:
    """The address of an order at the desk."""
    return f"/desk/ratings/{order.code}/"


def job(order: Order, today: date, *, query: str = "", current: str = "") -> parts.Job:
    """One row of a list."""
    state, _tone = words.ORDER_STATES[State(order.state)]
    return parts.Job(
        address=f"{address_of(order)}{query}",
        title=title_of(order),
        small=" · ".join((_(state), order.organ.name)),
        light="held" if order.state in RESTING else LIGHTS[urgency(order.due_on, today)],
        left=left(order.due_on, today),
        clock=clock_of(order),
        is_current=order.code == current,
    )


RESTING = frozenset({State.APPEALED, State.ANSWERED})  # its body waits for somebody else


def title_of(order: Order) -> str:
    """What the order is about, in a few words; a service without an item is called what it was."""
    return order.item_name or _("没有关联事项的服务")


def left(due_on: date | None, today: date) -> str:
    """Working days left, or how many too late."""
    if due_on is None:
        return ""
    days = calendars.current().working_days_between(today, due_on)
    if due_on < today:
        return _("超 %(count)s 天") % {"count": max(1, -days)}
    return _("今天") if due_on == today else _("剩 %(count)s 天") % {"count": days}


def clock_of(order: Order) -> str:
    """What is due next."""
    match State(order.state):
        case State.DISPATCHED:
            return _("联系")
        case State.ANSWERED:
            return _("回访")
        case State.APPEALED:
            return _("复核")
        case _:
            return _("答复")


def of(order: Order, today: date) -> dict[str, Any]:
    """One order without its talk, history and forms."""
    state, tone = words.ORDER_STATES[State(order.state)]
    rating = order.rating
    due = [{"words": left(order.due_on, today), "tone": TONES[urgency(order.due_on, today)]}] if order.due_on else []
    said = [parts.Fact(_("满意度"), str(rules.LABELS[rules.Level(rating.level)]))]
    if rating.tags:
        said.append(parts.Fact(_("标签"), labels(rating.level, rating.tags)))
    said.append(parts.Fact(_("谁评的"), _("匿名") if rating.anonymous else _("不公开，由平台转达")))
    return {
        "title": title_of(order),
        "about": f"{order.organ.name} · {order.code}",
        "address": address_of(order),
        "tags": [{"words": _(state), "tone": tone}, *due],
        "said_title": _("评价"),
        "words": rating.public_words,
        "said": said,
        "clock": clock(order),
        "results": results(order),
    }


def labels(level: int, codes: Iterable[str]) -> str:
    """The chosen tags in words."""
    known = {tag.code: tag.text for tag in tags.of(level)}
    return _("；").join(str(plain(known[code])) for code in codes if code in known)


def clock(order: Order) -> list[parts.Fact]:
    """The days that matter."""
    rows = [
        (_("收到"), order.started_on),
        (_("最晚联系"), order.contact_by),
        (_("半程提醒"), order.half_on),
        (_("最晚答复"), order.answer_by),
    ]
    found = [parts.Fact(label, day(value)) for label, value in rows if value]
    if order.complex:
        found.append(parts.Fact(_("复杂问题"), _("已批准，15 个工作日")))
    elif order.time_asked:
        found.append(parts.Fact(_("复杂问题"), _("等本单位监督人员批准")))
    if order.handed_from is not None:
        found.append(parts.Fact(_("转自"), order.handed_from.name))
    if order.provisional:
        found.append(parts.Fact(_("日历"), _("放假安排还没有公布，日期是暂定的")))
    return found


def results(order: Order) -> list[parts.Fact]:
    """Answer, appeal, verdict, and how the rater found the remedy."""
    rows = [
        (_("答复"), order.answer),
        (_("申诉"), _appeal(order)),
        (_("复核理由"), order.verdict),
        (_("改后评价"), str(rules.LABELS[rules.Level(order.remedy)]) if order.remedy else ""),
    ]
    return [parts.Fact(label, value) for label, value in rows if value]


def _appeal(order: Order) -> str:
    if not order.appeal_ground:
        return ""
    ground = str(rules.GROUNDS[rules.Ground(order.appeal_ground)])
    return _("%(ground)s：%(words)s") % {"ground": ground, "words": order.appeal_words}


def history(lines: Iterable[Any], labels_of: Mapping[Step, str] = words.ORDER_STEPS) -> list[Past]:
    """The journal's lines of the order, newest first; steps that this page has no words for are left out."""
    found = []
    for line in lines:
        name = line.step.removeprefix("order_")
        if name in set(Step):
            found.append(Past(line.at, _(labels_of[Step(name)])))
        elif name == "remind":
            found.append(Past(line.at, _("系统提醒")))
    return sorted(found, key=lambda past: past.at, reverse=True)  # type: ignore[arg-type,return-value]  # both are moments


def forms(order: Order, steps: Iterable[Step], typed: Mapping[str, str], failed: str, error: str,
          organs: Sequence[tuple[str, str]] = ()) -> list[StepForm]:  # fmt: skip
    """A form for each step that may be taken now; the one that failed holds what was typed, and why."""
    found = []
    for step in dict.fromkeys(steps):
        if step is Step.REOPEN:  # the rating of the remedy decides between the two: one form
            continue
        is_failed = step == failed
        fields = [filled(field, typed if is_failed else {}) for field in _fields(step, organs)]
        found.append(
            StepForm(
                step=step.value,
                address=f"{address_of(order)}{step.value}/",
                title=_(words.ORDER_BUTTONS[step]),
                note=_(words.ORDER_NOTES[step]) if step in words.ORDER_NOTES else "",
                fields=fields,
                error=error if is_failed else "",
                is_open=is_failed if failed else step is FIRST.get(State(order.state)),
            )
        )
    return sorted(found, key=lambda form: not form.is_open)


_WORDS = {
    Step.CONTACT: gettext_noop("写给评价人的话"),
    Step.SETTLE: gettext_noop("怎么改的（会公开）"),
    Step.ASK_TIME: gettext_noop("复杂在哪里"),
    Step.ANSWER: gettext_noop("怎么改的（会公开）"),
    Step.UPHOLD: gettext_noop("复核理由"),
    Step.EXCLUDE: gettext_noop("复核理由"),
}


def _fields(step: Step, organs: Sequence[tuple[str, str]]) -> list[Field]:
    """The fields of a step's form; a step without a form has none."""
    make = _FIELDS.get(step)
    if make is not None:
        return make(organs)
    return [_words(_(_WORDS[step]))] if step in _WORDS else []


def _words(label: str) -> Field:
    return Field("words", label, "textarea", longest=rules.MOST_WORDS)


def _hand_over(organs: Sequence[tuple[str, str]]) -> list[Field]:
    options = tuple(Option(code, name) for code, name in organs)
    return [Field("organ", _("转给"), "select", options=options)]


def _appeal_fields(_organs: Sequence[tuple[str, str]]) -> list[Field]:
    grounds = tuple(Option(key.value, str(label)) for key, label in rules.GROUNDS.items())
    return [Field("ground", _("为什么申诉"), "radio", options=grounds), _words(_("证据和理由"))]


def _call_back(_organs: Sequence[tuple[str, str]]) -> list[Field]:
    levels = tuple(Option(str(int(each)), str(label)) for each, label in rules.LABELS.items())
    return [
        Field("level", _("对方怎么评整改"), "select", options=levels),
        replace(_words(_("对方说的")), is_required=False),
    ]


_FIELDS: dict[Step, Callable[[Sequence[tuple[str, str]]], list[Field]]] = {
    Step.HAND_OVER: _hand_over,
    Step.APPEAL: _appeal_fields,
    Step.CALL_BACK: _call_back,
}


def filled(field: Field, typed: Mapping[str, str]) -> Field:
    """The field with what was typed into it."""
    value = typed.get(field.name, field.value)
    chosen = tuple(replace(option, is_chosen=option.value == value) for option in field.options)
    return replace(field, value=value, options=chosen)
