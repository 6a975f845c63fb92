"""Everything that changes systems. Every door comes through here; one file per group of verbs."""

from tongban.systems.actions.clients import Made, Wish, end, register_for_organ, register_for_organisation, touch
from tongban.systems.actions.hooks import News, announce, end_subscription, failed, resend, sent, subscribe, woken
from tongban.systems.actions.once import once, sweep
from tongban.systems.rules import NotAllowed, Refused

__all__ = [
    "Made", "News", "NotAllowed", "Refused", "Wish", "announce", "end", "end_subscription", "failed", "once",
    "register_for_organ", "register_for_organisation", "resend", "sent", "subscribe", "sweep", "touch", "woken",
]  # fmt: skip
