"""Where allauth asks us: telephones of accounts, codes by SMS, which account belongs to which site, second factors."""

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from tongban.identity import actions, limits, queries, second_factor, vault
from tongban.identity.middleware import KIND_AT, site_of
from tongban.identity.models import Account
from tongban.identity.ports import CodeSender
from tongban.kernel import mobile_numbers, ports

DESK_SESSION = 12 * 60 * 60  # seconds: an officer's day


class PhoneField(forms.CharField):
    """A mobile number, however it was typed, as eleven digits."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("手机号码"))
        super().__init__(**options, max_length=30)

    def clean(self, value: Any) -> str:
        number = mobile_numbers.read(str(value or ""))
        if isinstance(number, mobile_numbers.Fault):
            raise forms.ValidationError(gettext(number.sentence))
        return str(number)


class Accounts(DefaultAccountAdapter):
    """Citizens by telephone at the portal, officers by login name at the desk."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "phone_password_mismatch": gettext_lazy("手机号码或密码不对，所以没有登录。请重填，或者用验证码登录。"),
        "username_password_mismatch": gettext_lazy("登录名或密码不对，所以没有登录。请重填，忘了请找本单位管理员。"),
        "incorrect_code": gettext_lazy("验证码不对。请看最新一条短信，重填 6 位数字。"),
        "incorrect_password": gettext_lazy("密码不对。请重填。"),
        "enter_current_password": gettext_lazy("现在的密码不对。请重填。"),
        "phone_taken": gettext_lazy("这个手机号已有账号，所以不能再用。请直接用它登录。"),
        "same_as_current": gettext_lazy("这就是现在的手机号，没有变化。请填写新的。"),
        "too_many_login_attempts": gettext_lazy("试得太多了，为防别人冒用先停一停。请 5 分钟后再试。"),
        "rate_limited": gettext_lazy("试得太多了，为防别人冒用先停一停。请稍后再试。"),
    }

    def phone_form_field(self, **options: Any) -> PhoneField:
        return PhoneField(**options)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if site_of(request) == "desk":
            raise Http404  # officers are hired, they do not sign up
        return True

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Account:  # noqa: ARG002, FBT001, FBT002 - allauth's signature
        return actions.register(form.cleaned_data["phone"], password=form.cleaned_data.get("password1") or "")

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (queries.phone_of_account(user), user.phone_verified) if user.phone_sealed else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:  # noqa: FBT001 - allauth's signature
        if verified:
            actions.confirm_phone(user, phone, at=timezone.now())

    def set_phone_verified(self, user: Any, phone: str) -> None:
        actions.confirm_phone(user, phone, at=timezone.now())

    def get_user_by_phone(self, phone: str) -> Account | None:
        return queries.account_of_phone(phone)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **_more: Any) -> None:  # noqa: ARG002 - allauth's signature
        _send(phone, gettext("验证码 %(code)s。不是你本人操作，请不要告诉任何人。") % {"code": code})

    def send_account_already_exists_sms(self, phone: str) -> None:
        _send(phone, gettext("这个手机号已有账号，请直接登录。不是你本人操作，可不理会。"))

    def get_login_stages(self) -> list[str]:
        """What a sign-in passes; an officer has no telephone to confirm."""
        stages: list[str] = super().get_login_stages()
        if site_of(self.request) != "desk":
            return stages
        return [stage for stage in stages if not stage.endswith("PhoneVerificationStage")]

    def pre_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse | None:
        """An account of the other site is answered as if it were closed."""
        if user.kind != KIND_AT[site_of(request)]:
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        response: HttpResponse | None = super().pre_login(request, user, **hooks)
        return response

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        if site_of(request) == "desk":
            request.session.set_expiry(DESK_SESSION)

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Who has just signed in need not do so again to set up a second factor, or to see its spare codes."""
        return bool(super().is_reauthentication_required(app=app)) and not second_factor.is_recent(context.request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/" if site_of(request) == "desk" else "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login") if site_of(request) == "desk" else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/" if site_of(request) == "desk" else reverse("identity:account")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        """Only what went wrong is worth a message; allauth's confirmations name telephones."""
        if options.get("message"):
            super().add_message(request, level, *args, **options)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed sign-ins: allauth counts them by mail address or name; ours are by telephone or name, and per site."""
        who = credentials.get("phone") or credentials.get("username", "")
        return f"{site_of(request)}:{str(who).lower()}"


class SecondFactors(DefaultMFAAdapter):
    """Secrets sealed at rest; the picture for the app drawn by segno."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("验证码不对。请看验证器里现在的 6 位数字，重填。"),
    }

    def encrypt(self, text: str) -> str:
        return vault.seal("second_factor", "", text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal("second_factor", "", bytes.fromhex(encrypted_text))

    def build_totp_svg(self, url: str) -> str:
        svg = io.BytesIO()
        segno.make(url).save(svg, kind="svg", scale=4, border=4, light="#ffffff")
        return svg.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:  # noqa: ARG002 - allauth's signature
        return False


def _send(phone: str, words: str) -> None:
    """Send a code, but not without end to one telephone: the page says the same either way."""
    if limits.is_free(limits.CODE_TO_PHONE, phone, at=timezone.now()):
        ports.get(CodeSender).send(phone, f"【{settings.BRAND['zh-hans']}】{words}")
