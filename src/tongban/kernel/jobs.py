"""Reactions: what follows a journal line, queued in the transaction that wrote it. Not here: what the reactions do.

`config/reactions.py` registers them; kernel knows only step names.
"""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

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
    batch = [{"line": line.pk, "step": step, "reaction": name} for name in names]
    task = app.configure_task("tongban.kernel.jobs.run", lock=f"{line.package}:{line.subject}", queue="reactions")
    task.batch_defer(*batch)


@app.task(name="tongban.kernel.jobs.run", queue="reactions", retry=5)
def run(line: int, step: str, reaction: str) -> None:
    """Run one reaction to one line. Reactions may run twice and must not mind."""
    _reactions[step][reaction](Line.objects.get(pk=line))


def run_waiting(**options: Any) -> None:
    """Run every job that waits, in this process, then return: for tests, the demo's walk and maintenance."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, **options)
