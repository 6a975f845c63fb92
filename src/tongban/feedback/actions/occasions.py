"""Opening an occasion to rate: by a case's step, at a counter, after a telephone call. Not here: the rating."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tongban.feedback import policy, tokens
from tongban.feedback.actions import counts
from tongban.feedback.hands import local_day
from tongban.feedback.models import Occasion
from tongban.feedback.rules import NotAllowed, month_of
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import journal

SERVING = frozenset({"intake", "examiner", "approver", "supervisor", "registrar"})


@dataclass(frozen=True)
class Served:
    """A service given outside a case, as a counter or the hotline knows it. *reference* is their own number of it.

    *person* is None when only the slip tells who was served: then whoever has the code rates.
    """

    kind: str  # counter, telephone
    item: str
    item_name: str
    district: str = ""
    person: int | None = None
    reference: str = ""


@transaction.atomic
def open_occasion(  # noqa: PLR0913 - the facts of one occasion, by keyword
    kind: str,
    *,
    case: int,
    case_number: str,
    item: str,
    item_name: str,
    organ: int,
    district: str,
    person: int,
    actor: Actor,
    at: datetime,
    line: int = 0,
) -> Occasion:
    """Let *person* rate what a case did for her. The second call finds the first occasion.

    *line* tells several of one kind apart: requests to supply.
    """
    occasion, created = Occasion.objects.get_or_create(
        case=case,
        kind=kind,
        line=line,
        defaults={
            "code": tokens.new_code(),
            "case_number": case_number,
            "item": item,
            "item_name": item_name,
            "organ_id": organ,
            "district": district,
            "person_id": person,
            "opened_at": at,
            "closes_on": _closes_on(at),
        },
    )
    return _tell(occasion, actor=actor, at=at) if created else occasion


@transaction.atomic
def open_served(served: Served, *, actor: Actor, at: datetime) -> Occasion:
    """Open the occasion of a service that the officer's own body gave. The same reference finds the same occasion."""
    if actor.kind != "officer" or actor.organ_id is None or not any(role in SERVING for role, _ in actor.seats):
        raise NotAllowed
    if served.kind not in {Occasion.Kind.COUNTER, Occasion.Kind.TELEPHONE}:
        raise NotAllowed
    if served.reference:
        known = Occasion.objects.filter(organ=actor.organ_id, reference=served.reference).first()
        if known:
            return known
    occasion = Occasion.objects.create(
        code=tokens.new_code(),
        kind=served.kind,
        reference=served.reference,
        item=served.item,
        item_name=served.item_name,
        organ_id=actor.organ_id,
        district=served.district or actor.district,
        person_id=served.person,
        staff_id=actor.staff_id,
        opened_at=at,
        closes_on=_closes_on(at),
    )
    return _tell(occasion, actor=actor, at=at)


def _tell(occasion: Occasion, *, actor: Actor, at: datetime) -> Occasion:
    line = journal.write(
        "feedback", "open", subject=occasion.pk, actor=actor, at=at, organ=organ_code(occasion.organ_id),
        item=occasion.item, district=occasion.district, kind=str(occasion.kind),
        month=month_of(local_day(at)).isoformat(),
    )  # fmt: skip
    counts.book(line, organ=occasion.organ_id, month=month_of(local_day(at)))
    return occasion


def organ_code(organ: int) -> str:
    """The code by which the journal names a body."""
    return str(Organ.objects.values_list("code", flat=True).get(pk=organ))


def _closes_on(at: datetime) -> date:
    return local_day(at) + timedelta(days=policy.current().may_rate_for)
