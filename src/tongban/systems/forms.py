"""Forms of systems: they read what was typed; actions decide."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tongban.identity import items
from tongban.identity.forms import EMPTY, Drawn, Looks
from tongban.systems import addresses
from tongban.systems.actions import Wish
from tongban.systems.rules import Refused, Scope

MOST_ITEMS = 200
UNTIL = {"required": EMPTY["required"], "invalid": gettext_lazy("日期看不懂。请写成 2027-01-31 这样。")}
CHOOSE = {
    "required": gettext_lazy("还没有选。请至少选一项。"),
    "invalid_choice": gettext_lazy("没有这一项。请从中选。"),
}
SCOPES = [
    (Scope.READ.value, gettext_lazy("查看本单位的办件和文书")),
    (Scope.FILE.value, gettext_lazy("为本单位填报、提交、补正、撤回")),
]
ROLES = [
    ("intake", gettext_lazy("收件：受理、一次告知补正、不予受理")),
    ("examiner", gettext_lazy("审查：报出审查意见")),
    ("approver", gettext_lazy("审批：作出决定")),
]


class Made(Drawn):
    """Puts the refusal of an action beside its field."""

    def refuse(self, fault: Refused) -> None:
        self.add_error(fault.field if fault.field in self.fields else None, gettext(fault.sentence))


class Program(Made):
    """A system of an organisation."""

    label = forms.CharField(label=gettext_lazy("系统名称"), max_length=60, error_messages=EMPTY)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("它能做什么"), choices=SCOPES, error_messages=CHOOSE)
    items = forms.CharField(label=gettext_lazy("限于哪些事项"), max_length=8000, required=False)
    until = forms.DateField(label=gettext_lazy("密钥的最后一天"), error_messages=UNTIL)
    looks: ClassVar[Looks] = {
        "label": {"hint": gettext_lazy("例如：财务共享平台"), "autocomplete": "off"},
        "scopes": {"widget": "checks"},
        "items": {"widget": "textarea", "hint": gettext_lazy("一行一个，写事项名称或编码；不填就是全部")},
        "until": {"widget": "date", "hint": gettext_lazy("最长一年，到期前再发一个新的")},
    }

    def clean_items(self) -> tuple[str, ...]:
        """Item codes, from codes or exact names; what is neither is named."""
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()))
        found = items.codes_of(lines[:MOST_ITEMS])
        if unknown := [line for line in lines if line not in found]:
            told = gettext("没有叫“%(name)s”的事项，所以不能写进去。请照办事指南上的名称填写。")
            raise forms.ValidationError(told % {"name": unknown[0][:40]})
        return tuple(dict.fromkeys(found[line] for line in lines))

    def wish(self) -> Wish:
        typed: dict[str, Any] = self.cleaned_data
        return Wish(typed["label"], typed["until"], scopes=tuple(typed["scopes"]), items=typed["items"])


class Department(Made):
    """A system of an organ."""

    label = forms.CharField(label=gettext_lazy("系统名称"), max_length=60, error_messages=EMPTY)
    roles = forms.MultipleChoiceField(label=gettext_lazy("它在哪些岗位上办"), choices=ROLES, error_messages=CHOOSE)
    until = forms.DateField(label=gettext_lazy("密钥的最后一天"), error_messages=UNTIL)
    looks: ClassVar[Looks] = {
        "label": {"hint": gettext_lazy("申请人会看到是这个系统经办的"), "autocomplete": "off"},
        "roles": {"widget": "checks"},
        "until": {"widget": "date", "hint": gettext_lazy("最长一年，到期前再发一个新的")},
    }

    def wish(self) -> Wish:
        typed: dict[str, Any] = self.cleaned_data
        return Wish(typed["label"], typed["until"], roles=tuple(typed["roles"]))


class Hook(Made):
    """A subscription."""

    name = forms.CharField(label=gettext_lazy("系统名称"), max_length=60, error_messages=EMPTY)
    address = forms.CharField(label=gettext_lazy("推送到哪里"), max_length=addresses.LONGEST, error_messages=EMPTY)
    looks: ClassVar[Looks] = {
        "name": {"autocomplete": "off"},
        "address": {"hint": gettext_lazy("https:// 开头的完整地址"), "autocomplete": "off"},
    }

    def refuse(self, fault: Refused) -> None:
        super().refuse(Refused("name", fault.sentence) if fault.field == "label" else fault)
