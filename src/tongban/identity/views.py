"""HTTP in, HTTP out: real names, hats, powers, the account page; officers' enrolment and the registrar's page."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import PasswordChangeView
from allauth.account.views import change_phone as change_phone_after_proof
from allauth.account.views import verify_phone as confirm_phone_code
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.identity import actions, forms, hats, kinds, limits, pages, queries, second_factor, vault
from tongban.identity.actions.powers import Wish
from tongban.identity.actors import Request
from tongban.identity.doors import officer_required, person_required, verified_required
from tongban.identity.errors import NotAllowed, PhoneTaken, Refused
from tongban.identity.ports import RegisterDown
from tongban.ui.views import too_many

WRONG = gettext_noop(
    "核验码不对、过期了，或者信息和登记机关的不相符，所以没有核验成功。请看最新一条短信重填，或者重新开始。"
)
DOWN = gettext_noop("登记机关的系统现在连不上，所以没有办成。你填的都还在，请过一会儿再试。")


@require_GET
@person_required
def account(request: Request) -> HttpResponse:
    """What we know of the person, and how she signs in."""
    return render(request, "identity/account.html", {"account": pages.account(request.user)})


@require_http_methods(["GET", "POST"])
@person_required
def verify(request: Request) -> HttpResponse:
    """Take down the real name. What follows is the same whether the register knows her or not."""
    if request.actor.is_verified:
        return redirect(_next(request) or "identity:account")
    form = forms.RealName(request.POST or None, today=queries.local_day(timezone.now()))
    if request.method == "GET" or not form.is_valid():
        return _form(request, "identity/verify.html", form)
    claim = _claim(form)
    at = timezone.now()
    try:
        limits.count(limits.VERIFY_ADDRESS, limits.address_of(request), at=at)
        limits.count(limits.VERIFY_ACCOUNT, str(request.actor.account_id), at=at)
        limits.count(limits.VERIFY_NUMBER, vault.number_index(claim.kind, claim.number).hex(), at=at)
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    actions.begin_verification(claim, actor=request.actor, at=at)
    return redirect(_with_next(reverse("identity:verify_code"), request))


@require_http_methods(["GET", "POST"])
@person_required
def verify_code(request: Request) -> HttpResponse:
    """Take the code that went to the telephone of the register."""
    if request.actor.is_verified:
        return redirect(_next(request) or "identity:account")
    form = forms.ClaimCode(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, "identity/verify_code.html", form)
    try:
        if actions.finish_verification(form.cleaned_data["code"], actor=request.actor, at=timezone.now()):
            return redirect(_next(request) or "identity:account")
        form.add_error("code", gettext(WRONG))
    except Refused as fault:
        form.add_error(None, gettext(fault.args[0]))
    return _form(request, "identity/verify_code.html", form)


@require_http_methods(["GET", "POST"])
@person_required
def hat(request: Request) -> HttpResponse:
    """Show the hats the person may wear; put one on. One at a time, kept in the session."""
    at = timezone.now()
    choices = hats.all_of(request.actor, at=at)
    if request.method == "GET":
        return render(request, "identity/hats.html", {"hats": choices, "next": _next(request)})
    word = request.POST.get("hat", "")
    if word not in {choice.word for choice in choices}:
        raise Http404
    request.session[hats.SESSION_KEY] = word
    return redirect(_next(request) or "/")


@require_GET
@person_required
def powers(request: Request) -> HttpResponse:
    """The powers that the person gave and holds, and the organisations she represents."""
    return render(request, "identity/powers.html", _powers(request) | {"form": forms.Uscc()})


@require_http_methods(["GET", "POST"])
@verified_required
def authorise(request: Request) -> HttpResponse:
    """Give a power."""
    whose = pages.whose(request.actor)
    initial = {"whose": "self", "items": request.GET.get("item", "")}
    form = forms.Authorise(request.POST or None, whose=whose, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _form(request, "identity/authorise.html", form)
    try:
        actions.authorise(_wish(form.cleaned_data), actor=request.actor, at=timezone.now())
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    except Refused as fault:
        form.add_error(None, gettext(fault.args[0]))
        return _form(request, "identity/authorise.html", form)
    return redirect("identity:powers")


@require_POST
@person_required
def change_power(request: Request, pk: int, deed: str) -> HttpResponse:
    """Accept, decline or revoke a power. Somebody else's is not there."""
    rows = queries.powers_given(request.actor) if deed == "revoke" else queries.powers_held(request.actor)
    power = get_object_or_404(rows, pk=pk)
    deeds = {"accept": actions.accept, "decline": actions.decline, "revoke": actions.revoke}
    deeds[deed](power, actor=request.actor, at=timezone.now())
    return redirect("identity:powers")


@require_POST
@verified_required
def claim(request: Request) -> HttpResponse:
    """Add an organisation that the person represents by law."""
    form = forms.Uscc(request.POST)
    at = timezone.now()
    try:
        if form.is_valid():
            limits.count(limits.CLAIM, str(request.actor.account_id), at=at)
            actions.claim(form.cleaned_data["uscc"], actor=request.actor, at=at)
            return redirect("identity:powers")
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    except Refused as fault:
        form.add_error("uscc", gettext(fault.args[0]))
    except RegisterDown:
        form.add_error("uscc", gettext(DOWN))
    return render(request, "identity/powers.html", _powers(request) | {"form": form}, status=422)


@require_http_methods(["GET", "POST"])
@officer_required(kinds.RoleName.REGISTRAR)
def counter(request: Request) -> HttpResponse:
    """A registrar confirms a real name with the person and the document before him."""
    form = forms.Counter(request.POST or None, today=queries.local_day(timezone.now()))
    if request.method == "GET" or not form.is_valid():
        return _form(request, "identity/counter.html", form)
    at = timezone.now()
    try:
        limits.count(limits.COUNTER, str(request.actor.staff_id), at=at)
        actions.verify_at_counter(form.cleaned_data["phone"], _claim(form), actor=request.actor, at=at)
    except limits.TooMany as stop:
        return too_many(request, seconds=stop.seconds)
    except NotAllowed:
        raise Http404 from None
    except Refused as fault:
        form.add_error(None, gettext(fault.args[0]))
        return _form(request, "identity/counter.html", form)
    return redirect(f"{reverse('identity:counter')}?done=1")


def verify_phone(request: HttpRequest) -> HttpResponseBase:
    """Confirm a telephone by its code. Somebody else may have confirmed it meanwhile: then the way on is said."""
    try:
        response: HttpResponseBase = confirm_phone_code(request)
    except PhoneTaken as fault:
        messages.error(request, gettext(fault.args[0]))
        return redirect("account_change_phone" if request.user.is_authenticated else "account_login")
    return response


def change_phone(request: HttpRequest) -> HttpResponseBase:
    """Another telephone, after fresh proof of who it is: an open screen must not be enough to take an account."""
    if not request.user.is_authenticated or second_factor.is_recent(request):
        response: HttpResponseBase = change_phone_after_proof(request)
        return response
    if request.user.has_usable_password():
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
    messages.info(request, gettext("换手机号要先证明是本人。请退出，用短信验证码重新登录，五分钟内再来换。"))
    return redirect("identity:account")


class ChangePassword(PasswordChangeView):
    """A new password for the old one, or for a code that came to the telephone just now: who forgot it has that."""

    def get_form_class(self) -> Any:
        return forms.SetPassword if second_factor.code_is_recent(self.request) else super().get_form_class()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"code_is_recent": second_factor.code_is_recent(self.request)}


class Enrol(ActivateTOTPView):
    """An officer's second factor, set up before anything else opens."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and is_mfa_enabled(request.user):
            return redirect("mfa_index" if second_factor.was_shown(request) else "mfa_reauthenticate")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.record_enrolment(self.request)
        return response


def nowhere(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """An address that allauth must be able to name, and that is not there."""
    raise Http404


def _form(request: Request, template: str, form: forms.Drawn) -> HttpResponse:
    page = {"form": form, "next": _next(request), "done": request.GET.get("done")}
    return render(request, template, page, status=422 if form.errors else 200)


def _powers(request: Request) -> dict[str, object]:
    return {"powers": pages.powers(request.actor, at=timezone.now()), "may_give": request.actor.is_verified}


def _claim(form: forms.RealName) -> actions.Claim:
    typed = form.cleaned_data
    return actions.Claim(typed["name"], kinds.DocumentKind(typed["kind"]), typed["number"])


def _wish(typed: dict[str, Any]) -> Wish:
    organisation = None if typed["whose"] == "self" else int(typed["whose"])
    return Wish(typed["phone"], typed["name"], typed["items"], typed["until"], organisation)


def _next(request: Request) -> str:
    """Where to go on to: an address of ours, or nowhere."""
    where = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    return where if url_has_allowed_host_and_scheme(where, hosts, require_https=request.is_secure()) else ""


def _with_next(address: str, request: Request) -> str:
    where = _next(request)
    return f"{address}?{urlencode({'next': where})}" if where else address
