"""Powers: given for named items until a day, accepted by the agent, ended by either side."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from tongban.identity import kinds, limits, names, queries
from tongban.identity.actors import Actor
from tongban.identity.errors import NotAllowed, Refused
from tongban.identity.models import Person, Power
from tongban.kernel import journal

LONGEST = timedelta(days=3 * 366)
MOST_ITEMS = 200
NOBODY = gettext_noop("找不到手机号和姓名都相符的实名账号，所以没有发出。请核对；对方还没实名的，请先完成实名。")


@dataclass(frozen=True)
class Wish:
    """What power somebody wants to give: to whom, for which items, until when; for herself or an organisation."""

    phone: str
    name: str
    items: tuple[str, ...]
    until: date
    organisation_id: int | None = None


def authorise(wish: Wish, *, actor: Actor, at: datetime) -> Power:
    """Give the power; it may be used once the agent accepts. The same wish again finds the power given.

    Raises Refused, NotAllowed, limits.TooMany.
    """
    limits.count(limits.AUTHORISE, str(actor.account_id), at=at)
    _check(wish, actor=actor, at=at)
    agent = _agent(wish, actor)
    for_whom: dict[str, object] = {"organisation_id": wish.organisation_id}
    if wish.organisation_id is None:
        for_whom = {"principal_id": actor.person_id}
    same = Power.objects.filter(**for_whom, agent=agent, items=list(wish.items), until=wish.until, ended_at=None)
    if power := same.first():
        return power
    with transaction.atomic():
        power = Power.objects.create(
            **for_whom,
            agent=agent,
            granted_by_id=actor.person_id or 0,
            items=list(wish.items),
            until=wish.until,
            granted_at=at,
        )
        journal.write("identity", "authorise", subject=power.pk, actor=actor, at=at, agent=agent.pk)
    return power


def accept(power: Power, *, actor: Actor, at: datetime) -> None:
    """The agent takes the power. Twice is once. Raises NotAllowed."""
    _require(power.agent_id == actor.person_id)
    with transaction.atomic():
        if Power.objects.filter(pk=power.pk, accepted_at=None, ended_at=None).update(accepted_at=at):
            journal.write("identity", "accept_power", subject=power.pk, actor=actor, at=at, agent=power.agent_id)


def decline(power: Power, *, actor: Actor, at: datetime) -> None:
    """The agent will not have it, or no longer. Raises NotAllowed."""
    _require(power.agent_id == actor.person_id)
    _end(power, kinds.Ended.DECLINED, "decline_power", actor=actor, at=at)


def revoke(power: Power, *, actor: Actor, at: datetime) -> None:
    """Who gave the power, or represents the organisation now, ends it: from the next request on. Raises NotAllowed."""
    mine = Q(principal_id=actor.person_id) | Q(organisation__representative_id=actor.person_id)
    _require(actor.is_citizen and Power.objects.filter(mine, pk=power.pk).exists())
    _end(power, kinds.Ended.REVOKED, "end_power", actor=actor, at=at)


@transaction.atomic
def _end(power: Power, why: kinds.Ended, step: str, *, actor: Actor, at: datetime) -> None:
    # Compare and swap: a power ends once, with its first reason.
    if Power.objects.filter(pk=power.pk, ended_at=None).update(ended_at=at, ended_why=why.value):
        journal.write("identity", step, subject=power.pk, actor=actor, at=at, agent=power.agent_id)


def _check(wish: Wish, *, actor: Actor, at: datetime) -> None:
    if not actor.is_verified or actor.person_id is None:
        raise NotAllowed
    represented = queries.represented_by(actor.person_id)
    _require(wish.organisation_id is None or represented.filter(pk=wish.organisation_id).exists())
    today = queries.local_day(at)
    if not today <= wish.until <= today + LONGEST:
        raise Refused(gettext_noop("授权的最后一天要在今天之后、三年之内。请改一个日期。"))
    if not 0 < len(wish.items) <= MOST_ITEMS:
        raise Refused(gettext_noop("授权要写明事项，至少一个，最多 200 个。请填写要委托办理的事项。"))


def _agent(wish: Wish, actor: Actor) -> Person:
    account = queries.account_of_phone(wish.phone)
    person = account.person if account and account.is_active else None
    if person is None or person.level < kinds.RealName.VERIFIED or not names.same(person.name, wish.name):
        raise Refused(NOBODY)
    if person.pk == actor.person_id:
        raise Refused(gettext_noop("这是你自己的手机号，自己的事不用授权。请填写要委托的人。"))
    return person


def _require(is_allowed: bool) -> None:  # noqa: FBT001 - the condition itself is the argument
    if not is_allowed:
        raise NotAllowed
