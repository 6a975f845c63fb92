"""What an officer finds: orders by deadline, the district's board, appeals to review, calls to make, ratings to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.feedback import clock
from tongban.feedback.hands import BODY_ROLES, MANAGER_ROLES, hands, local_day, reviewed_by
from tongban.feedback.models import Order, Rating, Route
from tongban.feedback.states import orders
from tongban.feedback.states.orders import Hand, State, Step
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import calendars

PAGE = 30
ROLES = BODY_ROLES | MANAGER_ROLES


@dataclass(frozen=True)
class Listed:
    """An order in a list: the row, how urgent it is today, working days that are left (negative: late)."""

    order: Order
    urgency: clock.Urgency
    days_left: int


def orders_at(actor: Actor, *, at: datetime, after: tuple[date, int] | None = None) -> list[Listed]:
    """One page of the orders at the officer's bodies, nearest deadline first, and one more if there is a next page.

    *after* is (due_on, id) of the last row before.
    """
    return _listed(_open().filter(access.organ_filter(actor, ROLES, organ="organ")), at, after)


def board(districts: list[str], *, at: datetime, after: tuple[date, int] | None = None) -> list[Listed]:
    """The same for whole districts: those of boards_of the supervisor who asks. None: nothing."""
    if not districts:
        return []
    return _listed(_open().filter(district__in=districts), at, after)


def boards_of(actor: Actor) -> list[str]:
    """The districts whose board the supervisor's bodies have."""
    organs = access.organs_of(actor, MANAGER_ROLES)
    return sorted(Route.objects.filter(purpose="board", organ__in=organs).values_list("district", flat=True))


def order_at(code: str, actor: Actor) -> Order | None:
    """The order with this code: at the officer's body, on her board, or before her as reviewer or caller."""
    found = _with(Order.objects.filter(code=code).exclude(state=State.WAITING)).first()
    if found is None or actor.kind != "officer":
        return None
    mine = hands(found, actor)
    if mine & {Hand.BODY, Hand.MANAGER} or found.district in boards_of(actor):
        return found
    return found if found.state in (State.APPEALED, State.ANSWERED) and Hand.REVIEWER in mine else None


def steps_for(order: Order, actor: Actor) -> list[Step]:
    """What the officer may do with this order now. More time is decided by another than who asked."""
    found = orders.steps_from(State(order.state), hands(order, actor))
    decides = order.time_asked and order.asked_by_id != actor.staff_id
    hidden = set() if decides else {Step.GRANT_TIME, Step.DENY_TIME}
    hidden |= {Step.ASK_TIME} if order.complex or order.time_asked else set()
    hidden |= {Step.APPEAL} if order.appeal_ground else set()
    hidden |= {Step.HAND_OVER} if order.handed_from_id else set()
    return [step for step in found if step not in hidden]


def to_review(actor: Actor, *, at: datetime, after: tuple[date, int] | None = None) -> list[Listed]:
    """Appeals that the supervisor may decide: of bodies other than her own, in her jurisdiction by the routes."""
    return _listed(_independent(actor).filter(state=State.APPEALED), at, after)


def to_call(actor: Actor, *, at: datetime, after: tuple[date, int] | None = None) -> list[Listed]:
    """Answered orders whose raters are to be called: never by the body that answered."""
    return _listed(_independent(actor).filter(state=State.ANSWERED), at, after)


def ratings_at(actor: Actor, *, before: int | None = None) -> list[Rating]:
    """Ratings that reached the officer's bodies, newest first: without occasion, case or person."""
    rows = Rating.objects.filter(access.organ_filter(actor, ROLES, organ="organ"), released_on__isnull=False)
    rows = rows if before is None else rows.filter(pk__lt=before)
    return list(rows.select_related("organ").order_by("-pk")[: PAGE + 1])


def bodies_to_hand_to(order: Order) -> QuerySet[Organ]:
    """Bodies that an order may be handed to: those of its district, and those of the whole region."""
    here = Q(district=order.district) | Q(level=Organ.Level.CITY)
    return Organ.objects.filter(here, active=True).exclude(pk=order.organ_id).order_by("level", "code")


def hands_on(order: Order, actor: Actor) -> frozenset[Hand]:
    """What the person or officer is to this order."""
    return hands(order, actor)


def _independent(actor: Actor) -> QuerySet[Order]:
    """Orders of bodies where the supervisor does not sit. Routes name who reviews; without any, every supervisor may."""
    if not access.organs_of(actor, MANAGER_ROLES):
        return Order.objects.none()
    seats = sorted({organ for _, organ in actor.seats})
    mine = reviewed_by(actor)
    if mine == []:
        return Order.objects.none()
    found = _with(
        Order.objects.exclude(organ__in=seats).exclude(handed_from__in=seats).exclude(rating__organ__in=seats)
    )
    return found.filter(district__in=mine) if mine and "" not in mine else found


def _open() -> QuerySet[Order]:
    """Orders on somebody's desk: the states are written out, so that the partial indexes serve."""
    return _with(Order.objects.filter(state__in=sorted(map(str, orders.OPEN - {State.WAITING}))))


def _with(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.select_related("organ", "rating", "rating__organ", "handler", "handed_from")


def _listed(rows: QuerySet[Order], at: datetime, after: tuple[date, int] | None) -> list[Listed]:
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(_urgent(rows.order_by("due_on", "pk")[: PAGE + 1], at))


def _urgent(rows: Iterable[Order], at: datetime) -> Iterable[Listed]:
    today, calendar = local_day(at), calendars.current()
    for order in rows:
        left = calendar.working_days_between(today, order.due_on) if order.due_on else 0
        yield Listed(order, clock.urgency(order.due_on, today), left)
