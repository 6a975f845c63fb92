"""Verbs of the applicant once the draft is ready: file, answer a supplement request, withdraw."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.cases import clock, papers, queries, rules, states, versions
from tongban.cases.actions import records, upkeep
from tongban.cases.actions.moving import move, permitted
from tongban.cases.models import Case, CaseMaterial, Document
from tongban.cases.rules import Barred, Incomplete, NotAllowed, Outcome
from tongban.cases.states import State, Step
from tongban.catalogue import queries as catalogue
from tongban.identity.actors import Actor
from tongban.kernel import actions as kernel
from tongban.kernel import calendars, numbering
from tongban.kernel.journal import Fact


def file(case: Case, *, actor: Actor, at: datetime) -> Document:
    """Hand the case in and get its receipt (收件凭证).

    Pressing twice hands it in once: the second call returns the first receipt. *case* comes from
    `queries.editable_by` (its bodies and applicant come with it). Raises Incomplete with everything that is missing,
    Barred, versions.Replaced when the item has a newer version.
    """
    if receipt := _receipt_of(case, actor):
        return receipt
    states.after(State(case.state), Step.FILE)
    permitted(actor, Step.FILE)
    document = catalogue.version(case.version_id).document
    if case.implementation.version_id != case.version_id:
        raise versions.Replaced
    if bar := rules.bar(document, case.handling, _applicant(actor)):
        raise Barred(bar)
    if gaps := queries.gaps(case, at=at):
        raise Incomplete(gaps)
    asked = queries.asked(case)
    files = queries.file_counts(case)
    calendar = calendars.current()
    received = calendar.day_of_receipt(at)
    due = clock.accept_by(received, calendar)
    with transaction.atomic():
        serial = kernel.next_number(numbering.series_of_cases(case.district[:6], received))
        number = numbering.case_number(case.item_code, case.district[:6], received, serial)
        changes: dict[str, Any] = {
            "number": number,
            "terms": rules.terms_of(document, case.handling),
            "filed_at": at,
            "received_on": received,
            "accept_by": due.date,
            "due_on": due.date,
            "due_provisional": due.provisional,
            "desk_organ_id": case.accept_organ_id,
            "lapses_on": None,
        }
        facts: dict[str, Fact] = {"number": number, "due": due.date.isoformat()}
        move(case, Step.FILE, actor=actor, at=at, changes=changes, facts=facts, document=number)
        rows = rules.evidence(asked, files)
        CaseMaterial.objects.bulk_create(
            CaseMaterial(case=case, material=row.material, name=row.name, need=row.need, how=row.how, level=row.level)
            for row in rows
        )
        paper = papers.receipt(case, rows, at=at, accept_by=due.date)
        return records.keep(case, paper, number, actor=actor, at=at)


@transaction.atomic
def answer(case: Case, *, actor: Actor, at: datetime) -> Document:
    """Hand in what was asked for: the five days begin anew. Raises Incomplete."""
    if case.state != State.SUPPLEMENT and (receipt := _receipt_of(case, actor)):
        return receipt
    asked = queries.asked(case)
    files = queries.file_counts(case)
    if gaps := queries.gaps(case, at=at):
        raise Incomplete(gaps)
    calendar = calendars.current()
    received = calendar.day_of_receipt(at)
    due = clock.accept_by(received, calendar)
    changes: dict[str, Any] = {
        "received_on": received,
        "accept_by": due.date,
        "due_on": due.date,
        "due_provisional": due.provisional,
        "lapses_on": None,
    }
    rounds = case.supplements.count()
    number = f"{case.number}-{rounds + 1}"
    facts: dict[str, Fact] = {"due": due.date.isoformat(), "round": rounds}
    move(case, Step.ANSWER, actor=actor, at=at, changes=changes, facts=facts, document=number)
    case.supplements.filter(answered_at=None).update(answered_at=at)
    rows = rules.evidence(asked, files)
    CaseMaterial.objects.bulk_create(
        (
            CaseMaterial(case=case, material=row.material, name=row.name, need=row.need, how=row.how, level=row.level)
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["case", "material"],
        update_fields=["name", "need", "how", "level"],
    )
    paper = papers.receipt(case, rows, at=at, accept_by=due.date, number=number)
    return records.keep(case, paper, number, actor=actor, at=at, nth=rounds + 1)


@transaction.atomic
def withdraw(case: Case, reason: str = "", *, actor: Actor, at: datetime) -> Document:
    """Take the application back, as long as nothing is decided."""
    changes: dict[str, Any] = {"ended_at": at, "outcome": Outcome.WITHDRAWN, "due_on": None, "lapses_on": None}
    paper = papers.withdrawal(case, reason, at=at)
    number = papers.numbered(case.accept_organ, paper.kind, at)
    move(case, Step.WITHDRAW, actor=actor, at=at, changes=changes, document=number)
    upkeep.count_end()
    return records.keep(case, paper, number, actor=actor, at=at)


def _receipt_of(case: Case, actor: Actor) -> Document | None:
    """The receipt of a case that was filed before; nothing for somebody whose case it is not."""
    if case.state == State.DRAFT:
        return None
    if not queries.of(actor).filter(pk=case.pk).exists():
        raise NotAllowed
    return Document.objects.filter(case=case, kind=papers.Kind.RECEIPT).order_by("-nth").first()


def _applicant(actor: Actor) -> rules.Applicant:
    return rules.Applicant("organisation" if actor.organisation_id else "person", actor.level, actor.items)
