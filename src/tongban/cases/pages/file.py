"""What an opened file prints: head, clocks, what was filled in, evidence, history, and a form for each step allowed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tongban.cases import queries, rules, states, words
from tongban.cases.models import Case
from tongban.cases.pages import draft, tracking
from tongban.cases.queries import Strips
from tongban.cases.states import State, Step
from tongban.cases.wholes import Event, Whole
from tongban.identity.actors import Actor
from tongban.ui import parts, strip
from tongban.ui.fields import PICKS_MOST, Field, Option, faults
from tongban.ui.templatetags.tongban import plain

DONE = {
    "accept": gettext_noop("已受理，受理通知书已生成。"),
    "refuse": gettext_noop("已作出不予受理决定，申请人会收到决定书。"),
    "ask_supplement": gettext_noop("补正告知书已发给申请人。"),
    "examine": gettext_noop("审查意见已报出。"),
    "send_back": gettext_noop("已退回再审查。"),
    "decide": gettext_noop("决定已作出，决定书已生成。"),
    "issue": gettext_noop("结果已登记。"),
    "deliver": gettext_noop("送达已登记。"),
    "close": gettext_noop("已办结，申请人可以评价。"),
    "pause": gettext_noop("时限已暂停，告知书已生成。"),
    "resume": gettext_noop("时限已恢复。"),
    "extend": gettext_noop("时限已延长，通知书已生成。"),
    "hand_over": gettext_noop("已转办。"),
}
TONE = {"refuse": "plain", "send_back": "plain", "pause": "plain", "extend": "plain", "hand_over": "bare"}
FIRST = {  # the step that is open when the file opens, by state
    State.FILED: "accept",
    State.ACCEPTED: "examine",
    State.PAUSED: "resume",
    State.EXAMINED: "decide",
    State.GRANTED: "issue",
    State.DENIED: "deliver",
    State.ISSUED: "deliver",
    State.DELIVERED: "close",
}


@dataclass(frozen=True)
class Proof:
    """One material with its evidence."""

    level: str
    name: str
    how: str
    files: list[parts.Paper]
    check: str  # POST address to note that the original was seen, or ""


@dataclass(frozen=True)
class Past:
    """One line of the history."""

    at: object
    words: str
    document: str
    document_name: str


@dataclass(frozen=True)
class StepForm:
    """The form of one step."""

    step: str
    address: str
    title: str
    button: str
    tone: str
    note: str
    fields: list[Field]
    is_open: bool
    has_error: bool


def address_of(case: Case) -> str:
    """The address of a file at the desk."""
    return f"/desk/cases/{case.number}/"


def before_opening(case: Case) -> dict[str, Any]:
    """What may be shown before a file is opened: item, number, state, and the purposes to choose from."""
    state, _advice = words.STATES[State(case.state)]
    likely = {"intake": "accept", "examine": "examine", "decide": "decide", "deliver": "deliver"}.get(case.desk, "")
    options = tuple(Option(key, _(text), key == likely) for key, text in words.PURPOSES.items())
    purpose = Field(name="purpose", label=_("为什么打开"), widget="radio", value=likely, options=options)
    return {
        "item_name": case.item_name, "number": tracking.grouped(case.number or ""), "state": _(state),
        "address": address_of(case), "purpose": purpose,
    }  # fmt: skip


def of(whole: Whole, strips: Strips, actor: Actor, today: date) -> dict[str, Any]:
    """The file without its forms."""
    case = whole.case
    clocks = tracking.running(case, strips, today, small="desk")
    state, _advice = words.STATES[State(case.state)]
    return {
        "title": draft.applicant_name(case),
        "item_name": case.item_name,
        "number": tracking.grouped(case.number or ""),
        "state": _(state),
        "address": address_of(case),
        "hand_over": f"{address_of(case)}hand_over/" if may_hand_over(case, actor) else "",
        "tags": [_tag(each) for each in clocks],
        "clocks": clocks,
        "moves": tracking.moves(whole),
        "parties": _parties(case),
        "answered": draft.answered(case),
        "filled_in": draft.filled_in(case),
        "proofs": [_proof(whole, row, actor) for row in whole.materials],
        "history": [_past(whole, event) for event in reversed(whole.events)],
        "papers": [
            parts.Paper(paper.name, paper.address.replace("/cases/", "/desk/cases/", 1), paper.at)
            for paper in tracking.documents(whole)
        ],
        "supplements": [point["text"] for each in whole.supplements for point in each["points"]],
        "result": tracking.result(case),
    }


def forms(whole: Whole, actor: Actor, typed: QueryDict, failed: str, error: tuple[str, str]) -> list[StepForm]:
    """A form for each step that the officer may take now; the one that failed holds what was typed and why."""
    case = whole.case
    steps = states.steps_from(State(case.state), _roles(case, actor))
    names = dict.fromkeys(_NAMES.get(step, step.value) for step in steps if step is not Step.HAND_OVER)  # its own page
    found = []
    for name in names:
        values: Mapping[str, str] = {key: str(typed[key]) for key in typed} if name == failed else {}
        fields = [_with(field, values, error if name == failed else ("", "")) for field in _fields(name, whole)]
        is_open = name == (failed or FIRST.get(State(case.state), ""))
        found.append(_form(case, name, fields, is_open=is_open, has_error=name == failed))
    return sorted(found, key=lambda form: not form.is_open)


def _roles(case: Case, actor: Actor) -> set[str]:
    """What the officer is where the case lies."""
    return {role for role, organ in actor.seats if organ == case.desk_organ_id}


def typed(post: QueryDict) -> list[parts.Fact]:
    """What was typed into a form that came too late, so that it is not lost."""
    return [parts.Fact(name, text) for name, text in post.items() if text and name not in _UNTYPED]


def may_hand_over(case: Case, actor: Actor) -> bool:
    """Whether the officer may pass the case on from where it lies now."""
    return Step.HAND_OVER in states.steps_from(State(case.state), _roles(case, actor))


def hand_over(
    case: Case, actor: Actor, typed: Mapping[str, str] | None = None, error: tuple[str, str] = ("", "")
) -> dict[str, Any]:
    """The page on which a colleague is chosen, with what was typed."""
    others = [one for one in queries.colleagues(case) if one.pk != actor.staff_id]
    options = tuple(Option(str(one.pk), one.name) for one in others)
    values = {name: str((typed or {}).get(name, "")) for name in ("staff", "why")}
    plain_fields = [
        Field("staff", _("同事"), "radio" if len(options) <= PICKS_MOST else "select", options=options),
        Field("why", _("原因"), "textarea"),
    ]
    shown = [_with(field, values, error) for field in plain_fields]
    return before_opening(case) | {"fields": shown, "errors": faults(shown), "has_colleagues": bool(options)}


def done(step: str) -> str:
    """What the page says after the step."""
    return _(DONE[step])


_UNTYPED = {"csrfmiddlewaretoken", "revision"}
_NAMES = {Step.GRANT: "decide", Step.DENY: "decide"}


def _form(case: Case, name: str, fields: list[Field], *, is_open: bool, has_error: bool) -> StepForm:
    title = _("决定") if name == "decide" else _(words.BUTTONS[Step(name)])
    return StepForm(
        step=name,
        address=f"{address_of(case)}{name}/",
        title=title,
        button=_("作出决定并生成决定书") if name == "decide" else title,
        tone="" if is_open else TONE.get(name, "plain"),
        note=_(_NOTES[name]) if name in _NOTES else "",
        fields=fields,
        is_open=is_open,
        has_error=has_error,
    )


_NOTES = {
    "accept": gettext_noop("生成受理通知书，次日起算时限。申请人立即收到。"),
    "ask_supplement": gettext_noop("要补的一次写全，一行一条。以后不能再提新的要求。"),
    "refuse": gettext_noop("要书面说明理由。不归本机关管的，写明该找谁。"),
    "decide": gettext_noop("申请人会看到意见。不予许可的，决定书写明复议和诉讼的途径。"),
    "pause": gettext_noop("只有法律写明的程序不计时。普通的现场核查不能暂停时限。"),
    "extend": gettext_noop("只能延长一次，理由要告知申请人。"),
    "issue": gettext_noop("不填编号，就用决定书的编号。"),
}


def _fields(name: str, whole: Whole) -> list[Field]:
    """The fields of each step's form; a step without a form has none."""
    return _FIELDS[name](whole) if name in _FIELDS else []


def _refuse(_whole: Whole) -> list[Field]:
    grounds = tuple(Option(key, _(text)) for key, text in words.REFUSALS.items())
    return [
        Field("ground", _("情形"), "radio", options=grounds),
        Field("reason", _("理由"), "textarea", hint=_("申请人会看到这段话")),
        Field("right_body", _("该向哪个机关申请"), is_required=False),
    ]


def _ask_supplement(whole: Whole) -> list[Field]:
    return [
        *(Field(f"point-{row['material']}", plain(row["name"]), is_required=False) for row in whole.materials),
        Field("points", _("还要补的（一行一条）"), "textarea", is_required=False),
        Field("answer_by", _("最晚补齐"), "date", hint=_("不填就是 30 天"), is_required=False),
    ]


def _decide(_whole: Whole) -> list[Field]:
    outcomes = (Option("granted", _("准予")), Option("denied", _("不予，写明理由")))
    opinion = Field("opinion", _("意见"), "textarea", hint=_("申请人会看到这段话"))
    return [Field("outcome", _("决定"), "radio", options=outcomes), opinion]


def _issue(_whole: Whole) -> list[Field]:
    return [
        Field("number", _("证照或文件编号"), is_required=False),
        Field("until", _("有效期至"), "date", hint=_("长期有效的不填"), is_required=False),
    ]


def _deliver(_whole: Whole) -> list[Field]:
    ways = tuple(Option(key, _(text), key == "online") for key, text in words.DELIVERIES.items())
    how = Field("how", _("怎么送达"), "radio", value="online", options=ways)
    return [how, Field("note", _("备注"), is_required=False)]


def _pause(_whole: Whole) -> list[Field]:
    kinds = tuple(Option(key, _(text)) for key, (text, _law) in words.PROCEDURES.items())
    return [
        Field("procedure", _("特别程序"), "select", options=kinds),
        Field("reason", _("原因"), "textarea"),
        Field("expected", _("预计结束"), "date"),
    ]


def _extend(whole: Whole) -> list[Field]:
    limit = rules.term(whole.case.terms, "extension")
    most = limit.n if limit else rules.MOST_EXTENSION
    by = Field("by", _("延长几天"), "integer", hint=_("最多 %(most)s") % {"most": most})
    return [by, Field("reason", _("理由"), "textarea")]


_FIELDS: dict[str, Callable[[Whole], list[Field]]] = {
    "refuse": _refuse,
    "ask_supplement": _ask_supplement,
    "examine": lambda _whole: [Field("opinion", _("审查意见"), "textarea")],
    "send_back": lambda _whole: [Field("opinion", _("还要查什么"), "textarea")],
    "decide": _decide,
    "issue": _issue,
    "deliver": _deliver,
    "pause": _pause,
    "resume": lambda _whole: [Field("result", _("结果"), "textarea", is_required=False)],
    "extend": _extend,
}


def _with(field: Field, values: Mapping[str, str], error: tuple[str, str]) -> Field:
    """The field with what was typed, and the sentence that belongs to it."""
    value = values.get(field.name, field.value)
    chosen = tuple(Option(each.value, each.label, each.value == value, each.note) for each in field.options)
    return replace(field, value=value, options=chosen, error=error[1] if error[0] == field.name else "")


def _tag(clock: strip.Strip) -> dict[str, str]:
    return {"words": f"{clock.title.split()[0]} {clock.rest} · {clock.due}", "tone": clock.tone}


def _parties(case: Case) -> list[parts.Fact]:
    rows = [parts.Fact(_("申请人"), draft.applicant_name(case))]
    if case.agent_person:
        rows.append(parts.Fact(_("经办人"), case.agent_person.name))
    bodies = dict.fromkeys([case.receive_organ.name, case.accept_organ.name, case.decide_organ.name])
    return [*rows, parts.Fact(_("经办单位"), _("、").join(bodies))]


def _proof(whole: Whole, row: dict[str, Any], actor: Actor) -> Proof:
    address = address_of(whole.case)
    files = [
        parts.Paper(each["name"], f"{address}files/{each['id']}/", each["added_at"])
        for each in whole.attachments
        if each["material"] == row["material"]
    ]
    may_check = row["level"] == "C" and row["how"] == "upload" and not whole.case.ended_at
    return Proof(
        level=row["level"] or "-",
        name=plain(row["name"]),
        how=_(words.SATISFIED[row["how"]]),
        files=files,
        check=f"{address}originals/{row['material']}/" if may_check and {"intake", "examiner"} & actor.roles else "",
    )


def _past(whole: Whole, event: Event) -> Past:
    said = _("打开了申请") if event.step == "open_file" else _(words.STEPS.get(event.step, event.step))
    purpose = words.PURPOSES.get(str(event.facts.get("purpose", "")), "")
    text = _("，").join(part for part in (event.staff, said, _(purpose) if purpose else "", event.opinion) if part)
    document = f"{address_of(whole.case)}documents/{event.document}/" if event.document else ""
    return Past(event.at, text, document, tracking.title(event.document_kind))
