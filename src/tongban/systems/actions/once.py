"""Idempotency: one transaction holds the key, the deed and its answer, so that there is no half."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection, transaction

from tongban.systems import problems
from tongban.systems.models import Client, Delivery, Kept
from tongban.systems.problems import Problem
from tongban.systems.rules import State

KEPT_FOR = timedelta(days=7)
LOG_KEPT_FOR = timedelta(days=90)

_TAKE = """
insert into systems_kept (client_id, key, asked, at) values (%(client)s, %(key)s, %(asked)s, %(at)s)
on conflict (client_id, key) do nothing
"""


def once(client: Client, key: str, asked: bytes, act: Callable[[], dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    """What *act* answers, done once for this key: later calls get the first answer and do nothing.

    A second request at the same moment waits for the first (the unique key is its lock); one that fails keeps
    nothing and may be repeated. Raises Problem when the key was used for another request.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"client": client.pk, "key": key, "asked": asked, "at": at})
            is_first = cursor.rowcount == 1
        if is_first:
            answer = act()
            Kept.objects.filter(client=client, key=key).update(answer=answer)
            return answer
    kept = Kept.objects.get(client=client, key=key)
    if bytes(kept.asked) != asked:
        raise Problem(422, "key_reused", problems.OTHER_REQUEST)
    return cast("dict[str, Any]", kept.answer)


def sweep(*, at: datetime) -> None:
    """Drop kept answers after a week, and what was delivered after three months."""
    Kept.objects.filter(at__lt=at - KEPT_FOR).delete()
    Delivery.objects.filter(state=State.DONE, made_at__lt=at - LOG_KEPT_FOR).delete()
