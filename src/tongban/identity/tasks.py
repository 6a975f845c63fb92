"""Jobs of identity: asking the registers, and sweeping what has lapsed. What they do lies in actions and limits."""

from datetime import UTC, datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tongban.identity import limits, queries
from tongban.identity.ports import RegisterDown

SLOWLY = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name="tongban.identity.look_up", queue="registers", retry=SLOWLY)
def look_up(verification: int, begun: str) -> None:
    """Ask the register of persons about one verification."""
    from tongban.identity.actions import realnames  # actions queue this job

    realnames.look_up(verification, begun)


@app.periodic(cron="0 3 * * *")
@app.task(name="tongban.identity.check_representatives", queue="registers")
def check_representatives(timestamp: int) -> None:
    """Ask the register about each organisation not asked about since a day; while it is down, tomorrow again."""
    from tongban.identity import actions

    at = datetime.fromtimestamp(timestamp, UTC)
    after = 0
    while batch := list(queries.to_check(at - timedelta(days=1), after)[:200]):
        for organisation in batch:
            try:
                actions.check_representative(organisation, at=at)
            except RegisterDown:
                return
        after = batch[-1].pk


@app.periodic(cron="30 3 * * *")
@app.task(name="tongban.identity.sweep", queue="maintenance")
def sweep(timestamp: int) -> None:
    """Forget tries whose window is over, and registrations that were never confirmed."""
    from tongban.identity import actions

    at = datetime.fromtimestamp(timestamp, UTC)
    limits.sweep(at=at)
    actions.drop_unconfirmed(before=at - timedelta(days=1))
