"""The one road by which a case moves: permission, compare-and-swap, journal line. Not here: any particular step."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from tongban.cases import states
from tongban.cases.models import Case
from tongban.cases.rules import NotAllowed, Overtaken
from tongban.cases.states import Hand, State, Step
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.kernel import calendars, journal
from tongban.kernel.journal import Fact
from tongban.kernel.models import Line


def move(
    case: Case,
    step: Step,
    *,
    actor: Actor,
    at: datetime,
    changes: dict[str, Any] | None = None,
    facts: Mapping[str, Fact] | None = None,
    document: str = "",
) -> Line:
    """Move *case* one step with *changes* to its columns, and write the journal line: both, or neither."""
    new = states.after(State(case.state), step)
    swap(case, permitted(actor, step), {"state": new, "desk": states.DESK[new], **(changes or {})})
    return write(case, states.word(step), actor=actor, at=at, facts=facts, document=document)


def swap(case: Case, permission: Q, changes: dict[str, Any]) -> None:
    """Change the row if it is still as it was read, and whoever acts may. Raises Overtaken or NotAllowed.

    Every change moves the revision, so that of two who read the same row only the first changes it.
    """
    changes = {**changes, "revision": case.revision + 1}
    unmoved = Case.objects.filter(pk=case.pk, state=case.state, revision=case.revision)
    if not unmoved.filter(permission).update(**changes):
        raise NotAllowed if unmoved.exists() else Overtaken
    for name, value in changes.items():
        setattr(case, name, value)


def permitted(actor: Actor, step: Step) -> Q:
    """Which rows *actor* may take *step* on, as one indexed predicate. Raises NotAllowed when none at all."""
    hands: frozenset[str] = states.HANDS[step]
    if actor.kind == "system" and Hand.SYSTEM in hands:
        return Q()
    if actor.kind == "officer" and any(role in hands for role, _ in actor.seats):
        return access.organ_filter(actor, hands)
    if actor.kind in ("person", "agent") and Hand.APPLICANT in hands:
        return access.applicant_filter(actor)
    raise NotAllowed


def write(
    case: Case, word: str, *, actor: Actor, at: datetime, facts: Mapping[str, Fact] | None = None, document: str = ""
) -> Line:
    """One journal line about *case*: ids and codes only."""
    who = {"staff": actor.staff_id, "client": actor.client_id}
    more: dict[str, Any] = {name: each for name, each in who.items() if each}
    return journal.write(
        "cases",
        word,
        subject=case.pk,
        actor=actor,
        at=at,
        item=case.item_code,
        district=case.district,
        version=case.version_id,
        document=document,
        **(more | dict(facts or {})),
    )


def local_day(at: datetime) -> date:
    """The region's date at the moment *at*."""
    return at.astimezone(calendars.current().zone).date()
