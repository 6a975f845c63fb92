"""The one road by which an order moves: permission, compare-and-swap, journal line, counts. Not here: any step."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tongban.feedback.actions import counts
from tongban.feedback.clock import Dues, next_reminder
from tongban.feedback.hands import hands
from tongban.feedback.models import Order
from tongban.feedback.rules import NotAllowed, Overtaken
from tongban.feedback.states import orders
from tongban.feedback.states.orders import State, Step
from tongban.identity.actors import ANONYMOUS, Actor
from tongban.kernel import journal
from tongban.kernel.journal import Fact
from tongban.kernel.models import Line


def move(
    order: Order,
    step: Step,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> Line:
    """Move *order* one step with *changes* to its columns; write the line and what it counts: all, or nothing."""
    new = orders.after(State(order.state), step)
    permit(order, step, actor)
    swap(order, {"state": new, **(changes or {})})
    line = write(order, step, actor=actor, at=at, facts=facts)
    counts.book(line, organ=order.organ_id, month=order.month)
    return line


def swap(order: Order, changes: Mapping[str, Any]) -> None:
    """Change the row if it is still as it was read; of two who read it only the first changes it. Raises Overtaken."""
    changes = {**changes, "revision": order.revision + 1}
    unmoved = Order.objects.filter(pk=order.pk, state=order.state, revision=order.revision)
    if not unmoved.update(**changes):
        raise Overtaken
    for name, value in changes.items():
        setattr(order, name, value)


def permit(order: Order, step: Step, actor: Actor) -> None:
    """Raises NotAllowed unless one of the hands of *actor* may take *step* on this order."""
    if not hands(order, actor) & orders.HANDS[step]:
        raise NotAllowed


def write(order: Order, step: str, *, actor: Actor, at: datetime, facts: Mapping[str, Fact] | None = None) -> Line:
    """One line about *order*, with codes only; a rater who is anonymous stays so here."""
    author = ANONYMOUS if actor.is_citizen and order.rating.anonymous else actor
    more: dict[str, Any] = {"staff": actor.staff_id} if actor.staff_id else {}
    return journal.write(
        "feedback", f"order_{step}", subject=order.pk, actor=author, at=at, organ=order.organ.code,
        item=order.item, district=order.district, month=order.month.isoformat(), **(more | dict(facts or {})),
    )  # fmt: skip


def due_columns(known: Dues, order: Order, *, contacted: bool, today: date) -> dict[str, Any]:
    """What the row keeps of its due dates. Which reminders were given stays as it is, whatever happened between."""
    return {
        "contact_by": known.contact_by,
        "half_on": known.half_on,
        "answer_by": known.answer_by,
        "provisional": known.provisional,
        "due_on": known.answer_by if contacted else known.contact_by,
        "remind_on": next_reminder(known, contacted=contacted, after=order.reminded_to or today),
    }


def dues_of(order: Order) -> Dues:
    """The due dates that an order at its body has."""
    if order.contact_by is None or order.half_on is None or order.answer_by is None:
        raise Overtaken
    return Dues(order.contact_by, order.half_on, order.answer_by, order.provisional)
