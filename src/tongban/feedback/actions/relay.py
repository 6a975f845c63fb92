"""Telling raters who are anonymous: in one batch at a fixed hour, so that no message leads to a rating.

Not here: what a message says (notifications); the relay thread itself (orders.say).
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tongban.feedback.hands import contact_of
from tongban.feedback.models import Order
from tongban.identity.actors import SYSTEM
from tongban.kernel import journal

BATCH = 1000
Tell = Callable[..., object]


@transaction.atomic
def digest(tell: Tell, *, at: datetime) -> int:
    """Tell everybody with news to look at her page of ratings; the message names no rating. How many were told.

    *tell* is notifications.tell. One journal line for all: whom it told stands nowhere beside a rating.
    """
    rows = list(Order.objects.filter(has_news=True).select_related("rating").order_by("pk")[:BATCH])
    if not rows:
        return 0
    line = journal.write("feedback", "digest", subject=0, actor=SYSTEM, at=at, raters=len(rows))
    people = sorted({person for person in map(contact_of, (order.rating for order in rows)) if person})
    for person in people:
        tell(person, "feedback.news", line=line.pk, at=at, address="/me/ratings/")
    Order.objects.filter(pk__in=[order.pk for order in rows]).update(has_news=False)
    return len(people)
