"""Clients: registered by who may, shown their key once, ended."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tongban.identity import access, kinds
from tongban.identity import actions as identity
from tongban.identity import queries as identities
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import journal
from tongban.systems import queries, rules
from tongban.systems.models import Client
from tongban.systems.rules import NotAllowed, Refused, Scope

PREFIX = "tb1_"


@dataclass(frozen=True)
class Wish:
    """What client somebody wants: its label, what it may do, until when, for which items (none named: all)."""

    label: str
    until: date
    scopes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A client just registered, and its key: shown now and never again."""

    client: Client
    key: str


@transaction.atomic
def register_for_organisation(wish: Wish, *, actor: Actor, at: datetime) -> Made:
    """A client that acts for the organisation, by its legal representative. Raises Refused, NotAllowed."""
    if actor.kind != "agent" or actor.power_id is not None or actor.organisation_id is None or not actor.is_verified:
        raise NotAllowed
    _check(wish, queries.of_organisation(actor).filter(ended_at=None).count(), at)
    if not wish.scopes or not set(wish.scopes) <= rules.OF_ORGANISATIONS:
        raise Refused("scopes", _("没有选这个系统能做什么，所以没有登记。请至少选一项。"))
    whose = {"organisation_id": actor.organisation_id, "account_id": actor.account_id}
    return _make(wish, list(wish.scopes), whose, actor=actor, at=at)


@transaction.atomic
def register_for_organ(wish: Wish, *, actor: Actor, at: datetime) -> Made:
    """A client that acts at the desk of the officer's organ, in roles of its own. Raises Refused, NotAllowed."""
    if not access.holds(actor, "supervisor", actor.organ_id):
        raise NotAllowed
    _check(wish, queries.of_organ(actor).filter(ended_at=None).count(), at)
    if not wish.roles or not set(wish.roles) <= set(rules.WORK_ROLES):
        raise Refused("roles", _("没有选这个系统的岗位，所以没有登记。请至少选一个。"))
    organ = Organ.objects.get(pk=actor.organ_id or 0)
    login, password = (
        f"system-{uuid4().hex[:16]}",
        secrets.token_urlsafe(48),
    )  # nobody knows it, nobody signs in with it
    staff = identity.hire(login, wish.label.strip(), organ, password=password, actor=actor, at=at)
    for role in wish.roles:
        identity.give_role(staff, kinds.RoleName(role), organ, actor=actor, at=at)
    whose: dict[str, int | None] = {"organ_id": organ.pk, "account_id": staff.account_id}
    return _make(wish, [Scope.WORK.value], whose, actor=actor, at=at)


@transaction.atomic
def end(client: Client, *, actor: Actor, at: datetime) -> None:
    """The key opens nothing from the next request on. Twice is once. *client* comes from queries for the actor."""
    if not Client.objects.filter(pk=client.pk, ended_at=None).update(ended_at=at):
        return
    journal.write("systems", "end_client", subject=client.pk, actor=actor, at=at)
    if client.organ_id is not None:
        identity.dismiss(client.account.staff, actor=actor, at=at)


def touch(client: Client, *, at: datetime) -> None:
    """Note, to the hour, that the key was used."""
    if queries.needs_touch(client, at):
        Client.objects.filter(pk=client.pk).update(used_at=at)


def _check(wish: Wish, in_force: int, at: datetime) -> None:
    if not wish.label.strip():
        raise Refused("label", _("没有写系统的名称，所以没有登记。请写一个大家认得的名称。"))
    if not rules.fits_term(wish.until, identities.local_day(at)):
        raise Refused("until", _("密钥的最后一天要在今天以后、一年以内，所以没有登记。请改一个日期。"))
    if in_force >= rules.MOST_CLIENTS:
        raise Refused("label", _("在用的系统已经有 20 个，所以没有登记。请先停用不再用的。"))


def _make(wish: Wish, scopes: Iterable[str], whose: dict[str, int | None], *, actor: Actor, at: datetime) -> Made:
    key = PREFIX + secrets.token_urlsafe(32)
    client = Client.objects.create(
        label=wish.label.strip(), scopes=list(scopes), items=list(wish.items), until=wish.until, made_at=at,
        made_by_id=actor.account_id or 0, digest=queries.digest(key), hint=key[:8], **whose,
    )  # fmt: skip
    journal.write("systems", "register_client", subject=client.pk, actor=actor, at=at, until=wish.until.isoformat())
    return Made(client, key)
