"""Who somebody is to an order: its body, a manager, an independent reviewer, its rater. Not here: any change."""

from datetime import date, datetime

from tongban.feedback import tokens
from tongban.feedback.models import Order, Rating, Route
from tongban.feedback.states.orders import Hand
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.kernel import calendars

BODY_ROLES = frozenset({"intake", "examiner", "approver"})
MANAGER_ROLES = frozenset({"supervisor"})


def hands(order: Order, actor: Actor) -> frozenset[Hand]:
    """What *actor* is to this order. A reviewer and a caller sit at neither body that ever had it."""
    if actor.kind == "system":
        return frozenset({Hand.SYSTEM})
    if actor.is_citizen:
        return frozenset({Hand.RATER}) if _is_rater(order, actor) else frozenset()
    found = set()
    if any(access.holds(actor, role, order.organ_id) for role in BODY_ROLES):
        found.add(Hand.BODY)
    if access.holds(actor, "supervisor", order.organ_id):
        found.add(Hand.MANAGER)
    own = {order.organ_id, order.handed_from_id, order.rating.organ_id}
    is_neutral = not own & {organ for _, organ in actor.seats}
    if access.organs_of(actor, MANAGER_ROLES) and is_neutral and reviews_in(order.district, actor):
        found |= {Hand.REVIEWER, Hand.CALLER}
    return frozenset(found)


def reviews_in(district: str, actor: Actor) -> bool:
    """Whether the routes give reviews of this district to a body that the supervisor sits at; all, where none is set."""
    mine = reviewed_by(actor)
    return mine is None or "" in mine or district in mine


def reviewed_by(actor: Actor) -> list[str] | None:
    """The districts whose reviews come to the supervisor's bodies, "" for all; None where the region sets no route."""
    rows = list(Route.objects.filter(purpose=Route.Purpose.REVIEW).values_list("district", "organ_id"))
    organs = access.organs_of(actor, MANAGER_ROLES)
    return [district for district, organ in rows if organ in organs] if rows else None


def contact_of(rating: Rating) -> int | None:
    """Whom the platform tells; None for a rating given with a slip alone."""
    plain = tokens.unseal(rating.contact_sealed, "contact", bytes(rating.token))
    return int(plain) if plain else None


def local_day(at: datetime) -> date:
    """The region's date at the moment *at*."""
    return at.astimezone(calendars.current().zone).date()


def _is_rater(order: Order, actor: Actor) -> bool:
    return actor.person_id is not None and contact_of(order.rating) == actor.person_id
