"""Limits of tries, kept in the database: one statement a try, no table scanned, nothing remembered by a process."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest

from tongban.identity import vault
from tongban.identity.models import Attempt

_COUNT = """
insert into identity_attempt (key, count, expires_at) values (%(key)s, 1, %(end)s)
on conflict (key) do update set
    count = case when identity_attempt.expires_at <= %(at)s then 1 else identity_attempt.count + 1 end,
    expires_at = case when identity_attempt.expires_at <= %(at)s then %(end)s else identity_attempt.expires_at end
returning count, expires_at
"""


class TooMany(Exception):
    """Tried too often; *seconds* until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """At most *most* tries of *what* for one key in a window."""

    what: str
    most: int
    window: timedelta


VERIFY_ACCOUNT = Limit("verify-account", 5, timedelta(days=1))
VERIFY_NUMBER = Limit("verify-number", 5, timedelta(days=1))
VERIFY_ADDRESS = Limit("verify-address", 20, timedelta(hours=1))
COUNTER = Limit("counter", 60, timedelta(hours=1))
CLAIM = Limit("claim", 10, timedelta(days=1))
AUTHORISE = Limit("authorise", 20, timedelta(days=1))
RECHECK = Limit("recheck", 1, timedelta(minutes=5))
CODE_TO_PHONE = Limit("code-to-phone", 10, timedelta(days=1))


def count(limit: Limit, key: str, *, at: datetime) -> None:
    """Count one try. Raises TooMany. Call it outside the transaction that a failure would roll back."""
    row: dict[str, bytes | datetime] = {
        "key": vault.blind(f"{limit.what}:{key}", "limit"),
        "at": at,
        "end": at + limit.window,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, row)
        tries, ends = cursor.fetchone()
    if tries > limit.most:
        raise TooMany(max(1, int((ends - at).total_seconds())))


def is_free(limit: Limit, key: str, *, at: datetime) -> bool:
    """Count one try and say whether it is within the limit."""
    try:
        count(limit, key, at=at)
    except TooMany:
        return False
    return True


def address_of(request: HttpRequest) -> str:
    """The network address that asks, as the server in front of us gives it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def sweep(*, at: datetime) -> int:
    """Delete the counts whose window is over; how many."""
    return Attempt.objects.filter(expires_at__lte=at).delete()[0]
