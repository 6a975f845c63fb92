"""Which hat an account wears: from the account and the word in its session to an Actor. At most one statement more.

The word is "" (for oneself), "power:<id>" or "organisation:<id>"; each request checks that it still holds.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tongban.identity import queries, recheck
from tongban.identity.actors import ANONYMOUS, Actor
from tongban.identity.models import Account, Organisation, Power

SESSION_KEY = "hat"
SELF = ""


@dataclass(frozen=True)
class Hat:
    """One hat that a person may put on, as the switcher shows it."""

    word: str
    name: str  # of the organisation or person; empty for oneself
    is_worn: bool = False
    is_representative: bool = False


def actor_of(account: Account, word: str, *, at: datetime) -> Actor:
    """The actor that *account* is with this hat; with a hat that no longer holds, the person herself."""
    if account.kind == Account.Kind.OFFICER:
        return _officer(account)
    person = account.person
    if person is None:
        return ANONYMOUS
    self = Actor("person", account_id=account.pk, person_id=person.pk, name=person.name, level=person.level)
    return _with_hat(self, word, at=at) or self


def all_of(actor: Actor, *, at: datetime) -> list[Hat]:
    """The hats that the person may put on now, herself first."""
    hats = [Hat(SELF, "", is_worn=not actor.is_agent)]
    if actor.person_id is None:
        return []
    for organisation in queries.represented_by(actor.person_id):
        worn = actor.organisation_id == organisation.pk and actor.power_id is None
        hats.append(Hat(f"organisation:{organisation.pk}", organisation.name, is_worn=worn, is_representative=True))
    powers = queries.powers_to_use(actor.person_id, on=queries.local_day(at))
    return hats + [Hat(f"power:{one.pk}", queries.giver_name(one), is_worn=actor.power_id == one.pk) for one in powers]


def _officer(account: Account) -> Actor:
    staff = account.staff
    seats = frozenset((seat["role"], seat["organ"]) for seat in account.seats)  # type: ignore[attr-defined]  # annotated by backends.whole
    return Actor(
        "officer",
        account_id=account.pk,
        name=staff.name,
        staff_id=staff.pk,
        organ_id=staff.organ_id,
        organ_code=staff.organ.code,
        district=staff.organ.district,
        roles=frozenset(role for role, organ in seats if organ == staff.organ_id),
        seats=seats,
    )


def _with_hat(self: Actor, word: str, *, at: datetime) -> Actor | None:
    kind, _, number = word.partition(":")
    if not number.isdecimal() or self.person_id is None:
        return None
    if kind == "organisation":
        organisation = queries.represented_by(self.person_id).filter(pk=int(number)).first()
        return _representative(self, organisation, at=at) if organisation else None
    if kind == "power":
        power = queries.powers_to_use(self.person_id, on=queries.local_day(at)).filter(pk=int(number)).first()
        return _agent(self, power, at=at) if power else None
    return None


def _representative(self: Actor, organisation: Organisation, *, at: datetime) -> Actor | None:
    check = recheck.of(organisation, at=at)
    if check == recheck.Check.CHANGED:
        return None
    return replace(
        self,
        kind="agent",
        organisation_id=organisation.pk,
        district=organisation.district,
        hat_name=organisation.name,
        power_checked=check == recheck.Check.HOLDS,
    )


def _agent(self: Actor, power: Power, *, at: datetime) -> Actor | None:
    check = recheck.of(power.organisation, at=at) if power.organisation else recheck.Check.HOLDS
    if check == recheck.Check.CHANGED:
        return None
    return replace(
        self,
        kind="agent",
        organisation_id=power.organisation_id,
        principal_id=power.principal_id,
        power_id=power.pk,
        items=tuple(power.items),
        hat_name=queries.giver_name(power),
        power_checked=check == recheck.Check.HOLDS,
    )
