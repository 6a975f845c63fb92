"""What the pages of systems print: plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongban.systems import forms
from tongban.systems.queries import Client, Delivery, Subscription
from tongban.systems.rules import State

SHOWN = 100
_WORDS = {str(key): words for key, words in [*forms.SCOPES, *forms.ROLES]}
STATES = {
    State.WAITING: (gettext_lazy("等着推送"), "soon"),
    State.DONE: (gettext_lazy("对方已收下"), "done"),
    State.STUCK: (gettext_lazy("一周没有送到，等人处理"), "late"),
}
FAULTS = {
    "timeout": gettext_lazy("对方几秒内没有回应"),
    "tls": gettext_lazy("对方的证书不对"),
    "inside": gettext_lazy("域名现在指向内部网络，没有推送"),
    "unknown": gettext_lazy("域名解析不到"),
    "broken": gettext_lazy("连不上，或对方答得不对"),
}


@dataclass(frozen=True)
class ClientRow:
    tag: UUID
    label: str
    can: str
    hint: str
    until: date
    used_at: datetime | None
    is_ended: bool


@dataclass(frozen=True)
class HookRow:
    tag: UUID
    label: str
    address: str
    is_ended: bool
    rests_until: datetime | None


@dataclass(frozen=True)
class LogRow:
    pk: int
    number: str
    state: str
    kind: str
    tries: int
    answer: str
    made_at: datetime
    tried_at: datetime | None
    can_resend: bool


def client(row: Client) -> ClientRow:
    can = "；".join(str(_WORDS[word]) for word in row.scopes if word in _WORDS)
    return ClientRow(row.tag, row.label, can, row.hint, row.until, row.used_at, row.ended_at is not None)


def hook(row: Subscription) -> HookRow:
    return HookRow(row.tag, row.label, row.address, row.ended_at is not None, row.rests_until)


def delivery(row: Delivery) -> LogRow:
    words, kind = STATES[State(row.state)]
    answer = str(FAULTS.get(row.outcome, "")) or (
        _("对方答 %(status)s") % {"status": row.outcome} if row.outcome else ""
    )
    can = row.state != State.DONE
    return LogRow(row.pk, row.case_number, str(words), kind, row.tries, answer, row.made_at, row.tried_at, can)
