"""The clockwork of systems: what is due is pushed every minute, what is old is swept every night."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tongban.systems import actions, pushing, queries


@app.task(name="tongban.systems.push", queue="hooks")
def push(subscription: int) -> None:
    """Send to one receiver what may be sent, a while at a time. One at a time per receiver: the queue's lock."""
    pushing.push(subscription, now=timezone.now)
    if subscription in queries.with_work(at=timezone.now()):
        wake([subscription])


def wake(subscriptions: Iterable[int]) -> None:
    """Queue a push for each of these receivers, unless one waits already."""
    for one in subscriptions:
        word = f"hooks:{one}"
        try:
            with transaction.atomic():
                app.configure_task("tongban.systems.push", lock=word, queueing_lock=word, queue="hooks").defer(
                    subscription=one
                )
        except AlreadyEnqueued:
            continue


@app.periodic(cron="* * * * *", periodic_id="systems-minutely")
@app.task(name="tongban.systems.minutely", queue="clock", pass_context=False)
def minutely(timestamp: int) -> None:
    """Wake every receiver that has something to be sent now."""
    wake(queries.with_work(at=datetime.fromtimestamp(timestamp, UTC)))


@app.periodic(cron="41 3 * * *", periodic_id="systems-nightly")
@app.task(name="tongban.systems.nightly", queue="clock", pass_context=False)
def nightly(timestamp: int) -> None:
    """Drop what need not be kept."""
    actions.sweep(at=datetime.fromtimestamp(timestamp, UTC))
