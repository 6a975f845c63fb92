"""The guide of one item: what it takes for this scenario, in this district, by this handling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from tongban.catalogue import conditions, facets, queries, scenarios
from tongban.catalogue.documents import Document, Handling, Link, Material, Need, Question, Source, Terms, Text
from tongban.catalogue.ports import Word
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import calendars
from tongban.portal import words
from tongban.portal.pages import promise
from tongban.ui import fields, parts

ANSWER = "q_"
FEW = 6  # more handlings than this: a select
SOURCES = {
    Source.GOVERNMENT: gettext_noop("政府部门"),
    Source.SELF: gettext_noop("你自己"),
    Source.THIRD: gettext_noop("第三方机构"),
}


@dataclass(frozen=True)
class Asked:
    """What the address says: district, handling, answers."""

    district: str
    handling: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Scenario:
    """The questions with what was answered, and the materials they select."""

    asks: list[fields.Field]
    left: int
    groups: list[parts.MaterialGroup]
    count: int
    is_settled: bool


@dataclass(frozen=True)
class Where:
    """Which body decides, and the districts to choose from (none: the city's body does it for all)."""

    organ: Organ
    name: Word
    address: str
    phone: str
    hours: str
    window: str
    district: str
    districts: Sequence[tuple[str, Word]]
    place: str  # what such a district is called here
    whole: str  # and all of them together


@dataclass(frozen=True)
class Page:
    """Everything the guide prints."""

    document: Document
    handling: Handling
    handlings: Sequence[Handling]
    is_long: bool
    is_online: bool
    scenario: Scenario
    where: Where
    numbers: list[parts.Figure]
    crumbs: list[dict[str, object]]
    term: str
    dates: promise.Promise
    limits: list[parts.Fact]
    road: list[parts.Road]
    start: str
    hidden: list[tuple[str, str]]
    is_decision: bool


def read(given: Mapping[str, str], chosen_before: str = "") -> Asked:
    """District, handling and answers of an address; without a district, the one *chosen before* on this device."""
    answers = {name.removeprefix(ANSWER): text[:40] for name, text in given.items() if name.startswith(ANSWER) and text}
    return Asked((given.get("at") or chosen_before)[:12], given.get("do", "")[:2], answers)


def page(code: str, asked: Asked, actor: Actor, at: datetime) -> Page | None:
    """The guide as this person sees it at this moment; None: no such item."""
    places = words.region().districts()
    district = next((each for each in (asked.district, actor.district) if each in places), next(iter(places), ""))
    found = queries.guide(code, district)
    if found is None:
        return None
    document = found.document
    handling = scenarios.handling_of(document, asked.handling) or document.handlings[0]
    facts = {"kind": "organisation" if actor.organisation_id else "person"}
    answers = _fitting(document, asked.answers)
    scenario = _scenario(document, handling, answers, facts)
    limit = handling.terms or document.terms
    return Page(
        document=document,
        handling=handling,
        handlings=document.handlings if len(document.handlings) > 1 else (),
        is_long=len(document.handlings) > FEW,
        is_online=facets.is_online(document),
        scenario=scenario,
        where=_where(found, district, document),
        numbers=parts.numbers(
            materials=scenario.count,
            visits=document.visits.count,
            days=words.limit(limit),
            fee=words.fee(document),
        ),
        crumbs=_crumbs(document),
        term=words.sentence(limit.promised or limit.legal),
        dates=promise.of(limit, calendars.current(), at=at),
        limits=_limits(limit),
        road=[_road(link) for link in document.process],
        start="" if document.link_out else _start(code),
        hidden=[("at", district), ("do", handling.code), *((f"{ANSWER}{id_}", v) for id_, v in answers.items())],
        is_decision=document.type in words.DECISIONS,
    )


def _fitting(document: Document, given: Mapping[str, str]) -> dict[str, str]:
    """The answers that are options of questions this scenario asks, in order: a later one may hang on an earlier."""
    kept: dict[str, str] = {}
    for question in document.questions:
        value = given.get(question.id, "")
        if value in {option.value for option in question.options} and question in scenarios.questions(document, kept):
            kept[question.id] = value
    return kept


def _scenario(document: Document, handling: Handling, answers: Mapping[str, str], facts: Mapping[str, str]) -> Scenario:
    asked = scenarios.possible(document, handling.code, answers, facts)
    settled = _is_settled(document, handling, answers, facts)
    by_hand, online = scenarios.to_hand_in(asked), [each for each in asked if each.filled_online]
    groups = [
        parts.MaterialGroup(_heading(len(by_hand), settled=settled), [_row(each) for each in by_hand]),
        parts.MaterialGroup(
            _("在线填，不用找纸：%(count)s 份") % {"count": len(online)}, [_row(each) for each in online]
        ),
    ]
    return Scenario(
        asks=[_ask(question, answers) for question in scenarios.questions(document, answers, facts)],
        left=len(scenarios.open_questions(document, answers, facts)),
        groups=[group for group in groups if group.rows],
        count=len(by_hand),
        is_settled=settled,
    )


def _heading(count: int, *, settled: bool) -> str:
    said = _("你要交 %(count)s 份") if settled else _("最多交 %(count)s 份，回答问题后会变少")
    return said % {"count": count}


def _is_settled(document: Document, handling: Handling, answers: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    """Whether no answer still to come can change the materials."""
    try:
        scenarios.materials(document, handling.code, answers, {}, facts)
    except conditions.Missing:
        return False
    return True


def _ask(question: Question, answers: Mapping[str, str]) -> fields.Field:
    return fields.of(
        {
            "name": f"{ANSWER}{question.id}",
            "label": question.text,
            "hint": question.hint or "",
            "widget": "radio",
            "options": [{"value": option.value, "label": option.label} for option in question.options],
        },
        value=answers.get(question.id, ""),
    )


def _row(material: Material) -> parts.Material:
    """One line of the table. A waiver that does not work yet is not claimed: it is said to come."""
    tag, why = _how(material)
    return parts.Material(
        name=material.name,  # type: ignore[arg-type]  # the template prints a text in the reader's language
        small=material.hint or "",  # type: ignore[arg-type]  # as above
        source=material.issuer or _(SOURCES[material.source]),  # type: ignore[arg-type]  # as above
        tag=tag,
        kind="ink" if material.need is Need.MUST else "",
        why=why,
    )


def _how(material: Material) -> tuple[str, str]:
    if material.filled_online:
        return _("在线填"), _("填完表就有了，你核对后提交")
    if material.need is Need.MAY:
        return _("可不交"), _("有就传，没有不影响")
    if material.need is Need.LATER:
        return _("可后补"), _("先交其他的，这份以后补")
    if material.source is Source.GOVERNMENT:
        return _("上传"), _("政府核发，以后可免交")
    return _("上传"), _("以后可以签承诺代替") if material.promise else ""


def _where(found: queries.Guide, district: str, document: Document) -> Where:
    organ, overlay = found.implementation.organ, found.implementation.overlay
    is_city_only = document.link_out or set(document.levels) <= {"city"}
    return Where(
        organ=organ,
        name=Word(organ.name, organ.name_en),
        address=overlay.get("address") or organ.address,
        phone=overlay.get("phone") or organ.phone,
        hours=overlay.get("hours") or organ.hours,
        window=overlay.get("window", ""),
        district=district,
        districts=() if is_city_only else tuple(words.region().districts().items()),
        place=words.level("district"),
        whole=words.level("city"),
    )


def _crumbs(document: Document) -> list[dict[str, object]]:
    key = next(iter([*document.themes_person, *document.themes_company]), "")
    theme = words.themes().get(key)
    middle: list[dict[str, object]] = [{"label": _said(theme), "address": f"/search/?theme={key}"}] if theme else []
    return [{"label": _("办事"), "address": "/"}, *middle, {"label": _said(document.name), "address": ""}]


def _said(text: Text | Word) -> str:
    return text.en or text.zh if get_language() == "en" else text.zh


def _limits(limit: Terms) -> list[parts.Fact]:
    rows = [
        (_("法定时限"), words.sentence(limit.legal) or _("没有，或待核")),
        (_("承诺时限"), words.sentence(limit.promised) or _("没有，或待核")),
        (_("可以延长"), words.sentence(limit.extension)),
        (_("决定后送达"), words.sentence(limit.deliver)),
    ]
    return [parts.Fact(label, value) for label, value in rows if value]


def _road(link: Link) -> parts.Road:
    days = "" if link.days is None else words.term(link.days, "workday")
    when = _("当天") if link.days == 0 else days
    return parts.Road(_said(link.name), _said(link.note) if link.note else "", when)


def _start(code: str) -> str:
    try:
        return reverse("cases:start", args=[code])
    except NoReverseMatch:
        return ""
