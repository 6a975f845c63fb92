"""What steps leave behind beside the journal line: the official document and the officer's opinion."""

from datetime import datetime

from tongban.cases.models import Case, Document, Opinion
from tongban.cases.papers import Paper
from tongban.cases.rules import NotAllowed
from tongban.cases.states import Step
from tongban.identity.actors import Actor


def keep(case: Case, paper: Paper, number: str, *, actor: Actor, at: datetime, nth: int = 1) -> Document:
    """Keep *paper* under its number, as the *nth* of its kind."""
    facts = {**paper.facts, "number": number}
    return Document.objects.create(
        case=case, kind=paper.kind, nth=nth, number=number, facts=facts, staff_id=actor.staff_id, at=at
    )


def opine(case: Case, step: Step, text: str, *, actor: Actor, at: datetime) -> None:
    """Keep what the officer wrote; nothing is kept of nothing."""
    if text.strip():
        Opinion.objects.create(case=case, step=step, text=text.strip(), staff_id=staff_of(actor), at=at)


def staff_of(actor: Actor) -> int:
    """The officer who acts. Raises NotAllowed for anybody else."""
    if actor.staff_id is None:
        raise NotAllowed
    return actor.staff_id
