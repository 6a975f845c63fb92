"""The desk of an organ for its own system: the list, an opened file, and the steps from acceptance to the end."""

from collections.abc import Callable
from typing import Annotated, Any, Final, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Field, Router

from tongban.cases import actions, desk, queries, wholes
from tongban.cases.api import answers, shapes
from tongban.cases.queries import Case
from tongban.cases.views.answers import serve, serve_pdf
from tongban.systems import problems
from tongban.systems.doors import Key, Request, once
from tongban.systems.problems import Problem
from tongban.systems.rules import Scope

WORK: Final = Key(Scope.WORK)
Place = Annotated[str, Field(max_length=40)]
Purpose = Annotated[str, Field(pattern="^[a-z_]{0,20}$")]
router = Router(tags=["work"], auth=WORK)


@router.get("/cases", response=shapes.JobsOut, summary="The desk's list")
def jobs(request: Request, view: desk.View = desk.View.TODO, after: Place = "") -> Any:
    """Nearest deadline first, names masked."""
    page = desk.page(request.actor, view, at=timezone.now(), after=after)
    return {"jobs": [shapes.JobOut.model_validate(job) for job in page.jobs], "next": page.after}


@router.get("/cases/{slug:number}", response=shapes.WorkOut, summary="Open a file")
def open_file(request: Request, number: shapes.Number, purpose: Purpose = "") -> Any:
    """With a `purpose` (accept, examine, decide, deliver, enquiry, supervise): the opening is recorded before anything
    is answered, and the applicant sees it. It lasts a working day; within it no purpose is needed.
    """
    case, is_opened = _case(request, number)
    if purpose:
        actions.open_file(case, purpose, actor=request.actor, at=timezone.now())
    elif not is_opened:
        raise Problem(409, "not_opened", problems.NOT_OPENED)
    return answers.work(wholes.of_officer(case), request.actor)


@router.get("/cases/{slug:number}/documents/{slug:slug}", summary="An official document, as PDF")
def document(request: Request, number: shapes.Number, slug: shapes.Slug) -> HttpResponseBase:
    _opened(request, number)
    return serve_pdf(queries.document(request.actor, number, slug))


@router.get("/cases/{slug:number}/files/{int:file}", summary="A paper that was handed in")
def attachment(request: Request, number: shapes.Number, file: int) -> HttpResponseBase:
    _opened(request, number)
    return serve(queries.attachment(request.actor, number, file))


@router.post("/cases/{slug:number}/accept", response=shapes.StepOut, summary="Accept")
def accept(request: Request, number: shapes.Number) -> Any:
    return _take(request, number, actions.accept)


@router.post("/cases/{slug:number}/refuse", response=shapes.StepOut, summary="Refuse to accept")
def refuse(request: Request, number: shapes.Number, given: shapes.RefuseIn) -> Any:
    typed = (given.ground, given.reason, given.right_body)
    return _take(request, number, lambda case, **who: actions.refuse(case, *typed, **who))


@router.post("/cases/{slug:number}/supplement", response=shapes.StepOut, summary="Ask for everything that is missing")
def ask_supplement(request: Request, number: shapes.Number, given: shapes.SupplementIn) -> Any:
    points = [point.model_dump() for point in given.points]
    return _take(
        request, number,
        lambda case, **who: actions.ask_supplement(case, points, answer_by=given.answer_by, **who),
    )  # fmt: skip


@router.post("/cases/{slug:number}/examine", response=shapes.StepOut, summary="Report the examination")
def examine(request: Request, number: shapes.Number, given: shapes.OpinionIn) -> Any:
    return _take(request, number, lambda case, **who: actions.examine(case, given.opinion, **who))


@router.post("/cases/{slug:number}/decide", response=shapes.StepOut, summary="Decide")
def decide(request: Request, number: shapes.Number, given: shapes.DecideIn) -> Any:
    is_granted = given.outcome == "granted"
    return _take(
        request, number,
        lambda case, **who: actions.decide(case, granted=is_granted, opinion=given.opinion, **who),
    )  # fmt: skip


@router.post("/cases/{slug:number}/issue", response=shapes.StepOut, summary="Report the result")
def issue(request: Request, number: shapes.Number, given: shapes.IssueIn) -> Any:
    return _take(
        request, number,
        lambda case, **who: actions.issue(case, given.number, name=given.name, until=given.until, **who),
    )  # fmt: skip


@router.post("/cases/{slug:number}/deliver", response=shapes.StepOut, summary="Report the delivery")
def deliver(request: Request, number: shapes.Number, given: shapes.DeliverIn) -> Any:
    return _take(request, number, lambda case, **who: actions.deliver(case, given.how, given.note, **who))


@router.post("/cases/{slug:number}/close", response=shapes.StepOut, summary="Close")
def close(request: Request, number: shapes.Number) -> Any:
    return _take(request, number, actions.close)


def _take(request: Request, number: str, deed: Callable[..., object]) -> Any:
    """Take one step on an opened file; with an Idempotency-Key once."""
    case = _opened(request, number)
    return once(
        cast("HttpRequest", request),
        lambda: answers.after(case, deed(case, actor=request.actor, at=timezone.now())),
    )


def _case(request: Request, number: str) -> tuple[Case, bool]:
    found = queries.at_hand(request.actor, number, at=timezone.now())
    if found is None:
        raise Http404
    return found


def _opened(request: Request, number: str) -> Case:
    """The case, if this client opened it with a purpose within the working day."""
    case, is_opened = _case(request, number)
    if not is_opened:
        raise Problem(409, "not_opened", problems.NOT_OPENED)
    return case
