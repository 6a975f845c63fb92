"""The verbs of rectification orders: opening, sending, contact, remedy, appeal, call back. Not here: reminders."""

from datetime import datetime

from django.db import transaction

from tongban.feedback import clock, ports, routing, rules, tokens
from tongban.feedback.actions import counts
from tongban.feedback.actions.moving import due_columns, dues_of, move, permit, swap, write
from tongban.feedback.hands import hands, local_day
from tongban.feedback.models import Note, Order, Rating, Route
from tongban.feedback.states import orders
from tongban.feedback.states.orders import Hand, State, Step
from tongban.identity import access
from tongban.identity.actors import SYSTEM, Actor
from tongban.identity.models import Organ
from tongban.kernel import calendars, tallies
from tongban.kernel import ports as kernel_ports
from tongban.kernel.models import Line


@transaction.atomic
def open_order(rating: Rating, *, at: datetime) -> Order:
    """Open the order of a bad rating; it is sent at once unless the rating is held back."""
    ways = [routing.Way(way.item, way.district, way.organ_id) for way in Route.objects.filter(purpose="rating")]
    organ = routing.most_exact(ways, rating.item, rating.district) or rating.organ_id
    order = Order.objects.create(
        code=tokens.new_code(),
        rating=rating,
        state=State.WAITING,
        organ_id=organ,
        item=rating.item,
        item_name=rating.item_name,
        district=rating.district,
        month=rules.month_of(rating.given_on),
        opened_at=at,
    )
    write(order, "open", actor=SYSTEM, at=at)
    if rating.released_on is not None:
        dispatch(order, actor=SYSTEM, at=at)
    return order


@transaction.atomic
def dispatch(order: Order, *, actor: Actor, at: datetime) -> Line:
    """The order reaches its body: from this day, which is not counted, the terms run."""
    today = local_day(at)
    known = clock.dues(today, calendars.current())
    changes = due_columns(known, order, contacted=False, today=today) | {"started_on": today, "reminded_to": today}
    facts = {"due": known.answer_by.isoformat()}
    return move(order, Step.DISPATCH, actor=actor, at=at, changes=changes, facts=facts)


@transaction.atomic
def hand_over(order: Order, to: Organ, *, actor: Actor, at: datetime) -> Line:
    """Not ours: give it to the right body. Once, within a working day; the clock and its reminders go on as they were."""
    if order.handed_from_id is not None:
        raise rules.Refused(rules.HANDED_ONCE)
    if order.started_on is None or not clock.may_hand_over(order.started_on, local_day(at), calendars.current()):
        raise rules.Refused(rules.HANDED_LATE)
    if to.pk == order.organ_id or not to.active:
        raise rules.Refused(rules.HANDED_NOWHERE)
    permit(order, Step.HAND_OVER, actor)
    old, code = order.organ_id, order.organ.code
    orders.after(State(order.state), Step.HAND_OVER)
    swap(order, {"organ_id": to.pk, "handed_from_id": old, "handler_id": None})
    order.organ = to
    line = write(order, Step.HAND_OVER, actor=actor, at=at, facts={"from": code})
    counts.move(line, old=old, new=to.pk, month=order.month)
    return line


@transaction.atomic
def contact(order: Order, words: str, *, actor: Actor, at: datetime) -> Line:
    """The body has spoken to the rater, or writes to her here. What it says goes into the thread."""
    plain = rules.check_words(words)
    first, known = order.contacted_at is None, dues_of(order)
    changes = due_columns(known, order, contacted=True, today=local_day(at)) | {
        "contacted_at": order.contacted_at or at,
        "handler_id": actor.staff_id,
        "has_news": order.rating.anonymous,
    }
    facts = {"first": first, "in_time": local_day(at) <= known.contact_by}
    line = move(order, Step.CONTACT, actor=actor, at=at, changes=changes, facts=facts)
    _note(order, Note.Side.BODY, plain, actor=actor, at=at)
    return line


@transaction.atomic
def improve(order: Order, *, actor: Actor, at: datetime) -> Line:
    """Work on the remedy has begun."""
    return move(order, Step.IMPROVE, actor=actor, at=at, changes={"handler_id": actor.staff_id})


@transaction.atomic
def settle(order: Order, answer: str, *, actor: Actor, at: datetime) -> Line:
    """Put right on the spot: contact and answer at once."""
    known = dues_of(order)
    facts = {
        "first": True,
        "contact_in_time": local_day(at) <= known.contact_by,
        "in_time": local_day(at) <= known.answer_by,
    }
    changes = {"contacted_at": at} | _answered(order, answer, actor, at)
    return move(order, Step.SETTLE, actor=actor, at=at, changes=changes, facts=facts)


@transaction.atomic
def answer(order: Order, words: str, *, actor: Actor, at: datetime) -> Line:
    """What was put right, in words that everybody may read. A call back follows."""
    known = dues_of(order)
    facts = {"first": order.answered_at is None, "in_time": local_day(at) <= known.answer_by}
    return move(order, Step.ANSWER, actor=actor, at=at, changes=_answered(order, words, actor, at), facts=facts)


@transaction.atomic
def ask_time(order: Order, reason: str, *, actor: Actor, at: datetime) -> Line:
    """Complex: 15 working days, if a manager other than who asks agrees. Once."""
    plain = rules.check_words(reason)
    if order.complex or order.time_asked:
        raise rules.Refused(rules.TIME_ASKED_ONCE)
    changes = {"time_asked": True, "asked_by_id": actor.staff_id}
    line = move(order, Step.ASK_TIME, actor=actor, at=at, changes=changes)
    _note(order, Note.Side.PLATFORM, plain, actor=actor, at=at)
    return line


@transaction.atomic
def grant_time(order: Order, *, actor: Actor, at: datetime) -> Line:
    """15 working days instead of five, from the day the term began."""
    _asked_by_another(order, actor)
    known = clock.extended(dues_of(order), calendars.current())
    changes = due_columns(known, order, contacted=True, today=local_day(at))
    changes |= {"complex": True, "time_asked": False, "has_news": order.rating.anonymous}
    facts = {"due": known.answer_by.isoformat()}
    return move(order, Step.GRANT_TIME, actor=actor, at=at, changes=changes, facts=facts)


@transaction.atomic
def deny_time(order: Order, *, actor: Actor, at: datetime) -> Line:
    """The five working days stay."""
    _asked_by_another(order, actor)
    return move(order, Step.DENY_TIME, actor=actor, at=at)


@transaction.atomic
def appeal(order: Order, ground: rules.Ground, words: str, *, actor: Actor, at: datetime) -> Line:
    """The body says that the review is mistaken or malicious. The clock stands until the reviewer decides. Once."""
    plain = rules.check_words(words)
    if order.appeal_ground:
        raise rules.Refused(rules.APPEALED_ONCE)
    changes = {
        "appeal_ground": ground,
        "appeal_words": _screened(plain),
        "asked_by_id": actor.staff_id,
        "stopped_on": local_day(at),
        "remind_on": None,
        "due_on": calendars.current().add_working_days(local_day(at), clock.ANSWER).date,  # of the reviewer
    }
    return move(order, Step.APPEAL, actor=actor, at=at, changes=changes, facts={"ground": str(ground)})


@transaction.atomic
def uphold(order: Order, verdict: str, *, actor: Actor, at: datetime) -> Line:
    """The review stands. What was left of the terms goes on from today, which is not counted; reminders with it."""
    plain = rules.check_words(verdict)
    calendar, today = calendars.current(), local_day(at)
    left = clock.rest(order.stopped_on or today, dues_of(order).answer_by, calendar)
    changes = due_columns(clock.dues(today, calendar, days=left), order, contacted=False, today=today)
    changes |= {"stopped_on": None, "verdict": _screened(plain), "has_news": order.rating.anonymous}
    return move(order, Step.UPHOLD, actor=actor, at=at, changes=changes)


@transaction.atomic
def exclude(order: Order, verdict: str, *, actor: Actor, at: datetime) -> Line:
    """The review leaves the figures and stays in the record, with the reason, which the rater reads."""
    plain = rules.check_words(verdict)
    changes = {"stopped_on": None, "verdict": _screened(plain), "due_on": None, "has_news": order.rating.anonymous}
    line = move(order, Step.EXCLUDE, actor=actor, at=at, changes=changes)
    Rating.objects.filter(pk=order.rating_id).update(excluded=True)
    tallies.add("feedback.reviews", -1)
    tallies.add("feedback.bad", -1)
    _close(order, at=at)
    return line


@transaction.atomic
def call_back(order: Order, level: rules.Level, words: str = "", *, actor: Actor, at: datetime) -> Line:
    """Rate the remedy: by the rater on her page, or told to who calls her. Content closes the order, unhappy reopens it."""
    content = level >= rules.Level.FAIR
    step = Step.CALL_BACK if content else Step.REOPEN
    facts = {"first": order.remedy is None, "level": int(level)}
    changes = {"remedy": int(level)} | ({"due_on": None, "remind_on": None} if content else _another_round(order, at))
    line = move(order, step, actor=actor, at=at, changes=changes, facts=facts)
    if words.strip():
        side = Note.Side.RATER if actor.is_citizen else Note.Side.PLATFORM
        _note(order, side, rules.check_words(words), actor=actor, at=at)
    if content:
        _close(order, at=at)
    return line


@transaction.atomic
def lapse(order: Order, *, at: datetime) -> Line:
    """Nobody was reached for the call back: the order ends, and counts as not called back."""
    return move(order, Step.LAPSE, actor=SYSTEM, at=at, changes={"closed_at": at, "due_on": None, "remind_on": None})


@transaction.atomic
def say(order: Order, words: str, *, actor: Actor, at: datetime) -> Note:
    """Write into the relay thread, as the rater or as the body: neither learns who the other is."""
    plain, mine = rules.check_words(words, most=rules.MOST_WORDS), hands(order, actor)
    if order.state not in orders.WRITABLE:
        raise rules.Refused(rules.THREAD_CLOSED)
    if not mine & {Hand.RATER, Hand.BODY, Hand.MANAGER}:
        raise rules.NotAllowed
    side = Note.Side.RATER if Hand.RATER in mine else Note.Side.BODY
    if side == Note.Side.BODY and order.rating.anonymous:
        Order.objects.filter(pk=order.pk).update(has_news=True)
    write(order, "say", actor=actor, at=at, facts={"side": side.value})
    return _note(order, side, plain, actor=actor, at=at)


def may_decide_time(order: Order, actor: Actor) -> bool:
    """Whether a request for more time waits for this manager: not for who asked."""
    return order.time_asked and order.asked_by_id != actor.staff_id and access.holds(
        actor, "supervisor", order.organ_id
    )  # fmt: skip


def _answered(order: Order, words: str, actor: Actor, at: datetime) -> dict[str, object]:
    """What an answer changes; the call back is due in five working days."""
    return {
        "answer": _screened(rules.check_words(words)),
        "answered_at": at,
        "handler_id": actor.staff_id,
        "has_news": order.rating.anonymous,
        "remind_on": None,
        "due_on": calendars.current().add_working_days(local_day(at), clock.CALL_BACK).date,
    }


def _another_round(order: Order, at: datetime) -> dict[str, object]:
    """Reopened: a new term of the same length; the reminders of the new term come as those of the first did."""
    today = local_day(at)
    days = clock.COMPLEX if order.complex else clock.ANSWER
    known = clock.dues(today, calendars.current(), days=days)
    return due_columns(known, order, contacted=True, today=today) | {"round": order.round + 1}


def _asked_by_another(order: Order, actor: Actor) -> None:
    if not order.time_asked:
        raise rules.Refused(rules.NO_TIME_ASKED)
    if order.asked_by_id is not None and order.asked_by_id == actor.staff_id:
        raise rules.NotAllowed


def _close(order: Order, *, at: datetime) -> None:
    move(order, Step.CLOSE, actor=SYSTEM, at=at, changes={"closed_at": at, "due_on": None, "remind_on": None})


def _note(order: Order, side: Note.Side, words: str, *, actor: Actor, at: datetime) -> Note:
    """One message; what the rater writes is screened before it is kept, so that her words do not give her away."""
    shown = _screened(words) if side == Note.Side.RATER else words
    sealed = tokens.seal(shown, "note", order.code.encode())
    return Note.objects.create(order=order, side=side, words_sealed=sealed, staff_id=actor.staff_id, at=at)


def _screened(words: str) -> str:
    return kernel_ports.get(ports.Screening).screen(words)
