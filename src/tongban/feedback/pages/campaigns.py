"""What the page prints on which a supervisor calls for flaws, and what was typed as a call."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongban.feedback import actions, rules
from tongban.ui.fields import Field, faults

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
LONGEST_TITLE = 60


def form(typed: Mapping[str, str], error: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """The form with what was typed; *error* is the field and its sentence."""
    fields = [
        _field("title_zh", _("标题"), typed, error),
        _field("title_en", _("英文标题"), typed, error, is_required=False),
        _field("words_zh", _("请大家找什么"), typed, error, "textarea"),
        _field("words_en", _("英文说明"), typed, error, "textarea", is_required=False),
        _field("slug", _("网址里的名字"), typed, error, hint=_("小写字母、数字和连字符，如 forms-2026")),
        _field("since", _("从哪天"), typed, error, "date"),
        _field("until", _("到哪天"), typed, error, "date"),
        _field("item", _("事项编码"), typed, error, hint=_("12 位；不限事项的不填"), is_required=False),
    ]
    return {"fields": fields, "errors": faults(fields), "address": "/desk/flaws/campaigns/"}


def call(typed: Mapping[str, str]) -> actions.Call:
    """What was typed, as the call it is. Raises Refused with the field and its sentence."""
    said = {name: typed.get(name, "").strip() for name in ("title_zh", "words_zh", "slug", "item")}
    if not 0 < len(said["title_zh"]) <= LONGEST_TITLE:
        raise rules.Refused("title_zh", _("没有写标题，或者超过 60 字，所以没有发布。请改好再发布。"))
    if not said["words_zh"]:
        raise rules.Refused("words_zh", _("没有写请大家找什么，所以没有发布。请写一两句。"))
    if not SLUG.fullmatch(said["slug"]):
        raise rules.Refused("slug", _("网址里的名字只能用小写字母、数字和连字符，所以没有发布。请改好再发布。"))
    since, until = _day(typed, "since"), _day(typed, "until")
    if until < since:
        raise rules.Refused("until", _("结束在开始之前，所以没有发布。请改好日期。"))
    title = {"zh": said["title_zh"], "en": typed.get("title_en", "").strip()[:120]}
    words = {"zh": said["words_zh"][:500], "en": typed.get("words_en", "").strip()[:1000]}
    return actions.Call(said["slug"], title, words, since, until, said["item"][:12])


def _day(typed: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(typed.get(name, "").strip())
    except ValueError:
        raise rules.Refused(name, _("日期没有填对，所以没有发布。请按 2026-11-24 的样子填。")) from None


def _field(
    name: str, label: str, typed: Mapping[str, str], error: tuple[str, str], widget: str = "text", *,
    hint: str = "", is_required: bool = True,
) -> Field:  # fmt: skip
    said = error[1] if error[0] == name else ""
    return Field(name, label, widget, typed.get(name, ""), hint=hint, is_required=is_required, error=said)
