"""Hooks: subscribe, announce a step, note how sending went, send again. Nothing here touches the network."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.kernel import journal
from tongban.systems import addresses, queries, rules, signatures, vault
from tongban.systems.models import Delivery, Subscription
from tongban.systems.rules import NotAllowed, Refused, State


@dataclass(frozen=True)
class News:
    """What a department system is told of one step: ids and codes, no name, no free text."""

    line: int
    subject: int
    case: str
    step: str
    item: str
    district: str
    organ: str
    document: str
    facts: dict[str, str | int]
    at: datetime


def subscribe(
    label: str, address: str, steps: Sequence[str], *, actor: Actor, at: datetime
) -> tuple[Subscription, str]:
    """A subscription of the officer's organ, and the secret that signs its news: shown once. Raises Refused."""
    if not access.holds(actor, "supervisor", actor.organ_id) or actor.organ_id is None:
        raise NotAllowed
    if not label.strip():
        raise Refused("label", _("没有写系统的名称，所以没有登记。请写一个大家认得的名称。"))
    if queries.subscriptions(actor).filter(ended_at=None).count() >= rules.MOST_SUBSCRIPTIONS:
        raise Refused("label", _("在用的推送已经有 10 个，所以没有登记。请先停用不再用的。"))
    try:
        addresses.check(address)
    except addresses.Barred as bar:
        raise Refused("address", bar.args[0]) from None
    secret = signatures.new_secret()
    row = Subscription(
        organ_id=actor.organ_id, label=label.strip()[:60], address=address, steps=list(steps), made_at=at,
        made_by_id=actor.account_id or 0,
    )  # fmt: skip
    row.secret_sealed = vault.seal(row, secret)
    with transaction.atomic():
        row.save(force_insert=True)
        journal.write("systems", "subscribe", subject=row.pk, actor=actor, at=at)
    return row, secret


@transaction.atomic
def end_subscription(one: Subscription, *, actor: Actor, at: datetime) -> None:
    """Nothing more is sent; the log stays. Twice is once. *one* comes from queries for the actor."""
    if Subscription.objects.filter(pk=one.pk, ended_at=None).update(ended_at=at):
        journal.write("systems", "end_subscription", subject=one.pk, actor=actor, at=at)


def announce(news: News, organs: list[int]) -> list[int]:
    """Put *news* in the line of every subscription of these organs that wants it; whose. Twice is once."""
    wanted = queries.listening(organs, news.step)
    rows = [
        Delivery(
            subscription=one, line=news.line, subject=news.subject, case_number=news.case, body=_body(news),
            next_at=news.at, made_at=news.at,
        )
        for one in wanted
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return [one.pk for one in wanted]


def sent(delivery: Delivery, status: int, *, at: datetime) -> None:
    """It was taken."""
    mine = Delivery.objects.filter(pk=delivery.pk)
    mine.update(state=State.DONE, tries=delivery.tries + 1, outcome=str(status), tried_at=at)
    Subscription.objects.filter(pk=delivery.subscription_id).exclude(faults=0).update(faults=0, rests_until=None)


def failed(delivery: Delivery, outcome: str, *, at: datetime) -> bool:
    """It was not taken: it waits, longer each time, and after a week for a human. True when the receiver is to rest.

    A receiver that did not take three in a row rests as a whole, so that one that hangs does not hold up the others.
    """
    tries = delivery.tries + 1
    state = State.STUCK if rules.is_over(delivery.made_at, at) else State.WAITING
    later = at + rules.wait_after(tries)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, tries=tries, outcome=outcome[:20], tried_at=at, next_at=later
    )
    one = Subscription.objects.get(pk=delivery.subscription_id)
    faults = min(one.faults + 1, 1000)
    rests = faults >= rules.RESTS_AFTER or not outcome.isdecimal()
    until = at + rules.wait_after(faults) if rests else None
    Subscription.objects.filter(pk=one.pk).update(faults=faults, rests_until=until)
    return rests


@transaction.atomic
def resend(one: Subscription, delivery_id: int | None = None, *, actor: Actor, at: datetime) -> int:
    """Send now what waits or is stuck: one delivery, or all of them; how many. Order within a case stays."""
    rows = Delivery.objects.filter(subscription=one).exclude(state=State.DONE)
    rows = rows.filter(pk=delivery_id) if delivery_id is not None else rows
    # A new beginning: a stuck one gets its week again from now on.
    found = rows.update(state=State.WAITING, next_at=at, made_at=at)
    woken(one)
    journal.write("systems", "resend", subject=one.pk, actor=actor, at=at, count=found)
    return found


def woken(one: Subscription) -> None:
    """It need not rest any longer."""
    Subscription.objects.filter(pk=one.pk).update(rests_until=None)


def _body(news: News) -> str:
    data: dict[str, Any] = {
        "id": news.line, "type": f"case.{news.step}", "at": news.at.isoformat(), "case": news.case,
        "item": news.item, "district": news.district, "organ": news.organ, "document": news.document,
        "facts": news.facts,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
