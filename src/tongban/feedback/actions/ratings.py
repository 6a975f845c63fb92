"""Taking a rating and its one later addition; holding back and releasing what could betray an anonymous rater."""

from datetime import datetime

from django.db import transaction

from tongban.feedback import policy, rules, tags, tokens
from tongban.feedback.actions import counts
from tongban.feedback.actions.occasions import organ_code
from tongban.feedback.actions.orders import dispatch, open_order
from tongban.feedback.hands import local_day
from tongban.feedback.models import Addition, Count, Occasion, Rating
from tongban.feedback.ports import Screening
from tongban.identity.actors import ANONYMOUS, SYSTEM, Actor
from tongban.kernel import calendars, journal, ports, tallies

BATCH = 500


@transaction.atomic
def rate(occasion: Occasion, opinion: rules.Opinion, *, actor: Actor, at: datetime, channel: int = 1) -> bool:
    """Take the rating of *occasion*. True when it was taken now, False when it had been rated before.

    Raises NotAllowed for whoever was not served, and Refused when the days for rating are over.
    """
    _permit(occasion, actor)
    if not rules.may_be_rated(occasion.closes_on, local_day(at)):
        raise rules.Refused(rules.TOO_LATE)
    rating = _insert(occasion, opinion, actor, at, channel)
    if rating is None:
        return False
    tallies.add("feedback.reviews")
    if rules.is_bad(opinion.level):
        tallies.add("feedback.bad")
        open_order(rating, at=_moment(rating, at))
    _tell(rating, occasion, actor=actor, at=at)
    return True


@transaction.atomic
def add(rating: Rating, opinion: rules.Opinion, *, actor: Actor, at: datetime) -> bool:
    """追评: say once more, later. True when it was taken now. A bad addition to a good rating opens an order as well."""
    words = opinion.words
    _, created = Addition.objects.get_or_create(
        rating=rating,
        defaults={
            "level": opinion.level,
            "words_sealed": tokens.seal(words, "addition", bytes(rating.token)),
            "public_words": ports.get(Screening).screen(words),
            "given_on": local_day(at),
        },
    )
    if not created:
        return False
    if rules.is_bad(opinion.level) and not hasattr(rating, "order"):
        open_order(rating, at=_moment(rating, at))
    author = ANONYMOUS if rating.anonymous else actor
    journal.write(
        "feedback", "add", subject=rating.pk, actor=author, at=_moment(rating, at),
        organ=organ_code(rating.organ_id), item=rating.item, district=rating.district, level=int(opinion.level),
    )  # fmt: skip
    return True


def release_due(*, at: datetime) -> int:
    """Let bodies read the ratings that waited, and send their orders: those whose time has come. How many."""
    waiting = Rating.objects.filter(released_on=None, release_by__lte=local_day(at)).order_by("release_by", "pk")
    return sum(_release(rating, at) for rating in waiting[:BATCH])


def release_served(*, at: datetime) -> int:
    """The same where enough people were served meanwhile that nobody can be guessed."""
    places = Rating.objects.filter(released_on=None).values_list("organ", "item").distinct()
    ready = [place for place in places[:BATCH] if _served(*place, at) >= policy.current().few_served]
    waiting = (Rating.objects.filter(released_on=None, organ=organ, item=item) for organ, item in ready)
    return sum(_release(rating, at) for rows in waiting for rating in rows[:BATCH])


@transaction.atomic
def _release(rating: Rating, at: datetime) -> bool:
    """One held rating reaches its body. Its order, if it has one, starts now."""
    if not Rating.objects.filter(pk=rating.pk, released_on=None).update(released_on=local_day(at)):
        return False
    _write(rating, "release", subject=0, actor=SYSTEM, at=at)
    if hasattr(rating, "order"):
        dispatch(rating.order, actor=SYSTEM, at=at)
    return True


def _permit(occasion: Occasion, actor: Actor) -> None:
    """Who was served, and nobody who works for a body: staff do not rate themselves."""
    if actor.kind in {"officer", "system"}:
        raise rules.NotAllowed
    if occasion.person_id is not None and occasion.person_id != actor.person_id:
        raise rules.NotAllowed


def _insert(occasion: Occasion, opinion: rules.Opinion, actor: Actor, at: datetime, channel: int) -> Rating | None:
    """The row; None when the occasion's token is there already. The database decides which of two taps was first."""
    token, today = tokens.of(occasion.code), local_day(at)
    held = rules.must_wait(anonymous=opinion.anonymous, served=_served(occasion.organ_id, occasion.item, at))
    wait = calendars.current().add_working_days(today, policy.current().release_after).date if held else None
    rating, created = Rating.objects.get_or_create(
        token=token,
        defaults={
            "occasion": None if opinion.anonymous else occasion,
            "contact_sealed": tokens.seal(str(actor.person_id or ""), "contact", token),
            "level": opinion.level,
            "tags": list(opinion.tags),
            "tag_version": tags.CURRENT,
            "words_sealed": tokens.seal(opinion.words, "rating", token),
            "public_words": ports.get(Screening).screen(opinion.words),
            "anonymous": opinion.anonymous,
            "channel": channel,
            "item": occasion.item,
            "item_name": occasion.item_name,
            "organ_id": occasion.organ_id,
            "district": occasion.district,
            "given_on": today,
            "released_on": None if held else today,
            "release_by": wait,
        },
    )
    return rating if created else None


def _served(organ: int, item: str, at: datetime) -> int:
    """How many this body served in this item, in this month and the last: a kept count of two rows."""
    month = rules.month_of(local_day(at))
    before = rules.month_of(month.replace(day=1) - rules.DAY)
    rows = Count.objects.filter(month__in=[month, before], organ=organ, item=item)
    return sum(rows.values_list("served", flat=True))


def _tell(rating: Rating, occasion: Occasion, *, actor: Actor, at: datetime) -> None:
    """Write the line and count it; an anonymous one names neither the person nor the occasion, and only the hour."""
    author, subject = (ANONYMOUS, 0) if rating.anonymous else (actor, occasion.pk)
    held = rating.released_on is None
    _write(rating, "rate", subject=subject, actor=author, at=_moment(rating, at), held=held)


def _write(rating: Rating, step: str, *, subject: int, actor: Actor, at: datetime, held: bool = False) -> None:
    month = rules.month_of(rating.given_on)
    line = journal.write(
        "feedback", step, subject=subject, actor=actor, at=at, organ=organ_code(rating.organ_id), item=rating.item,
        district=rating.district, level=int(rating.level), month=month.isoformat(), held=held,
    )  # fmt: skip
    counts.book(line, organ=rating.organ_id, month=month)


def _moment(rating: Rating, at: datetime) -> datetime:
    """When it was, as exactly as may be known: of an anonymous rating the hour."""
    return at.replace(minute=0, second=0, microsecond=0) if rating.anonymous else at
