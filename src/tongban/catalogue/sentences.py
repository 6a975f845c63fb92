"""What a form says when a value does not do: what is wrong, why, and what to do. Pure; words are message ids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tongban.kernel import identity_numbers, mobile_numbers, organisation_numbers


@dataclass(frozen=True)
class Sentence:
    """A message id with its figures; str() gives it in the reader's language."""

    message: str
    figures: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.message) % self.figures if self.figures else gettext(self.message)


_BY_KIND: dict[str, tuple[str, str]] = {
    # kind of fault: (message, the word of the schema that holds its figure)
    "Required": (_("这里还空着，提交前要填。请填上。"), ""),
    "MaxLength": (_("太长了，最多 %(limit)s 个字。请删短一些，你写的还在。"), "maxLength"),
    "MinLength": (_("太短了，至少 %(limit)s 个字。请补全。"), "minLength"),
    "Minimum": (_("这个数太小，至少是 %(limit)s。请核对后改正。"), "minimum"),
    "Maximum": (_("这个数太大，最多是 %(limit)s。请核对后改正。"), "maximum"),
    "ExclusiveMinimum": (_("这个数太小，要大于 %(limit)s。请核对后改正。"), "exclusiveMinimum"),
    "ExclusiveMaximum": (_("这个数太大，要小于 %(limit)s。请核对后改正。"), "exclusiveMaximum"),
    "MultipleOf": (_("这个数要是 %(limit)s 的倍数。请核对后改正。"), "multipleOf"),
    "Enum": (_("选的不在可选范围里，可能选项刚调整过。请重新选。"), ""),
    "Pattern": (_("格式不对。请看上面的提示，照样子填。"), ""),
    "MinItems": (_("至少要选 %(limit)s 项。请再选。"), "minItems"),
    "MaxItems": (_("最多选 %(limit)s 项。请去掉几项。"), "maxItems"),
}
_BY_TYPE = {
    "integer": _("这里要填整数，只写数字，不写单位。请改正。"),
    "number": _("这里要填数字，不写单位。请改正。"),
    "boolean": _("请在“是”和“否”里选一个。"),
    "array": _("请从选项里选。"),
    "string": _("这里要填文字。请改正。"),
}
_OTHER = _("填的内容不合要求。请看提示后改正。")


def of(fault: jsonschema_rs.ValidationError, spec: Mapping[str, Any]) -> Sentence:
    """The sentence for one fault of jsonschema-rs in the property *spec*."""
    kind = type(fault.kind).__name__.rpartition("_")[2]
    if kind == "Type":
        return Sentence(_BY_TYPE.get(spec.get("type", ""), _OTHER))
    message, word = _BY_KIND.get(kind, (_OTHER, ""))
    return Sentence(message, {"limit": _limit(spec, word)} if word else {})


def of_format(  # noqa: PLR0911 - one answer per format
    spec: Mapping[str, Any], value: object, *, today: date, demo: bool
) -> Sentence | None:
    """The sentence for a value that is not in the format its property names; None when it is."""
    text = str(value)
    match spec.get("format"):
        case "date":
            return None if _is_date(text) else Sentence(_("这不是一个日期。请按 2026-11-24 的样子填。"))
        case "mobile":
            return _from_kernel(mobile_numbers.read(text), mobile_numbers.Fault)
        case "identity-number":
            return _from_kernel(identity_numbers.read(text, today=today, demo=demo), identity_numbers.Fault)
        case "uscc":
            return _from_kernel(organisation_numbers.read(text, demo=demo), organisation_numbers.Fault)
        case "email":
            good = re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}", text) and len(text) <= 254  # noqa: PLR2004 - RFC 5321
            return None if good else Sentence(_("这不是一个邮箱地址。请按 name@example.com 的样子填。"))
        case "postcode":
            return None if re.fullmatch(r"\d{6}", text) else Sentence(_("邮政编码是 6 位数字。请核对后改正。"))
    return None


def _from_kernel(found: object, fault: type) -> Sentence | None:
    return Sentence(found.sentence) if isinstance(found, fault) else None  # type: ignore[attr-defined]  # every Fault has one


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _limit(spec: Mapping[str, Any], word: str) -> object:
    return spec.get(word, spec.get("items", {}).get(word, ""))
