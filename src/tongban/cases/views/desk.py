"""HTTP in, HTTP out: the officers' list, opening a file with its purpose, and the steps taken on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.cases import actions, queries, wholes
from tongban.cases import desk as lists
from tongban.cases.pages import file as page
from tongban.cases.pages import jobs as jobs_page
from tongban.cases.queries import Case
from tongban.cases.views import steps
from tongban.cases.views.answers import moved, serve, serve_pdf
from tongban.identity.actors import Request
from tongban.identity.doors import officer_required

at_the_desk = officer_required("intake", "examiner", "approver", "supervisor")


@require_GET
@at_the_desk
def jobs(request: Request) -> HttpResponse:
    """The list: whose turn it is, nearest deadline first, names masked."""
    return render(request, "cases/jobs.html", _list(request, request.GET.get("view", "")))


@require_GET
@at_the_desk
def file(request: Request, number: str) -> HttpResponse:
    """A file that was opened with a purpose; one that was not asks for the purpose first and shows nothing."""
    case, is_opened = _case(request, number)
    if not is_opened:
        return render(request, "cases/purpose.html", page.before_opening(case))
    return _draw(request, case)


@require_POST
@at_the_desk
def open_file(request: Request, number: str) -> HttpResponse:
    """Record the opening, then show the file."""
    case, _is_opened = _case(request, number)
    try:
        actions.open_file(case, request.POST.get("purpose", ""), actor=request.actor, at=timezone.now())
    except actions.Unfit as fault:
        context = page.before_opening(case) | {"error": _(fault.sentence)}
        return render(request, "cases/purpose.html", context, status=422)
    except actions.NotAllowed:
        raise Http404 from None
    return redirect("desk:file", number)


@require_POST
@at_the_desk
def take(request: Request, number: str, step: str) -> HttpResponse:
    """Take one step; what does not do is said beside what was typed, and nothing typed is lost."""
    case = _opened(request, number)
    deed = steps.DEEDS.get(step)
    if deed is None:
        raise Http404
    try:
        deed(case, request.POST, request.actor, timezone.now())
    except actions.Unfit as fault:
        fresh, _is_opened = _case(request, number)  # what the step had changed in it was rolled back
        return _draw(request, fresh, step=step, error=(fault.field, _(fault.sentence)), status=422)
    except actions.NotAllowed:
        raise Http404 from None
    except (actions.IllegalStep, actions.Overtaken):
        return moved(request, page.address_of(case), page.typed(request.POST))
    messages.success(request, page.done(step))
    return redirect("desk:file", number)


@require_http_methods(["GET", "POST"])
@at_the_desk
def hand_over(request: Request, number: str) -> HttpResponse:
    """Choose a colleague and say why. A page of its own: an opened file need not look up who else works here."""
    case = _opened(request, number)
    if not page.may_hand_over(case, request.actor):
        return moved(request, page.address_of(case), page.typed(request.POST))
    if request.method == "GET":
        return render(request, "cases/hand_over.html", page.hand_over(case, request.actor))
    try:
        steps.DEEDS["hand_over"](case, request.POST, request.actor, timezone.now())
    except actions.Unfit as fault:
        context = page.hand_over(case, request.actor, request.POST, (fault.field, _(fault.sentence)))
        return render(request, "cases/hand_over.html", context, status=422)
    except actions.NotAllowed:
        raise Http404 from None
    except (actions.IllegalStep, actions.Overtaken):
        return moved(request, page.address_of(case), page.typed(request.POST))
    messages.success(request, page.done("hand_over"))
    return redirect("desk:file", number)


@require_POST
@at_the_desk
def check_original(request: Request, number: str, material: str) -> HttpResponse:
    """The original was seen: evidence level C becomes B."""
    try:
        actions.check_original(_opened(request, number), material, actor=request.actor, at=timezone.now())
    except actions.NotAllowed:
        raise Http404 from None
    return redirect("desk:file", number)


@require_GET
@at_the_desk
def document(request: Request, number: str, slug: str) -> HttpResponse:
    """An official document of an opened file, as PDF."""
    _opened(request, number)
    return serve_pdf(queries.document(request.actor, number, slug))


@require_GET
@at_the_desk
def attachment(request: Request, number: str, file: int) -> HttpResponseBase:
    """A file that the applicant handed in, of an opened file."""
    _opened(request, number)
    return serve(queries.attachment(request.actor, number, file))


def _case(request: Request, number: str) -> tuple[Case, bool]:
    """The case, and whether this officer opened it with a purpose within the working day."""
    found = queries.at_hand(request.actor, number, at=timezone.now())
    if found is None:
        raise Http404
    return found


def _opened(request: Request, number: str) -> Case:
    """The case, if it is opened."""
    case, is_opened = _case(request, number)
    if not is_opened:
        raise Http404
    return case


def _list(request: Request, view: str, current: str = "") -> dict[str, Any]:
    chosen = lists.View(view) if view in set(lists.View) else lists.View.TODO
    after, find = request.GET.get("after", ""), request.GET.get("find", "").strip()[-40:]
    found = lists.page(request.actor, chosen, at=timezone.now(), after=after, find=find)
    return jobs_page.of(found, chosen, find=find, after=after, current=current)


def _draw(
    request: Request, case: Case, *, step: str = "", error: tuple[str, str] = ("", ""), status: int = 200
) -> HttpResponse:
    """The opened file, with the list beside it."""
    whole = wholes.of_officer(case)
    now = timezone.now()
    strips = queries.strips(whole.case, whole.ledger, at=now)
    context = page.of(whole, strips, request.actor, timezone.localdate(now))
    forms = page.forms(whole, request.actor, request.POST, step, error)
    beside = _list(request, request.GET.get("view", ""), case.number or "")
    return render(request, "cases/file.html", beside | context | {"forms": forms}, status=status)
