"""What a person finds of her own: occasions, ratings also when anonymous, orders with their thread, whom to tell."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tongban.feedback import tokens
from tongban.feedback.hands import contact_of
from tongban.feedback.models import Note, Occasion, Order, Rating
from tongban.identity.actors import Actor
from tongban.kernel import journal
from tongban.kernel.models import Line

PAGE = 20
_ALL_OF_IT = ("organ", "order", "order__organ", "addition")


@dataclass(frozen=True)
class Given:
    """An occasion of the person who asks, and what she gave for it, if she did."""

    occasion: Occasion
    rating: Rating | None

    @property
    def order(self) -> Order | None:
        return getattr(self.rating, "order", None)


@dataclass(frozen=True)
class Said:
    """One message of a relay thread, opened."""

    side: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """Whom to tell of a line, and where she reads it."""

    person: int
    address: str
    item: str


def occasions_of(actor: Actor) -> QuerySet[Occasion]:
    """The occasions that the person who asks may rate or has rated, newest first."""
    return Occasion.objects.filter(person=actor.person_id).select_related("organ").order_by("-pk")


def occasion_to_rate(code: str, actor: Actor) -> Occasion | None:
    """The occasion with this code if whoever asks was served: by name, or with the slip in hand. No officer."""
    if actor.kind in ("officer", "system"):
        return None
    found = Occasion.objects.filter(code=code.strip().upper()).select_related("organ").first()
    if found is None or found.person_id not in (None, actor.person_id):
        return None
    return found


def occasion_of_case(case: int, actor: Actor) -> Occasion | None:
    """The latest occasion to rate that a case gave to the person who asks, if it gave one."""
    return occasions_of(actor).filter(case=case).first()


def rating_of(occasion: Occasion) -> Rating | None:
    """The rating given for *occasion*: found by its token, anonymous or not. Ask only for who may have the occasion."""
    return Rating.objects.filter(token=tokens.of(occasion.code)).select_related(*_ALL_OF_IT).first()


def ratings_of(actor: Actor, *, before: int | None = None) -> list[Given]:
    """One page of her occasions with what she gave for each, newest first, and one more if there is a next page."""
    if actor.person_id is None:
        return []
    mine = occasions_of(actor) if before is None else occasions_of(actor).filter(pk__lt=before)
    page = list(mine[: PAGE + 1])
    by_token = {tokens.of(occasion.code): occasion for occasion in page}
    rows = Rating.objects.filter(token__in=list(by_token)).select_related(*_ALL_OF_IT)
    given = {bytes(rating.token): rating for rating in rows}
    return [Given(occasion, given.get(token)) for token, occasion in by_token.items()]


def order_of(code: str, actor: Actor) -> Order | None:
    """The order with this code, if it came of a rating of the person who asks. Also while it is held back."""
    found = Order.objects.filter(code=code).select_related("organ", "rating", "rating__organ").first()
    if found is None or not actor.is_citizen or actor.person_id is None:
        return None
    return found if contact_of(found.rating) == actor.person_id else None


def thread(order: Order) -> list[Said]:
    """The relay thread, oldest first. Ask only for who may see the order; notes for the record are left out."""
    notes = Note.objects.filter(order=order).exclude(side=Note.Side.PLATFORM).order_by("pk")
    place = order.code.encode()
    return [Said(note.side, tokens.unseal(note.words_sealed, "note", place), note.at) for note in notes]


def timeline(order: Order) -> list[Line]:
    """Every step of the order, oldest first."""
    return list(journal.of("feedback", order.pk).filter(step__startswith="order_"))


def news(line: Line) -> Told | None:
    """Whom to tell at once of a line about an order: a rater who gave her name. The digest tells the others."""
    order = Order.objects.select_related("rating").filter(pk=line.subject).first()
    if order is None or order.rating.anonymous:
        return None
    person = contact_of(order.rating)
    return Told(person, f"/me/ratings/{order.code}/", order.item_name) if person else None
