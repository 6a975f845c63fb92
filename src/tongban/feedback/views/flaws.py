"""HTTP in, HTTP out: reporting a flaw or a suggestion, what others reported, one report, a campaign."""

from typing import Any, BinaryIO, cast

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from tongban.cases import uploads
from tongban.feedback import actions, limits, photos, queries, rules
from tongban.feedback.pages import flaws as page
from tongban.feedback.queries import Campaign, Flaw
from tongban.feedback.queries.flaws import PAGE
from tongban.feedback.views import answers
from tongban.identity.actors import Request
from tongban.identity.doors import person_required
from tongban.identity.limits import address_of
from tongban.ui import parts
from tongban.ui.views import too_many

KEPT = ("item", "version", "page", "district", "campaign")  # what the form carries along unseen


@require_safe
def listed(request: Request) -> HttpResponse:
    """What everybody reported, newest first, and the campaigns that run."""
    before, item = answers.number(request.GET.get("before", "")), request.GET.get("item", "")[:12]
    found = queries.public_flaws(item=item, before=before)
    context = _list(found, f"item={item}&" if item else "") | {
        "title": _("找茬"),
        "figures": page.figures(queries.flaw_counts()),
        "campaigns": [page.call(each) for each in queries.campaigns(on=timezone.localdate())],
        "report": f"/flaws/report/?item={item}" if item else "/flaws/report/",
    }
    return render(request, "feedback/flaws.html", {"page": context})


@require_safe
def campaign(request: Request, slug: str) -> HttpResponse:
    """One campaign with its live counts."""
    one = queries.campaign(slug)
    if one is None:
        raise Http404
    found = queries.public_flaws(campaign=one, before=answers.number(request.GET.get("before", "")))
    call = page.call(one)
    context = _list(found) | {
        "title": call.title,
        "lead": one.words,
        "days": call.days,
        "live": call.address,
        "figures": page.figures(queries.campaign_counts(one)),
        "report": f"/flaws/report/?campaign={one.slug}",
        "crumbs": [{"label": _("找茬"), "address": "/flaws/"}, {"label": call.title, "address": ""}],
    }
    return render(request, "feedback/flaws.html", {"page": context})


@csrf_exempt  # checked by _report: the upload handler has to be set before the token is read
def report(request: Request) -> HttpResponseBase:
    """Report a flaw or suggest something; a photo is kept in memory until it is sealed."""
    request.upload_handlers = [uploads.InMemory(request)]
    return _report(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _report(request: Request) -> HttpResponse:
    if request.method == "GET":
        item = request.GET.get("item", "")[:12]
        seen = queries.version_of(item)  # what she has before her while she writes; a newer one may come meanwhile
        return _draw(request, {**request.GET.dict(), "version": str(seen or "")})
    typed, now, who = _typed(request), timezone.now(), request.actor
    upload = cast("BinaryIO | None", request.FILES.get("photo"))
    try:
        rules.check_report(_given(typed))  # a mistyped word costs none of the day's tries
        limits.report(who.person_id, address_of(request), at=now)
        flaw = actions.flaws.report(_given(typed), actor=who, at=now, photo=upload, campaign=_campaign(typed))
    except rules.Refused as fault:
        return _draw(request, typed, error=str(fault.args[0]))
    except photos.BadFile as bad:
        return _draw(request, typed, photo_error=_(bad.fault.sentence))
    except actions.flaws.Nowhere:
        return _draw(request, typed, error=_("这里还没有单位负责收这类问题，所以没有收下。请打 12345 说一下。"))
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    return redirect(f"{page.address_of(flaw)}?new=yes")


@require_POST
def similar(request: Request) -> HttpResponse:
    """Open reports that read like what is being typed. By POST: what is typed stands in no address."""
    found = queries.similar(request.POST.get("words", ""), item=request.POST.get("item", "")[:12])
    return render(request, "feedback/similar.html", {"page": {"similar": page.similar(found)}})


@require_GET
def one(request: Request, code: str) -> HttpResponse:
    """One report: what was said, what became of it. Its reporter finds her photo here as well."""
    flaw = _flaw(code)
    is_mine = flaw.person_id is not None and flaw.person_id == request.actor.person_id
    context = page.of(flaw, queries.flaw_timeline(flaw), queries.item_name(flaw.item)) | {
        "is_new": request.GET.get("new", ""),
        "photo": f"{page.address_of(flaw)}photo/" if is_mine and flaw.photo else "",
        "can_back": request.actor.is_citizen and not is_mine and flaw.ended_at is None,
        "crumbs": [{"label": _("找茬"), "address": "/flaws/"}, {"label": flaw.code, "address": ""}],
    }
    return render(request, "feedback/flaw.html", {"page": context})


@require_POST
@person_required
def back(request: Request, code: str) -> HttpResponse:
    """I found the same."""
    flaw = _flaw(code)
    actions.flaws.join_in(flaw, actor=request.actor, at=timezone.now())
    return redirect(page.address_of(flaw))


@require_GET
@person_required
def photo(request: Request, code: str) -> HttpResponseBase:
    """The photo, for who sent it."""
    flaw = _flaw(code)
    return answers.photo(flaw if flaw.person_id == request.actor.person_id else None)


def _flaw(code: str) -> Flaw:
    found = queries.flaw(code)
    if found is None:
        raise Http404
    return found


def _typed(request: Request) -> dict[str, str]:
    names = ("kind", "category", "words", *KEPT)
    return {name: str(request.POST.get(name, "")) for name in names}


def _given(typed: dict[str, str]) -> rules.Report:
    version = answers.number(typed.get("version", ""))
    return rules.Report(
        kind=typed["kind"], category=typed["category"], words=typed["words"], item=typed["item"][:12],
        version=version if typed["item"] else None, page=typed["page"], district=typed["district"][:12],
    )  # fmt: skip


def _campaign(typed: dict[str, str]) -> Campaign | None:
    """The campaign that the form came from, while it runs."""
    found = queries.campaign(typed["campaign"]) if typed["campaign"] else None
    return found if found and found.since <= timezone.localdate() <= found.until else None


def _draw(request: Request, typed: dict[str, str], error: str = "", photo_error: str = "") -> HttpResponse:
    item = typed.get("item", "")[:12]
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    context: dict[str, Any] = page.form(typed, error) | {
        "address": "/flaws/report/",
        "about": queries.item_name(item),
        "hidden": [(name, typed.get(name, "")) for name in KEPT if typed.get(name)],
        "photo_error": photo_error,
        "is_known": request.actor.is_citizen,
        "sign_in": sign_in,
        "crumbs": [{"label": _("找茬"), "address": "/flaws/"}, {"label": _("报一个"), "address": ""}],
    }
    if photo_error:
        context["errors"] = [*context["errors"], parts.Fault("f-photo", _("照片"), photo_error)]
    return render(request, "feedback/report.html", {"page": context}, status=422 if error or photo_error else 200)


def _list(found: list[Flaw], query: str = "") -> dict[str, Any]:
    shown, more = found[:PAGE], found[PAGE:]
    names = queries.item_names(sorted({flaw.item for flaw in shown if flaw.item}))
    return {
        "rows": [page.row(flaw, names.get(flaw.item, "")) for flaw in shown],
        "pager": parts.Pager(f"?{query}before={shown[-1].pk}" if more else ""),
        "nothing": parts.Empty(_("还没有人报"), _("第一个发现的人，可以是你。"), "/flaws/report/", _("我来报一个")),
    }
