"""What the pages of flaws and suggestions print: the report's form, the public list, one report, the desk's side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongban.feedback import policy, rules
from tongban.feedback.clock import urgency
from tongban.feedback.models import Campaign, Flaw
from tongban.feedback.pages import orders as order_page
from tongban.feedback.pages import words
from tongban.feedback.pages.orders import Past, StepForm
from tongban.feedback.states import flaws
from tongban.feedback.states.flaws import State, Step
from tongban.ui import parts
from tongban.ui.fields import Field, Option
from tongban.ui.templatetags.tongban import day, plain

FIRST = {State.REPORTED: Step.CONTACT, State.CONTACTED: Step.ADOPT, State.ADOPTED: Step.FIX}
LONGEST_LINE = 80


@dataclass(frozen=True)
class Row:
    """One report in a public list."""

    address: str
    words: str
    state: str
    tone: str
    about: str = ""
    reply: str = ""
    fix: str = ""


def address_of(flaw: Flaw) -> str:
    """The public address of a report."""
    return f"/flaws/{flaw.code}/"


def desk_address_of(flaw: Flaw) -> str:
    """Its address at the desk."""
    return f"/desk/flaws/{flaw.code}/"


def row(flaw: Flaw, item_name: str = "") -> Row:
    """One report as the public reads it."""
    state, tone = words.FLAW_STATES[State(flaw.state)]
    about = (
        _(words.FLAW_KINDS[flaw.kind]),
        str(rules.CATEGORIES[flaw.category]),
        item_name,
        day(flaw.reported_at),
    )
    return Row(
        address=address_of(flaw),
        words=flaw.public_words,
        state=_(state),
        tone=tone,
        about=" · ".join(part for part in (*about, backers(flaw)) if part),
        reply=flaw.reason,
        fix=fix_of(flaw),
    )


def fix_of(flaw: Flaw) -> str:
    """Where the change can be seen."""
    if flaw.state != State.FIXED:
        return ""
    return flaw.fixed_page or (f"/items/{flaw.item}/" if flaw.item else "")


def backers(flaw: Flaw) -> str:
    """How many others found the same."""
    return _("%(count)s 人也遇到") % {"count": flaw.backers} if flaw.backers else ""


def figures(counts: Mapping[str, int]) -> list[parts.Figure]:
    """Live counts: reported, contacted in time, adopted, fixed, declined."""
    rows = (
        (_("报了"), "reports"), (_("1 天内联系上"), "contacted_in_time"), (_("采纳"), "adopted"),
        (_("改好"), "fixed"), (_("没采纳，说了理由"), "declined"),
    )  # fmt: skip
    return [parts.Figure(name, f"{counts.get(key, 0):,}") for name, key in rows]


def form(typed: Mapping[str, str], error: str = "") -> dict[str, Any]:
    """The fields of the report's form, with what was typed; *error* belongs to the field that *error_of* names."""
    wrong = error_field(error, typed) if error else ""
    kind = typed.get("kind", "") or "flaw"
    kinds = tuple(Option(key, _(text), key == kind) for key, text in words.FLAW_KINDS.items())
    chosen = typed.get("category", "") or ("guide" if typed.get("item") else "")
    categories = tuple(Option(key, str(text), key == chosen) for key, text in rules.CATEGORIES.items())
    fields = {
        "kind": Field("kind", _("报错还是提建议"), "radio", value=kind, options=kinds),
        "category": Field("category", _("关于什么"), "radio", value=chosen, options=categories,
                          error=error if wrong == "category" else ""),
        "words": Field("words", _("哪里不对，说具体些"), "textarea", value=typed.get("words", ""),
                       error=error if wrong == "words" else ""),
    }  # fmt: skip
    faults = [parts.Fault(field.id, str(field.label), error) for field in fields.values() if field.error]
    return {**fields, "errors": faults, "most": policy.current().most_report_words}


def error_field(_error: str, typed: Mapping[str, str]) -> str:
    """The field that a refusal is about: the choice when none was made, else the words."""
    return "words" if typed.get("category", "") in rules.CATEGORIES else "category"


def similar(found: Iterable[Flaw]) -> list[Row]:
    """What was reported before, in one line each."""
    return [_short(flaw) for flaw in found]


def _short(flaw: Flaw) -> Row:
    whole = row(flaw)
    text = whole.words if len(whole.words) <= LONGEST_LINE else f"{whole.words[:LONGEST_LINE]}…"
    return replace(whole, words=text)


def mine(found: Iterable[Flaw]) -> list[Row]:
    """My own reports, in one line each."""
    return similar(found)


def of(flaw: Flaw, history: Iterable[Any], item_name: str = "") -> dict[str, Any]:
    """One report as its page prints it, for anybody."""
    state, tone = words.FLAW_STATES[State(flaw.state)]
    titles = {State.DECLINED: _("为什么没采纳"), State.FIXED: _("改成什么样"), State.ADOPTED: _("打算怎么改")}
    rows = [
        (_("单位"), flaw.organ.name),
        (_("编号"), flaw.code),
        (_("关于"), item_name or str(rules.CATEGORIES[flaw.category])),
    ]
    if flaw.due_on:
        rows.append((_("最晚"), day(flaw.due_on)))
    if flaw.backers:
        rows.append((_("也遇到的人"), str(flaw.backers)))
    return {
        "title": _(words.FLAW_KINDS[flaw.kind]),
        "about": row(flaw, item_name).about,
        "state": _(state),
        "tone": tone,
        "kind": _(words.FLAW_KINDS[flaw.kind]),
        "words": flaw.public_words,
        "contact_by": flaw.contact_by,
        "reply": flaw.reason,
        "reply_title": titles.get(State(flaw.state), _("答复")),
        "fix": fix_of(flaw),
        "track": track(flaw, history),
        "facts": [parts.Fact(label, value) for label, value in rows],
        "address": address_of(flaw),
    }


def track(flaw: Flaw, lines: Iterable[Any]) -> list[parts.Stop]:
    """What happened, newest first, and what comes next."""
    past = [parts.Stop(each.words, "past", each.at) for each in history(lines)]
    if past:
        past[0] = replace(past[0], kind="now")
    following = {
        State.REPORTED: _("有人联系报告人"),
        State.CONTACTED: _("决定采纳不采纳"),
        State.ADOPTED: _("改好"),
    }.get(State(flaw.state))
    return [*([parts.Stop(following, "next")] if following else []), *past]


def history(lines: Iterable[Any]) -> list[Past]:
    """The journal's lines of the report, newest first."""
    found = []
    for line in lines:
        name = line.step.removeprefix("flaw_")
        if name == "report":
            found.append(Past(line.at, _("收到报告")))
        elif name in set(Step):
            found.append(Past(line.at, _(words.FLAW_STEPS[Step(name)])))
    return sorted(found, key=lambda past: past.at, reverse=True)  # type: ignore[arg-type,return-value]  # both are moments


@dataclass(frozen=True)
class Call:
    """A campaign as it is announced."""

    address: str
    title: object
    days: str


def call(campaign: Campaign) -> Call:
    """A campaign: its title, its days, its page."""
    days = _("%(since)s 到 %(until)s") % {"since": day(campaign.since), "until": day(campaign.until)}
    return Call(f"/flaws/campaigns/{campaign.slug}/", plain(campaign.title), days)


# At the desk


def may_hand_over(flaw: Flaw) -> bool:
    """Whether the bodies to hand to are wanted for a form."""
    return flaw.handed_from_id is None and Step.HAND_OVER in flaws.steps_from(State(flaw.state))


def job(flaw: Flaw, today: date, *, query: str = "", current: str = "") -> parts.Job:
    """One row of the officers' list."""
    state, _tone = words.FLAW_STATES[State(flaw.state)]
    first_line = flaw.public_words.splitlines()[0] if flaw.public_words else ""
    return parts.Job(
        address=f"{desk_address_of(flaw)}{query}",
        title=first_line[:LONGEST_LINE],
        small=" · ".join((_(state), str(rules.CATEGORIES[flaw.category]))),
        light=order_page.LIGHTS[urgency(flaw.due_on, today)],
        left=order_page.left(flaw.due_on, today),
        clock=_("联系") if flaw.state == State.REPORTED else _("答复"),
        is_current=flaw.code == current,
    )


def at_desk(flaw: Flaw, today: date, lines: Iterable[Any], item_name: str = "") -> dict[str, Any]:
    """One report for the body that has it: who reported is not said."""
    public = of(flaw, (), item_name)
    due = (
        [{"words": order_page.left(flaw.due_on, today), "tone": order_page.TONES[urgency(flaw.due_on, today)]}]
        if flaw.due_on
        else []
    )
    rows = [(_("关于"), str(rules.CATEGORIES[flaw.category])), (_("事项"), item_name), (_("网页"), flaw.page),
            (_("谁报的"), _("不公开，由平台转达") if flaw.person_id else _("没有登录"))]  # fmt: skip
    days = [(_("收到"), flaw.started_on), (_("最晚联系"), flaw.contact_by), (_("最晚"), flaw.due_on)]
    return {
        "title": public["title"],
        "about": f"{flaw.organ.name} · {flaw.code}",
        "tags": [{"words": public["state"], "tone": public["tone"]}, *due],
        "said_title": public["kind"],
        "words": flaw.public_words,
        "said": [parts.Fact(label, value) for label, value in rows if value],
        "photo": f"{desk_address_of(flaw)}photo/" if flaw.photo else "",
        "clock": [parts.Fact(label, day(value)) for label, value in days if value],
        "results": [parts.Fact(public["reply_title"], flaw.reason)] if flaw.reason else [],
        "history": history(lines),
        "has_no_talk": True,
    }


def forms(flaw: Flaw, typed: Mapping[str, str], failed: str, error: str,
          organs: Sequence[tuple[str, str]] = ()) -> list[StepForm]:  # fmt: skip
    """A form for each step that its body may take now."""
    found = []
    for step in dict.fromkeys(flaws.steps_from(State(flaw.state))):
        if step is Step.HAND_OVER and flaw.handed_from_id is not None:
            continue
        values = typed if step == failed else {}
        found.append(
            StepForm(
                step=step.value,
                address=f"{desk_address_of(flaw)}{step.value}/",
                title=_(words.FLAW_BUTTONS[step]),
                note=_(words.FLAW_NOTES[step]) if step in words.FLAW_NOTES else "",
                fields=[order_page.filled(field, values) for field in _FIELDS[step](flaw, organs)],
                error=error if step == failed else "",
                is_open=step == failed if failed else step is FIRST.get(State(flaw.state)),
            )
        )
    return sorted(found, key=lambda one: not one.is_open)


def _hand_over(_flaw: Flaw, organs: Sequence[tuple[str, str]]) -> list[Field]:
    return [Field("organ", _("转给"), "select", options=tuple(Option(code, name) for code, name in organs))]


def _words(label: str) -> list[Field]:
    return [Field("words", label, "textarea", longest=policy.current().most_answer_words)]


def _fix(flaw: Flaw, _organs: Sequence[tuple[str, str]]) -> list[Field]:
    hint = _("改的是这个事项的指南，就不用填") if flaw.item else _("从 / 开始，如 /search/")
    page = Field("page", _("改好的网页"), value="", hint=hint, is_required=False)
    return [*_words(_("改成什么样（会公开）")), page]


_FIELDS: dict[Step, Callable[[Flaw, Sequence[tuple[str, str]]], list[Field]]] = {
    Step.HAND_OVER: _hand_over,
    Step.CONTACT: lambda _flaw, _organs: [],
    Step.ADOPT: lambda _flaw, _organs: _words(_("打算怎么改（会公开）")),
    Step.DECLINE: lambda _flaw, _organs: _words(_("理由（会公开）")),
    Step.FIX: _fix,
    Step.MERGE: lambda _flaw, _organs: [Field("into", _("另一条的编号"), hint=_("在它的网址里，12 个字母和数字"))],
}
