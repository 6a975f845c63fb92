"""What the tracking page prints: state, steps, the parcel line, who has it, documents, who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tongban.cases import papers, queries, words
from tongban.cases.models import Case
from tongban.cases.pages import draft
from tongban.cases.queries import Mine, Strips
from tongban.cases.states import COUNTING, UNDECIDED, State
from tongban.cases.versions import Change
from tongban.cases.wholes import Event, Whole
from tongban.ui import dates, display, parts, strip
from tongban.ui.frame import Link

PLACE = {
    State.FILED: 0, State.SUPPLEMENT: 0, State.ACCEPTED: 2, State.PAUSED: 2, State.EXAMINED: 3,
    State.GRANTED: 4, State.DENIED: 4, State.ISSUED: 4, State.DELIVERED: 5, State.CLOSED: 6,
}  # fmt: skip
TONES = {State.SUPPLEMENT: "soon", State.DRAFT: "soon", State.REFUSED: "alarm", State.CLOSED: "done"}
HIDDEN = frozenset({"start", "open_file", "move_to_version", "check_original", "send_back"})


@dataclass(frozen=True)
class Head:
    """The first lines of the page."""

    item_name: str
    applicant_name: str
    number: str
    address: str
    state: str
    words: str
    expected: date | None
    is_closed: bool


@dataclass(frozen=True)
class Row:
    """One row of 'my cases'."""

    address: str
    item_name: str
    number: str
    state: str
    tone: str
    words: str
    at: datetime
    due: date | None


@dataclass(frozen=True)
class Look:
    """That an officer opened the file."""

    who: str
    at: datetime
    why: str


def row(case: Mine) -> Row:
    """One row of the list, in words."""
    state, advice = words.STATES[case.state]
    return Row(
        address=f"/cases/{case.number}/" if case.number else f"/apply/{case.key}/",
        item_name=case.item_name,
        number=case.number,
        state=_(state),
        tone=TONES.get(case.state, "ink"),
        words=_(advice),
        at=case.filed_at or case.saved_at,
        due=_due(case.state, case.accept_by, case.promised_due or case.legal_due),
    )


def head(case: Case) -> Head:
    """State and advice, and by when."""
    state, advice = words.STATES[State(case.state)]
    return Head(
        item_name=case.item_name,
        applicant_name=draft.applicant_name(case),
        number=case.number or "",
        address=address_of(case),
        state=_(state),
        words=_(advice),
        expected=_due(State(case.state), case.accept_by, case.promised_due or case.legal_due),
        is_closed=case.state == State.CLOSED,
    )


def address_of(case: Case) -> str:
    """The address of a filed case."""
    return f"/cases/{case.number}/"


def grouped(number: str) -> SafeString:
    """A case number that a narrow page breaks between its parts: item, district, day, serial. Copied, it is whole."""
    pieces = (number[:12], number[12:18], number[18:26], number[26:])
    return format_html_join(SafeString("<wbr>"), "{}", ((piece,) for piece in pieces if piece))


def crumbs(case: Case) -> list[Link]:
    """Where we are."""
    return [Link(_("我的办件"), "/cases/"), Link(case.item_name, "")]


def steps(case: Case) -> list[parts.Step]:
    """The line of steps; none for a case that ended before its decision."""
    place = PLACE.get(State(case.state))
    return [] if place is None else parts.steps(_road(), place)


def running(case: Case, strips: Strips, today: date, small: str = "") -> list[strip.Strip]:
    """The clocks that still run; after the decision, or the end, no days are left to count."""
    return [] if case.decided_at or case.ended_at else drawn(strips, today, small)


def drawn(strips: Strips, today: date, small: str = "") -> list[strip.Strip]:
    """The clocks as strips: acceptance before, promised and legal after it."""
    named = (
        (strips.acceptance, pgettext("a clock", "受理")),
        (strips.promised, pgettext("a clock", "承诺")),
        (strips.legal, pgettext("a clock", "法定")),
    )
    return [strip.draw(clock, name=name, today=today, small=small) for clock, name in named if clock]


def track(whole: Whole) -> list[parts.Stop]:
    """The parcel line, newest first: what is planned, what is now, what was."""
    shown = [event for event in whole.events if event.step not in HIDDEN]
    past = [_stop(whole.case, event) for event in reversed(shown)]
    return [*_planned(whole.case), *_now(whole.case), *past]


def moves(whole: Whole) -> list[str]:
    """Why a due date moved: pauses, extensions, amended calendars."""
    speech = dates.Speech(display.language(get_language()))
    return [_move(entry, speech) for entry in whole.entries if entry["kind"] != "start"]


def who(whole: Whole) -> list[parts.Fact]:
    """Who has the case, and whom to call."""
    case = whole.case
    organ = case.desk_organ or case.decide_organ
    rows = [parts.Fact(_("单位"), organ.name)]
    if case.handler:
        rows.append(parts.Fact(_("经办"), case.handler.name))
    phone = (case.handler.phone if case.handler else "") or organ.phone
    if phone:
        rows.append(parts.Fact(_("电话"), phone, address=f"tel:{phone.replace('-', '').replace(' ', '')}"))
    if case.agent_person:
        rows.append(parts.Fact(_("代办人"), case.agent_person.name))
    return [*rows, parts.Fact(_("编号"), grouped(case.number or ""))]


def result(case: Case) -> list[parts.Fact]:
    """What came of it, once issued."""
    if not case.result_number:
        return []
    rows = [parts.Fact(_("结果"), case.result_name or _("决定书")), parts.Fact(_("编号"), case.result_number)]
    if case.result_until:
        rows.append(parts.Fact(_("有效期至"), case.result_until.isoformat()))
    return rows


def documents(whole: Whole) -> list[parts.Paper]:
    """The official documents, newest last."""
    address = address_of(whole.case)
    return [parts.Paper(title(row["kind"]), f"{address}documents/{row['slug']}/", row["at"]) for row in whole.documents]


def files(whole: Whole, address: str) -> list[parts.Paper]:
    """What was handed in."""
    return [parts.Paper(row["name"], f"{address}files/{row['id']}/", row["added_at"]) for row in whole.attachments]


def looks(whole: Whole) -> list[Look]:
    """Who opened the file, when and why, newest first."""
    seen = [event for event in reversed(whole.events) if event.step == "open_file"]
    return [Look(each.staff, each.at, _(words.PURPOSES.get(each.facts.get("purpose", ""), ""))) for each in seen]


def can_withdraw(case: Case) -> bool:
    """Whether the applicant may still take it back."""
    return case.state in UNDECIDED


def _road() -> list[str]:
    """The stops of every case, by their names."""
    return [
        pgettext("a stop on the road", "收件"),
        pgettext("a stop on the road", "受理"),
        pgettext("a stop on the road", "审查"),
        pgettext("a stop on the road", "决定"),
        pgettext("a stop on the road", "送达"),
        pgettext("a stop on the road", "办结"),
    ]


def _due(state: State, accept_by: date | None, due: date | None) -> date | None:
    if state == State.FILED:
        return accept_by
    return due if state in COUNTING else None


def _stop(case: Case, event: Event) -> parts.Stop:
    address = f"{address_of(case)}documents/{event.document}/" if event.document else ""
    by = _("经办：%(name)s。") % {"name": event.staff} if event.staff else ""
    text = " ".join(part for part in (event.opinion, by) if part)
    kind = "held" if event.step == "pause" else "past"
    link = _("看%(document)s") % {"document": title(event.document_kind)} if event.document else ""
    return parts.Stop(_(words.STEPS.get(event.step, event.step)), kind, event.at, text, address, link)


def _now(case: Case) -> list[parts.Stop]:
    if case.ended_at:
        return []
    state, advice = words.STATES[State(case.state)]
    kind = "held" if case.state == State.PAUSED else "now"
    return [parts.Stop(_(state), kind, None, _(advice))]


def _planned(case: Case) -> list[parts.Stop]:
    place = PLACE.get(State(case.state))
    if place is None or case.ended_at:
        return []
    ahead = _road()[place + 1 : 5]
    return [parts.Stop(name, "next") for name in reversed(ahead)]


def _move(entry: dict[str, Any], speech: dates.Speech) -> str:
    day = speech.day(entry["day"])
    due = speech.day(entry["legal_due"]) if entry.get("legal_due") else ""
    match entry["kind"]:
        case "pause":
            name, basis = words.PROCEDURES.get(entry["procedure"], ("", ""))
            facts = {"day": day, "name": _(name), "basis": _(basis), "reason": entry["reason"]}
            return _("%(day)s 暂停计时：%(name)s（%(basis)s）。%(reason)s") % facts
        case "resume":
            return _("%(day)s 恢复计时，法定到期日变为 %(due)s。") % {"day": day, "due": due}
        case "extend":
            facts = {"day": day, "n": entry["n"], "due": due, "reason": entry["reason"]}
            return _("%(day)s 延长 %(n)s 个工作日，法定到期日变为 %(due)s。理由：%(reason)s") % facts
        case _:
            return _("%(day)s 放假安排调整，法定到期日变为 %(due)s。") % {"day": day, "due": due}


def title(kind: str) -> str:
    """What a kind of document is called."""
    return _(papers.TITLES[papers.Kind(kind)]) if kind else ""


@dataclass(frozen=True)
class Asked:
    """An open supplement request."""

    points: list[str]
    answer_by: date
    address: str


def supplement(whole: Whole) -> Asked | None:
    """What is to be supplied, while it is."""
    if whole.case.state != State.SUPPLEMENT or not whole.supplements:
        return None
    last = whole.supplements[-1]
    points = [point["text"] for point in last["points"]]
    return Asked(points, last["answer_by"], f"{draft.address_of(whole.case)}materials/")


@dataclass(frozen=True)
class Opened:
    """One opening of one of my files, for the page of all of them."""

    who: str
    organ: str
    at: datetime
    why: str
    item_name: str
    address: str


def look(one: queries.Look) -> Opened:
    """One row of 'who looked at my files'."""
    why = _(words.PURPOSES.get(one.purpose, ""))
    return Opened(one.staff, one.organ, one.at, why, one.item_name, f"/cases/{one.number}/")


def change(one: Change) -> str:
    """What is different under the new version of an item."""
    name = one.name.get("en") if get_language() == "en" else ""
    return f"{_(words.CHANGES[one.kind])}（{name or one.name['zh']}）"
