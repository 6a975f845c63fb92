"""Calling for flaws: a campaign opens, and which body has what is entered. Not here: the reports themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tongban.feedback.models import Campaign, Route
from tongban.feedback.rules import NotAllowed
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import journal


@dataclass(frozen=True)
class Call:
    """A campaign as it is announced; words in both languages."""

    slug: str
    title: dict[str, str]
    words: dict[str, str]
    since: date
    until: date
    item: str = ""


@dataclass(frozen=True)
class RouteRow:
    """One route as a region's data has it; empty item and district stand for all."""

    purpose: str
    organ: str
    item: str = ""
    district: str = ""


@transaction.atomic
def open_campaign(call: Call, *, actor: Actor, at: datetime) -> Campaign:
    """Announce a campaign; the same slug twice is one campaign, with the words of the first."""
    if actor.kind != "system" and "supervisor" not in {role for role, _ in actor.seats}:
        raise NotAllowed
    campaign, created = Campaign.objects.get_or_create(
        slug=call.slug,
        defaults={
            "title": call.title,
            "words": call.words,
            "since": call.since,
            "until": call.until,
            "item": call.item,
        },
    )
    if created:
        journal.write("feedback", "open_campaign", subject=campaign.pk, actor=actor, at=at, item=call.item)
    return campaign


@transaction.atomic
def install_routes(rows: Iterable[RouteRow]) -> int:
    """Enter which body has what, as the region's data say; what was entered before for the same is replaced."""
    organs = dict(Organ.objects.filter(active=True).values_list("code", "pk"))
    known = [row for row in rows if row.organ in organs]
    for row in known:
        Route.objects.update_or_create(
            purpose=row.purpose, item=row.item, district=row.district, defaults={"organ_id": organs[row.organ]}
        )
    return len(known)
