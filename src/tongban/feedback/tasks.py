"""The clockwork of feedback: what runs by itself. Not here: what it does (actions). Running twice does no harm."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tongban.feedback import actions, rules
from tongban.feedback.hands import local_day
from tongban.identity.actors import SYSTEM
from tongban.notifications import actions as notifications


@app.periodic(cron="*/10 * * * *", periodic_id="feedback-release")
@app.task(name="tongban.feedback.release", queue="clock", pass_context=False)
def release(timestamp: int) -> None:
    """Let bodies have what was held back."""
    at = datetime.fromtimestamp(timestamp, UTC)
    actions.release_due(at=at)
    actions.release_served(at=at)


@app.periodic(cron="10 * * * *", periodic_id="feedback-hourly")
@app.task(name="tongban.feedback.hourly", queue="clock", pass_context=False)
def hourly(timestamp: int) -> None:
    """Remind; end the calls back that nobody answers. Hourly, so that a machine that slept catches up soon."""
    at = datetime.fromtimestamp(timestamp, UTC)
    actions.remind(at=at)
    actions.remind_of_flaws(at=at)
    actions.lapse_due(at=at)


@app.periodic(cron="0 1,9 * * *", periodic_id="feedback-digest")
@app.task(name="tongban.feedback.digest", queue="clock", pass_context=False)
def digest(timestamp: int) -> None:
    """Tell anonymous raters of their news, all at one hour; the queue's clock is UTC."""
    actions.digest(notifications.tell, at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="0 20 3 * *", periodic_id="feedback-publish")
@app.task(name="tongban.feedback.publish", queue="clock", pass_context=False)
def publish(timestamp: int) -> None:
    """Publish the month before, on the fourth day of each month by the region's clock."""
    at = datetime.fromtimestamp(timestamp, UTC)
    this = rules.month_of(local_day(at))
    actions.publish(rules.month_of(this - rules.DAY), actor=SYSTEM, at=at)
