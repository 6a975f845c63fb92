"""Pushing what waits to its receivers: what a job does, outside any transaction. Writes only through actions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tongban.kernel import ports
from tongban.systems import actions, queries, signatures, vault
from tongban.systems.models import Delivery, Subscription
from tongban.systems.ports import Sender, Unreached

LASTS = timedelta(seconds=5)  # of one job, so that other jobs have their turn; what is left goes on in the next
OK = range(200, 300)


def push(subscription_id: int, *, now: Callable[[], datetime]) -> int:
    """Send to one receiver what may be sent, in order within each case, until nothing is left, it rests, or time is up."""
    one = Subscription.objects.get(pk=subscription_id)
    begun, done = now(), 0
    if one.ended_at or (one.rests_until and one.rests_until > begun):
        return 0
    secret = vault.secret_of(one)
    while batch := queries.due(one, at=now()):
        for delivery in batch:
            if not _send(one, delivery, secret, now()):
                return done
            done += 1
            if now() - begun > LASTS:
                return done
    return done


def _send(one: Subscription, delivery: Delivery, secret: str, at: datetime) -> bool:
    """Send one; False when the receiver is to rest."""
    headers = signatures.headers(secret, f"{one.tag.hex}-{delivery.line}", delivery.body, at=at)
    try:
        status = ports.get(Sender).send(one.address, headers, delivery.body)
    except Unreached as fault:
        return not actions.failed(delivery, str(fault), at=at)
    if status in OK:
        actions.sent(delivery, status, at=at)
        return True
    return not actions.failed(delivery, str(status), at=at)
