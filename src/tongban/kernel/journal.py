"""The journal: one line per action. Writing a line queues the reactions to its step, in the same transaction.

A line holds ids and codes, never names or free text. It is the citizen's timeline, the auditor's trail, the
statistician's fact and the trigger of what follows. The application's database role may insert and read lines only.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet

from tongban.kernel import jobs
from tongban.kernel.models import Line

Fact = str | int | bool | None


class Author(Protocol):
    """Who acts. `identity.actors.Actor` is one."""

    @property
    def kind(self) -> str: ...  # person, agent, officer, system
    @property
    def person_id(self) -> int | None: ...
    @property
    def organ_code(self) -> str: ...


def write(  # noqa: PLR0913 - the columns of a line, by keyword
    package: str,
    step: str,
    *,
    subject: int,
    actor: Author,
    at: datetime,
    organ: str = "",
    item: str = "",
    district: str = "",
    version: int | None = None,
    document: str = "",
    **facts: Fact,
) -> Line:
    """Write one line about *subject* (the row's id in its package) and queue the reactions to `package.step`."""
    line = Line.objects.create(
        package=package,
        step=step,
        subject=subject,
        actor_kind=actor.kind,
        actor=actor.person_id,
        organ=organ or actor.organ_code,
        item=item,
        district=district,
        version=version,
        document=document,
        facts=facts,
        at=at,
    )
    jobs.react(line)
    return line


def of(package: str, subject: int) -> QuerySet[Line]:
    """The lines about one subject, oldest first."""
    return Line.objects.filter(package=package, subject=subject).order_by("pk")


def steps(lines: Iterable[Line]) -> list[str]:
    """Just the steps, for tests and time lines."""
    return [line.step for line in lines]
