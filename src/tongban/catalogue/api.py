"""The catalogue for programs: search, an item, its guide for one situation, who carries it out. Open to everybody."""

from typing import Annotated, Any

import msgspec
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from tongban.catalogue import queries, scenarios, search
from tongban.catalogue.conditions import Missing
from tongban.catalogue.documents import Document, Material, Question, Text

router = Router(tags=["catalogue"])
Code = Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[0-9A-Za-z]+$")]
Short = Annotated[str, Field(max_length=40)]
ANSWER = "q_"


class Words(Schema):
    """Words in Chinese, and in English where somebody wrote them."""

    zh: str
    en: str = ""


class HandlingHit(Schema):
    """One way of dealing with an item: new, change, renewal, cancellation …"""

    code: str
    name: str
    name_en: str


class HitOut(Schema):
    """An item found. `legal` and `promised` are a number and a unit: `20 workday`."""

    code: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    department: str
    materials: int = Field(description="papers to hand in at most")
    visits: int
    legal: str
    promised: str
    is_online: bool
    fee: str = Field(description="none, some or unknown")
    link_out: bool = Field(description="done on the site of a national body, not applied for here")
    handlings: list[HandlingHit]


class FoundOut(Schema):
    """A page of what was found. `next` continues it as `after`; empty at the end."""

    hits: list[HitOut]
    total: int
    corrected: str
    next: str


class Asked(Schema):
    """What is looked for. Facets are keys."""

    text: Annotated[str, Field(max_length=60)] = ""
    theme: Short = ""
    department: Short = ""
    district: Short = ""
    subject: Short = ""
    kind: Short = ""
    no_visit: bool = False
    no_material: bool = False
    after: Annotated[str, Field(max_length=40, pattern=r"^l?(-?[0-9]{1,9}\.[0-9]{1,18})?$")] = ""


class LengthOut(Schema):
    """A term: a number and a unit (workday, day, month, hour, year). 0: on the spot."""

    n: int
    unit: str = "workday"


class TermsOut(Schema):
    """Limits. null: none is set, or it is not known."""

    legal: LengthOut | None = None
    promised: LengthOut | None = None
    deliver: LengthOut | None = None


class HandlingOut(Schema):
    code: str
    kind: str
    name: Words


class BasisOut(Schema):
    title: str
    article: str = Field("", description="empty while it was not checked")


class FeeOut(Schema):
    name: Words
    cents: int | None
    standard: Words


class ItemOut(Schema):
    """An item as it is in force."""

    code: str
    version: int
    name: Words
    type: str
    department: str
    levels: list[str]
    subjects: list[str]
    summary: Words
    who: Words
    handlings: list[HandlingOut]
    terms: TermsOut
    fees: list[FeeOut] = Field(default_factory=list)
    basis: list[BasisOut] | None = Field(None, description="null: unverified")
    citywide: bool = False
    on_the_spot: bool = False
    link_out: str = ""


class OptionOut(Schema):
    value: str
    label: Words


class QuestionOut(Schema):
    """An everyday question; its answer is sent as `q_<id>`, or in `answers` of a draft."""

    id: str
    text: Words
    options: list[OptionOut]


class MaterialOut(Schema):
    """A paper that is asked for: must, may or later."""

    id: str
    name: Words
    need: str = "must"
    source: str
    filled_online: bool = Field(False, description="the form itself is this paper")
    formats: list[str]
    most: int


class PlaceOut(Schema):
    """The body that carries the item out, and where."""

    organ: str
    organ_name: str
    district: str = Field(description="empty: for the whole city")
    task_code: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    window: str = ""


class GuideOut(Schema):
    """The guide for one district, handling and set of answers. `is_final`: nothing is left to ask."""

    code: str
    version: int
    handling: str
    questions: list[QuestionOut]
    is_final: bool
    materials: list[MaterialOut] = Field(description="at most these while is_final is false")
    form: dict[str, Any] = Field(description="JSON Schema of the form")
    terms: TermsOut
    place: PlaceOut


@router.get("/items", response=FoundOut, summary="Search items")
def find(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - the framework passes it
    """Everyday words, initials and typing errors lead to items; empty text lists all."""
    return msgspec.to_builtins(search.search(search.Query(**asked.model_dump())))  # type: ignore[no-any-return]  # a mapping


@router.get("/items/{code}", response=ItemOut, summary="One item")
def item(request: HttpRequest, code: Code) -> dict[str, Any]:  # noqa: ARG001 - the framework passes it
    row = queries.item(code)
    if row is None or row.current_id is None:
        raise Http404
    found = queries.version(row.current_id)
    return _plain(found.document) | {"version": found.number}


@router.get("/items/{code}/implementations", response=list[PlaceOut], summary="Who carries it out")
def implementations(request: HttpRequest, code: Code) -> list[dict[str, Any]]:  # noqa: ARG001 - the framework passes it
    found = [_place(row) for row in queries.implementations(code)]
    if not found:
        raise Http404
    return found


@router.get("/items/{code}/guide", response=GuideOut, summary="The guide for one situation")
def guide(
    request: HttpRequest, code: Code, district: Short = "", handling: Short = "01", subject: Short = "person"
) -> dict[str, Any]:
    """Questions, papers, form, terms and place. Answers are further parameters: `q_<question>=<value>`."""
    found = queries.guide(code, district)
    chosen = scenarios.handling_of(found.document, handling) if found else None
    if found is None or chosen is None:
        raise Http404
    document = found.document
    given = {name[len(ANSWER) :]: str(text) for name, text in request.GET.items() if name.startswith(ANSWER)}
    answers = _fitting(document, given)
    facts = {"kind": "organisation" if subject == "organisation" else "person"}
    left = scenarios.open_questions(document, answers, facts)
    return {
        "code": document.code,
        "version": queries.version(found.implementation.version_id).number,
        "handling": handling,
        "questions": [_plain(each) for each in left],
        "is_final": not left,
        "materials": [_plain(each) for each in _materials(document, handling, answers, facts)],
        "form": document.form,
        "terms": _plain(chosen.terms or document.terms),
        "place": _place(found.implementation),
    }


def _materials(document: Document, handling: str, answers: dict[str, str], facts: dict[str, str]) -> list[Material]:
    try:
        return scenarios.materials(document, handling, answers, {}, facts)
    except Missing:
        return scenarios.possible(document, handling, answers, facts)


def _fitting(document: Document, answers: dict[str, str]) -> dict[str, str]:
    """The answers that are answers to questions of the item."""
    values = {question.id: {option.value for option in question.options} for question in document.questions}
    return {name: text for name, text in answers.items() if text in values.get(name, ())}


def _place(row: Any) -> dict[str, Any]:  # Any: a row of queries.implementations, with its organ
    overlay = {name: row.overlay.get(name, "") for name in ("address", "hours", "phone", "window")}
    organ = row.organ
    found = {"organ": organ.code, "organ_name": organ.name, "district": row.district, "task_code": row.task_code}
    return found | {name: text or getattr(organ, name, "") for name, text in overlay.items()}


def _plain(thing: Document | Question | Material | Text | object) -> dict[str, Any]:
    return dict(msgspec.to_builtins(thing)) | _lost(thing)


def _lost(thing: object) -> dict[str, Any]:
    """Defaults that the stored form leaves out and the answer states."""
    return {"formats": list(thing.formats), "most": thing.most} if isinstance(thing, Material) else {}
