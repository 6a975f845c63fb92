"""What the pages of a draft print: the steps, the summary at the side, fields, materials, the review before filing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from tongban.cases import queries, rules, sealing
from tongban.cases.models import Attachment, Case, Supplement
from tongban.cases.states import State
from tongban.catalogue import forms, scenarios
from tongban.catalogue.documents import Document, Material, Need, Question
from tongban.ui import dates, fields, parts
from tongban.ui.frame import Link
from tongban.ui.templatetags.tongban import plain, term, yuan

SOURCES = {
    "person.name": gettext_noop("实名信息"),
    "person.number": gettext_noop("实名信息"),
    "person.phone": gettext_noop("账号"),
    "organisation.name": gettext_noop("单位登记信息"),
    "organisation.uscc": gettext_noop("单位登记信息"),
    "organisation.address": gettext_noop("单位登记信息"),
    "organisation.representative": gettext_noop("单位登记信息"),
}


@dataclass(frozen=True)
class Draft:
    """The side of every page of a draft."""

    address: str
    item_name: str
    organ_name: str
    applicant_name: str
    numbers: list[parts.Figure]
    saved_at: datetime
    lapses_on: date | None
    revision: int
    is_supplement: bool
    fees: str
    asks: list[str]
    answer_by: date | None


@dataclass(frozen=True)
class Section:
    """Fields under one heading."""

    title: dict[str, str]
    fields: list[fields.Field]


@dataclass(frozen=True)
class Paper:
    """One material of the draft, with its files and the place to add one."""

    id: str
    name: object
    issuer: object
    hint: object
    state: str
    is_there: bool
    is_must: bool
    files: list[parts.FileRow]
    upload: parts.Upload | None


@dataclass(frozen=True)
class Review:
    """One block of the page before filing, with the way to change it."""

    title: str | dict[str, str]
    address: str
    rows: list[parts.Fact]


def of(case: Case, supplement: Supplement | None = None) -> Draft:
    """The side of the page."""
    document = queries.item_document(case)
    return Draft(
        address=address_of(case),
        item_name=plain(document.name),
        organ_name=case.decide_organ.name,
        applicant_name=applicant_name(case),
        numbers=_numbers(document, case),
        saved_at=case.saved_at,
        lapses_on=case.lapses_on,
        revision=case.revision,
        is_supplement=case.state == State.SUPPLEMENT,
        fees="；".join(_fee(fee.name.zh, fee.cents, fee.standard.zh) for fee in document.fees),
        asks=[point["text"] for point in supplement.points] if supplement else [],
        answer_by=supplement.answer_by if supplement else None,
    )


def address_of(case: Case) -> str:
    """The address of a draft; its pages lie below."""
    return f"/apply/{case.key}/"


def applicant_name(case: Case) -> str:
    """Who applies."""
    if case.applicant_organisation:
        return case.applicant_organisation.name
    return case.applicant_person.name if case.applicant_person else ""


def names_of_steps(document: Document) -> list[tuple[str, str]]:
    """The pages of this item's draft, in order: (part of the address, name)."""
    found = [("questions", _("情形"))] if document.questions else []
    found += [("form", _("核对和填写"))] if document.form else []
    return [*found, ("materials", _("材料")), ("confirm", _("核对，提交"))]


def steps(document: Document, current: str) -> list[parts.Step]:
    """The line of steps, with *current* marked."""
    names = names_of_steps(document)
    place = [key for key, _name in names].index(current)
    return parts.steps([name for _key, name in names], place)


def neighbour(case: Case, current: str, by: int) -> str:
    """The address of the step before (-1) or after (1); before the first it is the guide."""
    keys = [key for key, _name in names_of_steps(queries.item_document(case))]
    place = keys.index(current) + by
    return f"{address_of(case)}{keys[place]}/" if 0 <= place < len(keys) else f"/items/{case.item_code}/"


def crumbs(case: Case) -> list[Link]:
    """Where we are."""
    name = plain(queries.item_document(case).name)
    return [Link(_("办事"), "/"), Link(name, f"/items/{case.item_code}/"), Link(_("申请"), "")]


def questions(case: Case, unanswered: frozenset[str] = frozenset()) -> list[fields.Field]:
    """The questions that the answers so far call for."""
    asked = scenarios.questions(queries.item_document(case), case.answers, queries.facts_of(case))
    return [_question(each, case.answers.get(each.id), each.id in unanswered) for each in asked]


def sections(case: Case, values: Mapping[str, object], wrong: Mapping[str, object]) -> list[Section]:
    """The form of this scenario, with what was typed, where it came from, and what is wrong with it."""
    schema = queries.item_document(case).form
    return [
        Section(section.title, [_field(case, each, wrong.get(each.name, "")) for each in section.fields])
        for section in forms.sections(schema, case.answers, values)
    ]


def papers(case: Case, files: list[Attachment], fault: tuple[str, str] = ("", "")) -> list[Paper]:
    """The materials to hand in. *fault*: (material, sentence) of an upload that was refused."""
    by_material: dict[str, list[Attachment]] = {}
    for file in files:
        by_material.setdefault(file.material, []).append(file)
    asked = scenarios.to_hand_in(queries.asked(case))
    return [_paper(case, each, by_material.get(each.id, []), fault) for each in asked]


def review(case: Case) -> list[Review]:
    """Everything that was answered and filled in, as the officer will see it."""
    address, document = address_of(case), queries.item_document(case)
    blocks = []
    asked = scenarios.questions(document, case.answers, queries.facts_of(case))
    if asked:
        rows = [parts.Fact(plain(each.text), _answer(each, case.answers)) for each in asked]
        blocks.append(Review(_("情形"), f"{address}questions/", rows))
    for title, rows in filled_in(case):
        blocks.append(Review(title, f"{address}form/", rows))
    return blocks


def filled_in(case: Case) -> list[tuple[dict[str, str], list[parts.Fact]]]:
    """The form as facts, by section, with the source of each value that was not typed."""
    schema, values = queries.item_document(case).form, sealing.form_of(case)
    return [
        (
            section.title,
            [parts.Fact(plain(each.label), said(each), _source(case, each.name)) for each in section.fields],
        )
        for section in forms.sections(schema, case.answers, values)
    ]


def answered(case: Case) -> list[parts.Fact]:
    """The answers to the everyday questions as facts."""
    asked = scenarios.questions(queries.item_document(case), case.answers, queries.facts_of(case))
    return [parts.Fact(plain(each.text), _answer(each, case.answers)) for each in asked]


def handed_in(case: Case, files: list[Attachment]) -> list[parts.Fact]:
    """The materials and how many files each has."""
    counts = queries.file_counts(case) if not files else {}
    for file in files:
        counts[file.material] = counts.get(file.material, 0) + 1
    return [parts.Fact(plain(each.name), _state(each, counts.get(each.id, 0))) for each in queries.asked(case)]


def faults(case: Case, gaps: rules.Gaps) -> list[parts.Fault]:
    """Everything that keeps the case from being filed, each leading to where it is mended."""
    document, address = queries.item_document(case), address_of(case)
    questions_by_id = {each.id: each for each in document.questions}
    titles = {each.name: each.label for each in forms.fields(document.form, case.answers, sealing.form_of(case))}
    materials = {each.id: each.name for each in document.materials}
    return [
        *(
            parts.Fault(f"{address}questions/", plain(questions_by_id[each].text), _("还没有回答。"))
            for each in gaps.questions
        ),
        *(parts.Fault(f"{address}form/#f-{n}", plain(titles.get(n, n)), str(s)) for n, s in gaps.fields.items()),
        *(
            parts.Fault(f"{address}materials/#m-{each}", plain(materials[each]), _("还没有上传。"))
            for each in gaps.materials
        ),
    ]


def said(field: forms.Field) -> str:
    """A field's value in words."""
    labels = {option.value: plain(option.label) for option in field.options}
    if isinstance(field.value, list):
        return _("、").join(labels.get(str(each), str(each)) for each in field.value) or "—"
    text = labels.get(str(field.value), str(field.value))
    return f"{text} {plain(field.unit)}".strip() if text else "—"


def _numbers(document: Document, case: Case) -> list[parts.Figure]:
    terms = rules.terms_of(document, case.handling)
    promised = rules.term(terms, "promised")
    days = _("未定") if promised is None else term(promised) if promised.n else _("即办")
    fee = yuan(document.fees[0].cents) if document.fees and document.fees[0].cents is not None else _("按标准")
    return parts.numbers(
        materials=len(scenarios.to_hand_in(queries.asked(case))),
        visits=document.visits.count,
        days=days,
        fee=fee if document.fees else _("0 元"),
    )


def _fee(name: str, cents: int | None, standard: str) -> str:
    return f"{name} {yuan(cents) if cents is not None else standard}"


def _question(question: Question, answer: str | None, is_open: bool) -> fields.Field:  # noqa: FBT001 - a fact of the row
    options = tuple(fields.Option(each.value, each.label, each.value == answer) for each in question.options)
    return fields.Field(
        name=f"q_{question.id}",
        label=question.text,
        hint=question.hint or "",
        widget="radio" if len(options) <= fields.PICKS_MOST else "select",
        value=answer or "",
        options=options,
        error=_("这个问题还没有回答。请选一个。") if is_open else "",
    )


def _answer(question: Question, answers: Mapping[str, str]) -> str:
    return next((plain(each.label) for each in question.options if each.value == answers.get(question.id)), "—")


def _field(case: Case, field: forms.Field, wrong: object) -> fields.Field:
    source = _source(case, field.name)
    made = fields.of(field, error=str(wrong) if wrong else "", source=_origin(case, field.name) if source else None)
    return replace(made, source=made.source)


def _source(case: Case, name: str) -> str:
    came_from = case.provenance.get(name, {}).get("from", "")
    return _(SOURCES[came_from]) if came_from in SOURCES else ""


def _origin(case: Case, name: str) -> parts.Source:
    at = case.provenance.get(name, {}).get("at")
    return parts.Source(_source(case, name), datetime.fromisoformat(at) if at else None)


def _paper(case: Case, material: Material, files: list[Attachment], fault: tuple[str, str]) -> Paper:
    address = address_of(case)
    is_there = bool(files)
    room = len(files) < material.most
    return Paper(
        id=material.id,
        name=material.name,
        issuer=material.issuer or "",
        hint=material.hint or "",
        state=_state(material, len(files)),
        is_there=is_there,
        is_must=material.need is Need.MUST,
        files=[_file(address, each, can_remove=_can_remove(case, each)) for each in files],
        upload=parts.Upload(
            name=material.id,
            action=f"{address}files/{material.id}/",
            label=_("再加一个文件") if is_there else _("选文件或拍照"),
            accept=",".join(f".{each}" for each in material.formats),
            limit=_("%(formats)s，每个不超过 10 MB，最多 %(most)s 个。")
            % {"formats": _("、").join(each.upper() for each in material.formats), "most": material.most},
            error=fault[1] if fault[0] == material.id else "",
        )
        if room
        else None,
    )


def _can_remove(case: Case, file: Attachment) -> bool:
    return case.state == State.DRAFT or file.supplement_id is not None


def _file(address: str, file: Attachment, *, can_remove: bool) -> parts.FileRow:
    return parts.FileRow(
        name=file.name,
        kind=file.kind.upper(),
        note=f"{dates.size(file.size)} · {pgettext('a file', '已保存')}",
        address=f"{address}files/{file.pk}/open/",
        remove=f"{address}files/{file.pk}/remove/" if can_remove else "",
    )


def _state(material: Material, files: int) -> str:
    if material.filled_online and not files:
        return _("在线填写")
    if files:
        return ngettext("已交 %(count)s 个文件", "已交 %(count)s 个文件", files) % {"count": files}
    return {Need.MUST: _("要交"), Need.MAY: _("可以不交"), Need.LATER: _("可以以后补")}[material.need]
