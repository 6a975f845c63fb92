"""HTTP in, HTTP out: my cases, one case like a parcel, its documents and files, withdrawing, who looked."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongban.cases import actions, queries
from tongban.cases.pages import draft
from tongban.cases.pages import tracking as page
from tongban.cases.ports import Ratings
from tongban.cases.states import State
from tongban.cases.views.answers import moved, serve, serve_pdf
from tongban.identity.actors import Request
from tongban.identity.doors import person_required
from tongban.kernel import ports
from tongban.ui.parts import Empty, Fact, Pager

MOST = 20


@require_GET
@person_required
def mine(request: Request) -> HttpResponse:
    """The cases and drafts of the person in the hat worn, newest first."""
    after = request.GET.get("after", "")
    found = queries.my_cases(request.actor, after=int(after) if after.isdecimal() else None, most=MOST)
    following = f"?after={found[MOST - 1].pk}" if len(found) > MOST else ""
    nothing = Empty(_("还没有办件"), _("办的事和填到一半的表都会在这里。"), "/", _("去找想办的事"))
    context = {
        "rows": [page.row(case) for case in found[:MOST]],
        "pager": Pager(following, "/cases/" if after else ""),
        "nothing": nothing,
        "hat_name": request.actor.hat_name,
    }
    return render(request, "cases/mine.html", context)


@require_GET
@person_required
def track(request: Request, number: str) -> HttpResponse:
    """One case: where it is, what is next, both clocks, who has it, documents, who looked."""
    whole = queries.whole(request.actor, number)
    if whole is None:
        raise Http404
    now = timezone.now()
    case = whole.case
    strips = page.running(case, queries.strips(case, whole.ledger, at=now), timezone.localdate(now))
    context = {
        "case": page.head(case),
        "crumbs": page.crumbs(case),
        "steps": page.steps(case),
        "strips": strips,
        "moves": page.moves(whole),
        "track": page.track(whole),
        "supplement": page.supplement(whole),
        "occasion": ports.get(Ratings).of_case(case.pk, request.actor) if case.ended_at else None,
        "who": page.who(whole),
        "result": page.result(case),
        "papers": page.documents(whole),
        "files": page.files(whole, page.address_of(case)),
        "looks": page.looks(whole),
        "can_withdraw": page.can_withdraw(case),
    }
    return render(request, "cases/tracking.html", context)


@require_GET
@person_required
def receipt(request: Request, number: str) -> HttpResponse:
    """What filing leads to: the receipt, with its number, and the way on."""
    case = queries.by_number(request.actor, number)
    if case is None:
        raise Http404
    facts = [
        Fact(_("编号"), page.grouped(case.number or "")),
        Fact(_("申请人"), draft.applicant_name(case)),
        Fact(_("收件单位"), case.receive_organ.name),
    ]
    context = {"case": page.head(case), "facts": facts, "receipt_address": f"/cases/{number}/documents/receipt-1/"}
    return render(request, "cases/receipt.html", context)


@require_GET
@person_required
def document(request: Request, number: str, slug: str) -> HttpResponse:
    """An official document of one's own case, as PDF."""
    return serve_pdf(queries.document(request.actor, number, slug))


@require_GET
@person_required
def attachment(request: Request, number: str, file: int) -> HttpResponseBase:
    """A file that one handed in oneself."""
    return serve(queries.attachment(request.actor, number, file))


@require_POST
@person_required
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take the application back; doing it twice does it once."""
    case = queries.by_number(request.actor, number)
    if case is None:
        raise Http404
    if case.state != State.WITHDRAWN:
        try:
            actions.withdraw(case, actor=request.actor, at=timezone.now())
        except (actions.IllegalStep, actions.Overtaken):
            return moved(request, page.address_of(case))
    return redirect("cases:track", number)


@require_GET
@person_required
def looks(request: Request) -> HttpResponse:
    """Which officers opened my files, when and why."""
    after = request.GET.get("after", "")
    found = queries.looks(request.actor, after=int(after) if after.isdecimal() else None, most=MOST)
    following = f"?after={found[MOST - 1].line}" if len(found) > MOST else ""
    context = {"looks": [page.look(each) for each in found[:MOST]], "pager": Pager(following, "")}
    return render(request, "cases/looks.html", context)
