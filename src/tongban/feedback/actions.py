"""Everything that changes feedback."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tongban.feedback import rules, tags
from tongban.feedback.models import Occasion, Rating
from tongban.identity.actors import ANONYMOUS, Actor
from tongban.kernel import journal, tallies

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no characters that are read wrongly from a slip


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
) -> Occasion:
    """Let *person* rate what a case did for her. The second call finds the first occasion."""
    occasion, created = Occasion.objects.get_or_create(
        case=case,
        kind=kind,
        defaults={
            "code": "".join(secrets.choice(ALPHABET) for _ in range(12)),
            "case_number": case_number,
            "item": item,
            "item_name": item_name,
            "organ_id": organ,
            "district": district,
            "person_id": person,
            "opened_at": at,
        },
    )
    if created:
        journal.write("feedback", "open", subject=occasion.pk, actor=actor, at=at, item=item, district=district)
    return occasion


@transaction.atomic
def rate(occasion: Occasion, opinion: rules.Opinion, *, actor: Actor, at: datetime) -> bool:
    """Take the rating of *occasion*. True when it was taken now, False when it had been rated before."""
    # Compare and swap: the occasion is used up once, whichever of two taps comes first.
    if not Occasion.objects.filter(pk=occasion.pk, person=actor.person_id, rated_at=None).update(rated_at=at):
        return False
    Rating.objects.create(
        occasion=None if opinion.anonymous else occasion,
        level=opinion.level,
        tags=list(opinion.tags),
        tag_version=tags.CURRENT,
        words=opinion.words,
        anonymous=opinion.anonymous,
        item=occasion.item,
        organ_id=occasion.organ_id,
        district=occasion.district,
        given_on=at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
    )
    tallies.add("feedback.reviews")
    if rules.is_bad(opinion.level):
        tallies.add("feedback.bad")
    _tell(occasion, opinion, actor=actor, at=at)
    return True


def _tell(occasion: Occasion, opinion: rules.Opinion, *, actor: Actor, at: datetime) -> None:
    """Write the journal line; an anonymous one names neither the person nor the occasion."""
    author, subject = (ANONYMOUS, 0) if opinion.anonymous else (actor, occasion.pk)
    journal.write(
        "feedback", "rate", subject=subject, actor=author, at=at,
        item=occasion.item, district=occasion.district, level=int(opinion.level),
    )  # fmt: skip
