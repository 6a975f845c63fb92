"""An organisation's own drafts and cases for its system: fill in, file, follow, fetch documents, withdraw."""

from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile

from tongban.cases import actions, queries, versions
from tongban.cases.api import answers, shapes
from tongban.cases.queries import Case
from tongban.cases.states import State
from tongban.cases.views.answers import serve, serve_pdf
from tongban.systems import problems
from tongban.systems.doors import Key, Request, once
from tongban.systems.problems import Fault, Problem
from tongban.systems.rules import Scope

READ: Final = Key(Scope.READ)
FILE: Final = Key(Scope.FILE)
MOST = 50
router = Router(tags=["cases"], auth=FILE)


@router.post("/drafts", response=shapes.DraftOut, summary="Begin a draft")
def start(request: Request, wish: shapes.StartIn) -> Any:
    """An open draft of the same item, handling and district is taken up again instead."""

    def act() -> shapes.DraftOut:
        now = timezone.now()
        case = actions.start(
            wish.item, wish.handling, district=wish.district, answers=wish.answers, actor=request.actor, at=now
        )
        return answers.draft(_draft(request, case.key), at=now)

    return once(cast("HttpRequest", request), act)


@router.get("/drafts/{uuid:key}", response=shapes.DraftOut, summary="A draft and what is missing")
def look(request: Request, key: UUID) -> Any:
    case = queries.by_key(request.actor, key)
    if case is None:
        raise Http404
    return answers.draft(case, at=timezone.now())


@router.patch("/drafts/{uuid:key}", response=shapes.DraftOut, summary="Answer and fill in")
def fill(request: Request, key: UUID, given: shapes.FillIn) -> Any:
    """Kept right or wrong; `missing` says what is wrong. Names that are no field are refused."""
    case = _draft(request, key)
    now = timezone.now()
    if given.revision is not None and given.revision != case.revision:
        raise actions.Overtaken
    _know(case, given)

    def act() -> shapes.DraftOut:
        if given.answers:
            actions.save_answers(case, given.answers, actor=request.actor, at=now)
        if given.form:
            actions.save_form(case, given.form, actor=request.actor, at=now)
        return answers.draft(_draft(request, key), at=now)

    return once(cast("HttpRequest", request), act)


@router.post("/drafts/{uuid:key}/materials/{slug:material}", response=shapes.DraftOut, summary="Hand in a paper")
def attach(request: Request, key: UUID, material: str, file: File[UploadedFile]) -> Any:
    """One file: PDF, JPEG or PNG. It is cleaned, and kept sealed."""
    case = _draft(request, key)
    now = timezone.now()

    def act() -> shapes.DraftOut:
        actions.attach(case, material, file.name or "", cast("BinaryIO", file), actor=request.actor, at=now)
        return answers.draft(_draft(request, key), at=now)

    return once(cast("HttpRequest", request), act)


@router.delete("/drafts/{uuid:key}/files/{int:file}", response=shapes.DraftOut, summary="Drop a paper")
def detach(request: Request, key: UUID, file: int) -> Any:
    _draft(request, key)
    attachment = queries.attachment(request.actor, key, file)
    if attachment is None:
        raise Http404
    now = timezone.now()
    actions.detach(attachment, actor=request.actor, at=now)
    return answers.draft(_draft(request, key), at=now)


@router.post("/drafts/{uuid:key}/file", response=shapes.FiledOut, summary="File it")
def file(request: Request, key: UUID) -> Any:
    """Also the answer to a supplement request. Repeated, it answers with the same receipt."""
    case = queries.by_key(request.actor, key)
    if case is None:
        raise Http404
    hand_in = actions.answer if case.state == State.SUPPLEMENT else actions.file
    now = timezone.now()
    try:
        return once(
            cast("HttpRequest", request),
            lambda: answers.filed(case, hand_in(case, actor=request.actor, at=now)),
        )
    except versions.Replaced:
        actions.move_to_version(case, actor=request.actor, at=now)
        raise Problem(409, "newer_version", problems.NEWER) from None


@router.delete("/drafts/{uuid:key}", response={204: None}, summary="Clear a draft")
def discard(request: Request, key: UUID) -> Any:
    actions.discard(_draft(request, key), actor=request.actor, at=timezone.now())
    return Status(204, None)


@router.get("/cases", response=shapes.ListOut, auth=READ, summary="My cases and drafts")
def mine(request: Request, after: shapes.Id | None = None) -> Any:
    """Newest first, 50 a page."""
    found = queries.my_cases(request.actor, after=after, most=MOST)
    more = found[MOST - 1].pk if len(found) > MOST else None
    return shapes.ListOut(rows=[answers.row(case) for case in found[:MOST]], next=more)


@router.get("/cases/{slug:number}", response=shapes.CaseOut, auth=READ, summary="Where a case stands")
def status(request: Request, number: shapes.Number) -> Any:
    whole = queries.whole(request.actor, number)
    if whole is None or whole.case.number is None:
        raise Http404
    return answers.status(whole)


@router.get("/cases/{slug:number}/documents/{slug:slug}", auth=READ, summary="An official document, as PDF")
def document(request: Request, number: shapes.Number, slug: shapes.Slug) -> HttpResponseBase:
    return serve_pdf(queries.document(request.actor, number, slug))


@router.get("/cases/{slug:number}/files/{int:file}", auth=READ, summary="A paper that was handed in")
def attachment(request: Request, number: shapes.Number, file: int) -> HttpResponseBase:
    return serve(queries.attachment(request.actor, number, file))


@router.post("/cases/{slug:number}/withdraw", response=shapes.StepOut, summary="Take it back")
def withdraw(request: Request, number: shapes.Number, given: shapes.WithdrawIn) -> Any:
    """As long as nothing is decided. Withdrawn already: nothing more happens."""
    case = queries.by_number(request.actor, number)
    if case is None:
        raise Http404
    if case.state == State.WITHDRAWN:
        return answers.after(case)

    def act() -> shapes.StepOut:
        paper = actions.withdraw(case, given.reason, actor=request.actor, at=timezone.now())
        return answers.after(case, paper)

    return once(cast("HttpRequest", request), act)


def _draft(request: Request, key: UUID) -> Case:
    """What may still be filled in. What was handed in meanwhile is no draft: Overtaken."""
    case = queries.editable_by(request.actor).filter(key=key).first()
    if case is not None:
        return case
    if queries.by_key(request.actor, key) is None:
        raise Http404
    raise actions.Overtaken


def _know(case: Case, given: shapes.FillIn) -> None:
    """Raise Problem for names that the item has no place for."""
    document = queries.item_document(case)
    known = {f"answers.{question.id}" for question in document.questions}
    known |= {f"form.{name}" for name in document.form.get("properties", {})}
    named = [f"answers.{name}" for name in given.answers] + [f"form.{name}" for name in given.form]
    if odd := [Fault(name, "") for name in named if name not in known]:
        raise Problem(422, "unknown_names", problems.BAD_VALUES, odd)
