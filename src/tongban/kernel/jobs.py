"""Reactions: what follows a journal line, queued in the transaction that wrote it. Not here: what the reactions do.

`config/reactions.py` registers them; kernel knows only step names.
"""

from collections.abc import Callable
from typing import Any, cast

from asgiref.sync import async_to_sync
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status
from procrastinate.types import JSONValue

from tongban.kernel.models import Line

Reaction = Callable[[Line], None]

_reactions: dict[str, dict[str, Reaction]] = {}


def on(step: str, name: str, reaction: Reaction) -> None:
    """Register *reaction* under *name* for `package.step`. Called by config/reactions.py only."""
    _reactions.setdefault(step, {})[name] = reaction


def listening(step: str) -> list[str]:
    """The names of the reactions to `package.step`, in the order they were registered."""
    return list(_reactions.get(step, {}))


def react(line: Line) -> None:
    """Queue one job per reaction to *line*: in this transaction, ordered per subject, once."""
    step = f"{line.package}.{line.step}"
    names = listening(step)
    if not names:
        return
    batch: list[dict[str, JSONValue]] = [{"line": line.pk, "step": step, "reaction": name} for name in names]
    task = app.configure_task("tongban.kernel.jobs.run", lock=f"{line.package}:{line.subject}", queue="reactions")
    task.batch_defer(*batch)


@app.task(name="tongban.kernel.jobs.run", queue="reactions", retry=5)
def run(line: int, step: str, reaction: str) -> None:
    """Run one reaction to one line. Reactions may run twice and must not mind."""
    _reactions[step][reaction](Line.objects.get(pk=line))


def run_waiting(**options: Any) -> None:
    """Run every job that waits, in this process, then return: for tests, the demo's walk and maintenance."""
    options.setdefault("task_middleware", [_leave_no_connection])
    with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, **options)


def run_here() -> int:
    """Run every reaction that waits on this thread's own connection, inside its transaction; how many ran.

    For tests that are rolled back: a worker could not see their jobs. A reaction that fails raises here.
    """
    fetch, finish = async_to_sync(app.job_manager.fetch_job), async_to_sync(app.job_manager.finish_job_by_id_async)
    ran = 0
    while job := fetch(queues=["reactions"], worker_id=cast(int, None)):  # no worker: the column may be empty
        run(**ProcrastinateJob.objects.get(pk=job.id).args)
        finish(cast(int, job.id), status=Status.SUCCEEDED, delete_job=False)
        ran += 1
    return ran


def _leave_no_connection(call_next: Callable[[], Any], *_context: Any) -> Any:
    """Close what a job opened on the worker's thread: nobody could close it once that thread is gone."""
    try:
        return call_next()
    finally:
        connections.close_all()


@app.periodic(cron="* * * * *")
@app.task(name="tongban.kernel.jobs.take_up_again", queue="upkeep", queueing_lock="take_up_again")
async def take_up_again(timestamp: int) -> None:  # noqa: ARG001 - the queue passes the minute it is for
    """Queue again what a worker had begun when it was killed: its heartbeat has stopped."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
