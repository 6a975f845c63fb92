"""What pages read beside the figures: all bad ratings page by page, the words of one's own rating, names of items; bodies to hand to."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from tongban.catalogue import queries as catalogue
from tongban.feedback import tokens
from tongban.feedback.hands import contact_of
from tongban.feedback.models import Flaw, Rating
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import journal
from tongban.kernel.models import Line

PAGE_OF_BAD = 20


def public_bad(*, before: int | None = None) -> list[Rating]:
    """One page of the released bad ratings with their orders, newest first, and one more if there is a next page."""
    rows = Rating.objects.filter(level__lte=2, released_on__isnull=False, excluded=False)
    rows = rows if before is None else rows.filter(pk__lt=before)
    return list(rows.select_related("organ", "order", "order__organ").order_by("-pk")[: PAGE_OF_BAD + 1])


def words_of(rating: Rating) -> str:
    """The words as they were written. Ask only for who gave the rating."""
    return tokens.unseal(rating.words_sealed, "rating", bytes(rating.token))


def is_rater(rating: Rating, actor: Actor) -> bool:
    """Whether the person who asks gave this rating, signed in."""
    return actor.is_citizen and actor.person_id is not None and contact_of(rating) == actor.person_id


def item_names(codes: Sequence[str]) -> Mapping[str, str]:
    """Code -> what the item is called today: one statement."""
    return catalogue.names(list(codes))


def item_name(code: str) -> str:
    """What an item is called today; nothing for no item."""
    return catalogue.names([code]).get(code, code) if code else ""


def flaw_timeline(flaw: Flaw) -> list[Line]:
    """Every step of a report, oldest first."""
    return list(journal.of("feedback", flaw.pk).filter(step__startswith="flaw_"))


def bodies_for(flaw: Flaw) -> QuerySet[Organ]:
    """Bodies that a report may be handed to: those of its district, and those of the whole region."""
    here = Q(district=flaw.district or flaw.organ.district) | Q(level=Organ.Level.CITY)
    return Organ.objects.filter(here, active=True).exclude(pk=flaw.organ_id).order_by("level", "code")


def version_of(item: str) -> int | None:
    """The item's version in force."""
    found = catalogue.item(item) if item else None
    return found.current_id if found else None
