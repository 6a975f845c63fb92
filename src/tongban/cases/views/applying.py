"""HTTP in, HTTP out: a draft from its start to its filing, and the answer to a supplement request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.cases import actions, attachments, queries, sealing, uploads, versions
from tongban.cases.pages import draft as page
from tongban.cases.pages import tracking
from tongban.cases.pages.file import typed
from tongban.cases.queries import Case
from tongban.cases.rules import Bar, Barred, Incomplete
from tongban.cases.states import State
from tongban.cases.views.answers import moved, refused, serve
from tongban.catalogue import forms
from tongban.identity.actors import Request
from tongban.identity.doors import person_required

ANSWER = "q_"
P = ParamSpec("P")


class Left(Exception):
    """A draft no longer: it has a number and a receipt."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def at_the_draft(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponseBase]:
    """A person signed in; who comes back to a draft that was handed in is shown its receipt, and what he sends is not taken."""

    @wraps(view)
    def opened(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except actions.Overtaken:  # changed on another device in this very moment
            return moved(request, request.path, typed(request.POST))
        except Left as left:
            if request.method == "GET":
                return redirect("cases:receipt", left.number)
            if request.headers.get("X-Tongban-Save"):
                return JsonResponse({}, status=409)
            return moved(request, reverse("cases:track", args=[left.number]), typed(request.POST))

    return person_required(opened)


@require_http_methods(["GET", "POST"])
def start(request: Request, code: str) -> HttpResponse:
    """Begin a draft with what was answered on the guide; whoever is not signed in comes back to the guide."""
    answers = _answers(request)
    handling, district = request.POST.get("do", "01"), request.POST.get("at", "")
    asked = {"do": handling, "at": district} | {f"{ANSWER}{name}": text for name, text in answers.items()}
    guide = f"/items/{code}/?{urlencode(asked)}"
    if request.method == "GET":
        return redirect(f"/items/{code}/")
    if request.actor.kind == "anonymous":
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': guide})}")
    try:
        case = actions.start(code, handling, district=district, answers=answers, actor=request.actor, at=timezone.now())
    except Barred as refusal:
        if refusal.bar is Bar.NOT_PROVEN:
            return HttpResponseRedirect(f"{reverse('identity:verify')}?{urlencode({'next': guide})}")
        return refused(request, _(refusal.bar.sentence), guide)
    except actions.NotAllowed:
        raise Http404 from None
    return redirect(page.address_of(case))


@require_GET
@at_the_draft
def resume(request: Request, key: UUID) -> HttpResponse:
    """A draft opens where it was left: at the first step with something open."""
    case = _draft(request, key)
    gaps = queries.gaps(case, at=timezone.now())
    document = queries.item_document(case)
    if gaps.questions or (document.questions and not case.answers):
        step = "questions"
    elif gaps.fields or (document.form and not sealing.form_of(case)):
        step = "form"
    else:
        step = "materials" if gaps.materials or case.state == State.SUPPLEMENT else "confirm"
    return redirect(f"{page.address_of(case)}{step}/")


@require_http_methods(["GET", "POST"])
@at_the_draft
def questions(request: Request, key: UUID) -> HttpResponse:
    """The everyday questions: a new answer may call for a further question, which is then asked."""
    case = _draft(request, key)
    unanswered: frozenset[str] = frozenset()
    if request.method == "POST":
        actions.save_answers(case, _answers(request), actor=request.actor, at=timezone.now())
        unanswered = frozenset(question.id for question in queries.open_questions(case))
        if not unanswered:
            return redirect(page.neighbour(case, "questions", 1))
    fields = page.questions(case, unanswered)
    more = {"fields": fields, "errors": _faults(fields), "back": page.neighbour(case, "questions", -1)}
    return _draw(request, case, "questions", more, status=422 if unanswered else 200)


@require_http_methods(["GET", "POST"])
@at_the_draft
def form(request: Request, key: UUID) -> HttpResponse:
    """The form of this scenario: what was typed is kept, right or wrong; only what is right leads on."""
    case = _draft(request, key)
    schema = queries.item_document(case).form
    now = timezone.now()
    if request.method == "GET":
        return _draw_form(request, case, sealing.form_of(case), {})
    values = forms.coerce(schema, dict(request.POST.lists()))
    if _is_elsewhere(request, case):
        return _draw_both(request, case, values)
    try:
        actions.save_form(case, values, actor=request.actor, at=now)
    except actions.Overtaken:
        return _draw_both(request, _draft(request, key), values)
    wrong = queries.gaps(case, at=now).fields
    if wrong:
        return _draw_form(request, case, sealing.form_of(case), wrong, status=422)
    return redirect(page.neighbour(case, "form", 1))


@require_POST
@at_the_draft
def save(request: Request, key: UUID) -> HttpResponse:
    """Save what is being typed, for the script; 409 when the draft was changed elsewhere meanwhile."""
    case = _draft(request, key)
    if _is_elsewhere(request, case):
        return JsonResponse({"revision": case.revision}, status=409)
    values = forms.coerce(queries.item_document(case).form, dict(request.POST.lists()))
    now = timezone.now()
    try:
        actions.save_form(case, values, actor=request.actor, at=now)
    except actions.Overtaken:
        return JsonResponse({}, status=409)
    return JsonResponse({"revision": case.revision, "at": f"{timezone.localtime(now):%H:%M}"})


@require_GET
@at_the_draft
def materials(request: Request, key: UUID) -> HttpResponse:
    """What to hand in, each with its files and a place to add one."""
    return _draw_materials(request, _draft(request, key))


@csrf_exempt  # checked by _attach: the upload handler has to be set before the token is read
def attach(request: Request, key: UUID, material: str) -> HttpResponseBase:
    """Take one file, kept in memory until it is sealed."""
    request.upload_handlers = [uploads.InMemory(request)]
    return _attach(request, key, material)


@csrf_protect
@require_POST
@at_the_draft
def _attach(request: Request, key: UUID, material: str) -> HttpResponse:
    case = _draft(request, key)
    upload = request.FILES.get("file")
    if upload is None:
        return _draw_materials(request, case, (material, _("还没有选文件。请先选文件或拍照，再上传。")))
    try:
        actions.attach(
            case, material, upload.name or "", cast("BinaryIO", upload), actor=request.actor, at=timezone.now()
        )
    except attachments.BadFile as bad:
        return _draw_materials(request, case, (material, _(bad.fault.sentence)))
    except (actions.Overtaken, actions.IllegalStep):
        return moved(request, page.address_of(case))
    return redirect(f"{page.address_of(case)}materials/#m-{material}")


@require_POST
@person_required
def detach(request: Request, key: UUID, file: int) -> HttpResponse:
    """Drop one file of the draft."""
    attachment = queries.attachment(request.actor, key, file)
    if attachment is None:
        raise Http404
    address = page.address_of(attachment.case)
    try:
        actions.detach(attachment, actor=request.actor, at=timezone.now())
    except (actions.NotAllowed, actions.Overtaken, actions.IllegalStep):
        return moved(request, address)
    return redirect(f"{address}materials/#m-{attachment.material}")


@require_GET
@person_required
def open_file(request: Request, key: UUID, file: int) -> HttpResponseBase:
    """One file of one's own draft, as a download."""
    return serve(queries.attachment(request.actor, key, file))


@require_GET
@at_the_draft
def confirm(request: Request, key: UUID) -> HttpResponse:
    """Everything once more, before it is handed in."""
    return _draw_confirm(request, _draft(request, key))


@require_POST
@person_required
def file(request: Request, key: UUID) -> HttpResponse:
    """Hand it in. Pressing twice hands it in once and shows the same receipt."""
    case = queries.by_key(request.actor, key)
    if case is None:
        raise Http404
    if case.state in actions.EDITABLE and request.POST.get("true") != "yes":
        return _draw_confirm(request, case, undeclared="yes", status=422)
    hand_in = actions.answer if case.state == State.SUPPLEMENT else actions.file
    try:
        hand_in(case, actor=request.actor, at=timezone.now())
    except Incomplete as fault:
        return _draw_confirm(request, case, errors=page.faults(case, fault.gaps), status=422)
    except versions.Replaced:
        return _move(request, case)
    except Barred as refusal:
        return refused(request, _(refusal.bar.sentence), page.address_of(case))
    except (actions.IllegalStep, actions.Overtaken):
        return moved(request, page.address_of(case))
    return redirect("cases:receipt", case.number)


@require_POST
@at_the_draft
def discard(request: Request, key: UUID) -> HttpResponse:
    """Clear the draft."""
    case = _draft(request, key)
    try:
        actions.discard(case, actor=request.actor, at=timezone.now())
    except (actions.IllegalStep, actions.Overtaken):
        return moved(request, "/cases/")
    messages.success(request, _("草稿已清除。"))
    return redirect("cases:mine")


def _answers(request: Request) -> dict[str, str]:
    """What was answered, by question."""
    return {name[len(ANSWER) :]: str(request.POST[name]) for name in request.POST if name.startswith(ANSWER)}


def _draft(request: Request, key: UUID) -> Case:
    """The draft. Raises Left when it is one no longer: handed in on another device, or come back to with the back key."""
    case = queries.editable_by(request.actor).filter(key=key).first()
    if case is None:
        left = queries.by_key(request.actor, key)
        raise Left(left.number) if left and left.number else Http404
    return case


def _is_elsewhere(request: Request, case: Case) -> bool:
    """Whether the draft moved on since the page that posts was drawn."""
    return request.POST.get("revision", "") != str(case.revision)


def _move(request: Request, case: Case) -> HttpResponse:
    """The item was published anew meanwhile: take the draft along and say what changed."""
    try:
        changes = actions.move_to_version(case, actor=request.actor, at=timezone.now())
    except Barred as refusal:
        return refused(request, _(refusal.bar.sentence), page.address_of(case))
    told = "；".join(tracking.change(change) for change in changes)
    messages.warning(request, _("事项刚换了新版，还没有提交。你填过的都尽量留下了，请核对。") + told)
    return redirect(page.address_of(case))


def _faults(fields: list[Any]) -> list[Any]:
    from tongban.ui.fields import faults

    return faults(fields)


def _draw(request: Request, case: Case, step: str, more: dict[str, Any], status: int = 200) -> HttpResponse:
    supplement = queries.open_supplement(case) if case.state == State.SUPPLEMENT else None
    side = {
        "draft": page.of(case, supplement),
        "steps": page.steps(queries.item_document(case), step),
        "crumbs": page.crumbs(case),
    }
    return render(request, f"cases/{step}.html", side | more, status=status)


def _draw_form(request: Request, case: Case, values: dict[str, Any], wrong: Any, status: int = 200) -> HttpResponse:
    sections = page.sections(case, values, wrong)
    faults = _faults([field for section in sections for field in section.fields])
    return _draw(
        request, case, "form",
        {"sections": sections, "errors": faults, "back": page.neighbour(case, "form", -1)}, status,
    )  # fmt: skip


def _draw_both(request: Request, case: Case, values: dict[str, Any]) -> HttpResponse:
    """The draft moved on: what was just typed over what is kept; sending it again takes it."""
    note = _("这份草稿在别处改过了。这里显示的是你刚填的；再按一次保存，就以这里为准。")
    messages.warning(request, note)
    return _draw_form(request, case, {**sealing.form_of(case), **values}, {}, status=409)


def _draw_materials(request: Request, case: Case, fault: tuple[str, str] = ("", "")) -> HttpResponse:
    papers = page.papers(case, queries.files(case), fault)
    more = {
        "materials": papers,
        "to_hand_in": sum(paper.is_must for paper in papers),
        "back": page.neighbour(case, "materials", -1),
    }
    return _draw(request, case, "materials", more, status=422 if fault[0] else 200)


def _draw_confirm(
    request: Request, case: Case, *, errors: Any = (), undeclared: str = "", status: int = 200
) -> HttpResponse:
    more = {
        "review": page.review(case),
        "papers": page.handed_in(case, []),
        "errors": errors,
        "undeclared": undeclared,
    }
    return _draw(request, case, "confirm", more, status)
