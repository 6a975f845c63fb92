"""What the page prints on which staff open a code to rate, and the slip that comes of it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tongban.feedback import actions, queries, rules
from tongban.feedback.models import Occasion
from tongban.feedback.pages import words
from tongban.identity.actors import Actor
from tongban.ui.fields import Field, Option, faults

KINDS = ("counter", "telephone")
LONGEST_REFERENCE = 40


@dataclass(frozen=True)
class Slip:
    """A code to hand out."""

    code: str
    address: str
    until: date | None
    qr: SafeString


def form(typed: Mapping[str, str], error: str = "") -> dict[str, Any]:
    """The form with what was typed."""
    kind = typed.get("kind", "") or "counter"
    options = tuple(Option(key, _(words.OCCASIONS[key]), key == kind) for key in KINDS)
    fields = [
        Field("kind", _("什么服务"), "radio", value=kind, options=options),
        Field("item", _("事项编码"), value=typed.get("item", ""), hint=_("12 位；不是办某个事项的不填"),
              is_required=False, error=error),
        Field("reference", _("取号或工单号"), value=typed.get("reference", ""),
              hint=_("填了，同一个号只开一个码"), is_required=False),
    ]  # fmt: skip
    return {"fields": fields, "errors": faults(fields), "address": "/desk/ratings/open/"}


def served(typed: Mapping[str, str], actor: Actor) -> actions.Served:
    """What was typed, as the service given. Raises Refused."""
    item = typed.get("item", "").strip()[:12]
    name = queries.item_names([item]).get(item, "") if item else ""
    if item and not name:
        raise rules.Refused(_("没有这个编码的事项，所以没有开。请核对编码，或者不填。"))
    kind = typed.get("kind", "")
    if kind not in KINDS:
        raise rules.Refused(_("还没有选什么服务，所以没有开。请选一个。"))
    reference = typed.get("reference", "").strip()[:LONGEST_REFERENCE]
    return actions.Served(kind, item, name, actor.district, reference=reference)


def slip(occasion: Occasion, address: str) -> Slip:
    """The code as it is handed out, with its picture."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=2, light="#ffffff", xmldecl=False)
    drawn = mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by segno from an address of ours
    return Slip(occasion.code, address, occasion.closes_on, drawn)
