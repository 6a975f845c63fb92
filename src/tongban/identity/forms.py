"""Forms of identity: sign-in, registration, real names, powers. They read what was typed; rules and actions decide."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from tongban.identity import kinds, papers
from tongban.identity.actions.powers import MOST_ITEMS
from tongban.identity.adapters import PhoneField
from tongban.identity.middleware import site_of
from tongban.kernel import organisation_numbers
from tongban.ui import fields
from tongban.ui.parts import Fault

EMPTY = {"required": gettext_lazy("还没有填写。请填写后再继续。")}
Looks = Mapping[str, Mapping[str, Any]]  # field name to what overrules how it is drawn
WHOLE = "f-whole"  # where the summary leads for an error of no single field


class Drawn(forms.Form):
    """A form that knows how each field is drawn: name to widget, hint and completion."""

    looks: ClassVar[Looks] = {}

    @property
    def drawn(self) -> list[fields.Field]:
        """The fields as the page prints them."""
        return [self._draw(bound) for bound in self.visible_fields()]

    @property
    def faults(self) -> list[Fault]:
        """The summary on top of the page: of the whole form first, then field by field."""
        whole = [Fault(WHOLE, "", str(each)) for each in self.non_field_errors()]
        return whole + fields.faults(self.drawn)

    def _draw(self, bound: forms.BoundField) -> fields.Field:
        look = self.looks.get(bound.name, {})
        is_secret = look.get("widget") in {"password", "code"}
        value = "" if is_secret else bound.value()
        thing = {
            "name": bound.html_name,
            "label": str(bound.label),
            "required": bound.field.required,
            "options": list(getattr(bound.field, "choices", ())),
            "max_length": getattr(bound.field, "max_length", None),
            "value": value,
            "error": bound.errors[0] if bound.errors else "",
        }
        return fields.of(thing | dict(look))


NOW, NEW, AGAIN = gettext_lazy("现在的密码"), gettext_lazy("新密码"), gettext_lazy("再填一次新密码")
PHONE = {"widget": "tel", "autocomplete": "tel-national", "hint": gettext_lazy("11 位，境内手机号")}
CODE = {"widget": "code", "hint": gettext_lazy("短信里的 6 位数字")}
PASSWORD = {"widget": "password", "autocomplete": "current-password"}
NEW_PASSWORD = {
    "widget": "password",
    "autocomplete": "new-password",
    "hint": gettext_lazy("至少 10 位，不能全是数字，不能太常见"),
}


class SignIn(Drawn, account.LoginForm):
    """Telephone and password at the portal; login name and password at the desk."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_desk = site_of(self.request) == "desk"
        password = self.fields["password"]
        password.required, password.label, password.help_text = True, gettext_lazy("密码"), ""
        password.error_messages |= EMPTY
        if self.is_desk:
            self.fields["login"] = forms.CharField(label=gettext_lazy("登录名"), max_length=64, error_messages=EMPTY)
        else:
            self.fields["login"] = PhoneField()
        self.order_fields(["login", "password"])
        login = {"autocomplete": "username"} if self.is_desk else PHONE | {"autocomplete": "username"}
        self.looks = {"login": login, "password": PASSWORD}  # type: ignore[misc]  # the site decides

    def user_credentials(self) -> dict[str, str]:
        method = "username" if self.is_desk else "phone"
        return {method: self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class Register(Drawn, account.SignupForm):
    """A telephone, and a password if she wants one."""

    looks: ClassVar[Looks] = {"phone": PHONE, "password1": NEW_PASSWORD}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"] = PhoneField()
        self.fields["password1"].label = gettext_lazy("设一个密码")
        self.fields["password1"].help_text = ""
        self.order_fields(["phone", "password1"])


class AskCode(Drawn, account.RequestLoginCodeForm):
    """A telephone, to which a one-time code goes."""

    looks: ClassVar[Looks] = {"phone": PHONE}


class CodeForm(Drawn):
    """One field for a code; mixed into allauth's forms."""

    looks: ClassVar[Looks] = {"code": CODE}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = gettext_lazy("验证码")
        self.fields["code"].error_messages |= EMPTY


class ConfirmCode(CodeForm, account.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmPhone(CodeForm, account.VerifyPhoneForm):
    """The code that proves a telephone."""


class ChangePhone(Drawn, account.ChangePhoneForm):
    """Another telephone to sign in with."""

    looks: ClassVar[Looks] = {"phone": PHONE}


class ChangePassword(Drawn, account.ChangePasswordForm):
    """The password now, and a new one."""

    looks: ClassVar[Looks] = {
        "oldpassword": PASSWORD,
        "password1": NEW_PASSWORD,
        "password2": {"widget": "password", "autocomplete": "new-password"},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _label(self, oldpassword=NOW, password1=NEW, password2=AGAIN)


class SetPassword(Drawn, account.SetPasswordForm):
    """A first password."""

    looks: ClassVar[Looks] = {
        "password1": NEW_PASSWORD,
        "password2": {"widget": "password", "autocomplete": "new-password"},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _label(self, password1=NEW, password2=AGAIN)


class Reauthenticate(Drawn, account.ReauthenticateForm):
    """The password once more, before something grave."""

    looks: ClassVar[Looks] = {"password": PASSWORD}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _label(self, password=gettext_lazy("密码"))


APP_CODE = {"widget": "code", "hint": gettext_lazy("验证器 App 里现在的 6 位数字，或者一个备用码")}


class SecondFactor(CodeForm, factors.AuthenticateForm):
    """The second factor of an officer at sign-in."""

    looks: ClassVar[Looks] = {"code": APP_CODE}


class ReauthenticateCode(CodeForm, factors.ReauthenticateForm):
    """The second factor once more, before something grave."""

    looks: ClassVar[Looks] = {"code": APP_CODE}


class Enrol(CodeForm, totp.ActivateTOTPForm):
    """The first code of a new second factor."""

    looks: ClassVar[Looks] = {
        "code": {"widget": "code", "hint": gettext_lazy("扫过图之后，验证器 App 里显示的 6 位数字")}
    }


class RealName(Drawn):
    """Name, kind of document and number."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=100, error_messages=EMPTY)
    kind = forms.ChoiceField(
        label=gettext_lazy("证件类型"), choices=[(kind.value, label) for kind, label in kinds.DOCUMENT_LABELS.items()],
        initial=kinds.DocumentKind.CITIZEN.value,
        error_messages={"required": EMPTY["required"], "invalid_choice": gettext_lazy("没有这种证件类型。请从中选一种。")},
    )  # fmt: skip
    number = forms.CharField(label=gettext_lazy("证件号码"), max_length=40, error_messages=EMPTY)

    looks: ClassVar[Looks] = {
        "name": {"hint": gettext_lazy("和证件上一样"), "autocomplete": "name"},
        "kind": {"widget": "radio"},
        "number": {"autocomplete": "off"},
    }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "kind" in data and "number" in data:
            number = papers.read(kinds.DocumentKind(data["kind"]), data["number"], today=self.today, demo=settings.DEMO)
            if isinstance(number, papers.Wrong):
                self.add_error("number", gettext(number.sentence))
            else:
                data["number"] = number
        return data


class Counter(RealName):
    """What a registrar enters with the person before him."""

    phone = PhoneField()
    seen = forms.BooleanField(
        label=gettext_lazy("核验"),
        error_messages={"required": gettext_lazy("还没有确认人证一致，所以没有核验。请看过原件和本人后勾选。")},
    )
    looks: ClassVar[Looks] = {
        **RealName.looks,
        "name": {"hint": gettext_lazy("和证件上一样"), "autocomplete": "off"},
        "phone": PHONE | {"autocomplete": "off", "hint": gettext_lazy("本人登录这里用的手机号")},
        "seen": {"widget": "checks", "options": [("on", gettext_lazy("已看过原件，人证一致，本人同意"))]},
    }
    field_order = ("phone", "name", "kind", "number", "seen")


class ClaimCode(Drawn):
    """The code that goes to the telephone the register holds."""

    code = forms.CharField(label=gettext_lazy("核验码"), max_length=12, error_messages=EMPTY)
    looks: ClassVar[Looks] = {"code": CODE}


class Uscc(Drawn):
    """The code of an organisation."""

    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=40, error_messages=EMPTY)
    looks: ClassVar[Looks] = {"uscc": {"hint": gettext_lazy("营业执照上的 18 位代码"), "autocomplete": "off"}}

    def clean_uscc(self) -> str:
        number = organisation_numbers.read(self.cleaned_data["uscc"], demo=settings.DEMO)
        if isinstance(number, organisation_numbers.Fault):
            raise forms.ValidationError(gettext(number.sentence))
        return str(number.value)


class Authorise(Drawn):
    """Whom, for whom, for what, until when."""

    whose = forms.ChoiceField(
        label=gettext_lazy("为谁授权"),
        error_messages={"required": EMPTY["required"], "invalid_choice": gettext_lazy("不能为它授权。请从中选一个。")},
    )
    name = forms.CharField(label=gettext_lazy("委托谁"), max_length=100, error_messages=EMPTY)
    phone = PhoneField(label=gettext_lazy("对方的手机号码"))
    items = forms.CharField(label=gettext_lazy("委托哪些事项"), max_length=8000, error_messages=EMPTY)
    until = forms.DateField(
        label=gettext_lazy("最后一天"),
        error_messages={
            "required": EMPTY["required"],
            "invalid": gettext_lazy("日期看不懂。请写成 2027-01-31 这样。"),
        },
    )
    looks: ClassVar[Looks] = {
        "whose": {"widget": "radio"},
        "name": {"hint": gettext_lazy("姓名要和对方的实名一样"), "autocomplete": "off"},
        "phone": PHONE | {"autocomplete": "off", "hint": gettext_lazy("对方登录这里用的手机号")},
        "items": {"widget": "textarea", "hint": gettext_lazy("一行一个，写事项名称或编码")},
        "until": {"widget": "date"},
    }

    def __init__(self, *args: Any, whose: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]  # a ChoiceField

    def clean_items(self) -> tuple[str, ...]:
        """Item codes, from codes or exact names; what is neither is named."""
        from tongban.identity import items

        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()))
        found = items.codes_of(lines[: MOST_ITEMS + 1])
        if unknown := [line for line in lines if line not in found]:
            raise forms.ValidationError(
                gettext("没有叫“%(name)s”的事项，所以不能写进授权。请照办事指南上的名称填写。")
                % {"name": unknown[0][:40]}
            )
        return tuple(dict.fromkeys(found[line] for line in lines))


def _label(form: forms.Form, **labels: object) -> None:
    for name, label in labels.items():
        form.fields[name].label = label  # type: ignore[assignment]  # a lazy translation
        form.fields[name].help_text = ""
        form.fields[name].error_messages |= EMPTY
