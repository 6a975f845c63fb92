"""The clockwork of cases: what runs by itself every hour. Not here: what it does (actions.upkeep)."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tongban.cases import actions


@app.periodic(cron="5 * * * *", periodic_id="cases-hourly")
@app.task(name="tongban.cases.hourly", queue="clock", pass_context=False)
def hourly(timestamp: int) -> None:
    """Deem accepted, end what lapsed, warn of what soon will. Running twice does no harm."""
    at = datetime.fromtimestamp(timestamp, UTC)
    actions.deem_waiting(at=at)
    actions.end_lapsed(at=at)
    actions.warn_lapsing(at=at)
