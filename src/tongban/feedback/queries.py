"""Everything that reads feedback. A person finds the occasions that are hers, nobody else's."""

from django.db.models import QuerySet

from tongban.feedback.models import Occasion, Rating
from tongban.identity.actors import Actor
from tongban.kernel import tallies


def occasions_of(actor: Actor) -> QuerySet[Occasion]:
    """The occasions that the person who asks may rate or has rated, newest first."""
    return Occasion.objects.filter(person=actor.person_id).select_related("organ").order_by("-pk")


def occasion_of_case(case: int, actor: Actor) -> Occasion | None:
    """The occasion to rate that a case gave to the person who asks, if it gave one."""
    return occasions_of(actor).filter(case=case).first()


def rating_of(occasion: Occasion) -> Rating | None:
    """The rating given for *occasion*; None for an anonymous one too, since nothing links it."""
    return Rating.objects.filter(occasion=occasion).first()


def figures() -> dict[str, int]:
    """Kept counters: reviews taken, and the bad ones among them."""
    totals = tallies.totals(["feedback.reviews", "feedback.bad"])
    return {"reviews": totals["feedback.reviews"], "bad_reviews": totals["feedback.bad"]}
