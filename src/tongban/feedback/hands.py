"""Who somebody is to an order: its body, a manager, an independent reviewer, its rater. Not here: any change."""

from datetime import date, datetime

from tongban.feedback import tokens
from tongban.feedback.models import Order, Rating
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
    if access.organs_of(actor, MANAGER_ROLES) and not own & {organ for _, organ in actor.seats}:
        found |= {Hand.REVIEWER, Hand.CALLER}
    return frozenset(found)


def contact_of(rating: Rating) -> int | None:
    """Whom the platform tells; None for a rating given with a slip alone."""
    plain = tokens.unseal(rating.contact_sealed, "contact", bytes(rating.token))
    return int(plain) if plain else None


def local_day(at: datetime) -> date:
    """The region's date at the moment *at*."""
    return at.astimezone(calendars.current().zone).date()


def _is_rater(order: Order, actor: Actor) -> bool:
    return actor.person_id is not None and contact_of(order.rating) == actor.person_id
