"""Everything that reads systems. Whose they are not, finds nothing."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tongban.identity import access, backends, hats
from tongban.identity import queries as identity
from tongban.identity.actors import Actor
from tongban.systems.models import Client, Delivery, Subscription
from tongban.systems.rules import Scope, State

__all__ = ["Client", "Delivery", "Subscription"]  # what queries give; views name it by this module

SUPERVISORS = frozenset({"supervisor"})
BATCH = 50


@dataclass(frozen=True)
class Caller:
    """A client that has shown its key, and the actor that it is for now."""

    client: Client
    actor: Actor

    def may(self, scope: Scope) -> bool:
        return scope in self.client.scopes


def digest(key: str) -> bytes:
    """How a key is kept: keys are random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).digest()


def caller(key: str, *, at: datetime) -> Caller | None:
    """Who shows this key; None when nobody may with it now.

    An organisation's client acts as its legal representative, who registered it: once the register names somebody
    else, or the account is closed, the key opens nothing. An organ's client is an officer of its own.
    """
    today = identity.local_day(at)
    client = Client.objects.filter(digest=digest(key), ended_at=None, until__gte=today).first()
    account = backends.whole().filter(pk=client.account_id).first() if client else None
    if client is None or account is None:
        return None
    hat = f"organisation:{client.organisation_id}" if client.organisation_id else hats.SELF
    actor = hats.actor_of(account, hat, at=at)
    if actor.organisation_id != client.organisation_id:
        return None
    items = tuple(client.items) or actor.items
    return Caller(client, replace(actor, items=items, client_id=client.pk))


def needs_touch(client: Client, at: datetime) -> bool:
    """Whether the hour of the last use has to be written anew."""
    return client.used_at is None or at - client.used_at > timedelta(hours=1)


def of_organisation(actor: Actor) -> QuerySet[Client]:
    """The clients of the organisation whose legal representative asks, newest first; an agent finds none."""
    if actor.kind != "agent" or actor.power_id is not None or actor.organisation_id is None:
        return Client.objects.none()
    return Client.objects.filter(organisation_id=actor.organisation_id).order_by("-pk")


def of_organ(actor: Actor) -> QuerySet[Client]:
    """The clients of the organs that the officer supervises, newest first."""
    return Client.objects.filter(access.organ_filter(actor, SUPERVISORS, organ="organ")).order_by("-pk")


def subscriptions(actor: Actor) -> QuerySet[Subscription]:
    """The subscriptions of the organs that the officer supervises, newest first."""
    mine = access.organ_filter(actor, SUPERVISORS, organ="organ")
    return Subscription.objects.filter(mine).select_related("organ").order_by("-pk")


def subscription(actor: Actor, tag: UUID) -> Subscription | None:
    """One of them."""
    return subscriptions(actor).filter(tag=tag).first()


def listening(organs: list[int], step: str) -> list[Subscription]:
    """The subscriptions of these organs that want to hear of *step*."""
    rows = Subscription.objects.filter(organ_id__in=organs, ended_at=None)
    return [row for row in rows if not row.steps or step in row.steps]


def is_anybody_listening() -> bool:
    return Subscription.objects.filter(ended_at=None).exists()


def log(one: Subscription, *, state: str = "", after: int | None = None, most: int = 30) -> list[Delivery]:
    """A page of what was sent, newest first, *most* + 1 rows; of one state when it is named."""
    rows = Delivery.objects.filter(subscription=one)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(pk__lt=after) if after is not None else rows
    return list(rows.order_by("-pk")[: most + 1])


def due(one: Subscription, *, at: datetime) -> list[Delivery]:
    """What may be sent now, oldest first: of each case the first that is not done yet, if its time has come."""
    before = Delivery.objects.filter(subscription=one.pk, subject=OuterRef("subject"), pk__lt=OuterRef("pk"))
    rows = Delivery.objects.filter(subscription=one, state=State.WAITING, next_at__lte=at)
    rows = rows.exclude(Exists(before.exclude(state=State.DONE)))
    return list(rows.order_by("pk")[:BATCH])


def with_work(*, at: datetime) -> list[int]:
    """The ids of subscriptions that have something to send now."""
    waits = Delivery.objects.filter(subscription=OuterRef("pk"), state=State.WAITING, next_at__lte=at)
    rows = Subscription.objects.filter(Exists(waits), ended_at=None).exclude(rests_until__gt=at)
    return list(rows.values_list("pk", flat=True))


def waiting(one: Subscription, most: int = 99) -> int:
    """How many wait, counted no further than *most* + 1."""
    return Delivery.objects.filter(subscription=one, state=State.WAITING)[: most + 1].count()
