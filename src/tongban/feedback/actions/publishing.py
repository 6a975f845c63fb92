"""Publishing a month: its figures as a signed file that never changes. Not here: what the file says (publication.py)."""

from datetime import date, datetime

from django.db import transaction

from tongban.feedback import publication, queries
from tongban.feedback.hands import local_day
from tongban.feedback.models import Publication
from tongban.feedback.rules import month_of
from tongban.identity.actors import Actor
from tongban.kernel import journal


class TooEarly(Exception):
    """The month is not over yet."""


@transaction.atomic
def publish(month: date, *, actor: Actor, at: datetime) -> Publication:
    """Publish *month* (its first day). The second call finds what was published first, whatever the figures say now."""
    known = Publication.objects.filter(month=month).first()
    if known:
        return known
    if month_of(local_day(at)) <= month:
        raise TooEarly
    content = publication.content(month, queries.month_tables(month), at=at)
    signed = publication.sign(content, at=at)
    row = Publication.objects.create(
        month=month, content=content, digest=signed.digest, signature=signed.signature,
        public_key=signed.public_key, at=at,
    )  # fmt: skip
    journal.write("feedback", "publish", subject=row.pk, actor=actor, at=at, document=signed.digest)
    return row
