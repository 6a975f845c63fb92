"""Verbs of the draft: start, answer questions, fill in, attach, let go. Nothing here looks like filing."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO

from django.db import transaction

from tongban.cases import attachments, prefill, rules, sealing, versions
from tongban.cases.actions.moving import local_day, move, swap, write
from tongban.cases.models import Attachment, Case
from tongban.cases.rules import Applicant, Barred, NotAllowed
from tongban.cases.states import IllegalStep, State, Step
from tongban.catalogue import queries as catalogue
from tongban.identity import access
from tongban.identity.actors import Actor

EDITABLE = frozenset({State.DRAFT, State.SUPPLEMENT})


def applicant_of(actor: Actor) -> Applicant:
    """What the rules need to know about whoever applies."""
    return Applicant("organisation" if actor.organisation_id else "person", actor.level, actor.items)


@transaction.atomic
def start(item: str, handling: str, *, district: str, answers: dict[str, str], actor: Actor, at: datetime) -> Case:
    """Begin a draft; an open draft of the same matter is taken up again instead. Raises Barred.

    *item* is the item's code, *answers* what was already answered on the guide page.
    """
    if actor.kind not in ("person", "agent") or not actor.person_id:
        raise NotAllowed
    implementation = catalogue.implementation(item, district)
    if implementation is None:
        raise Barred(rules.Bar.NO_BODY)
    document = catalogue.version(implementation.version_id).document
    if bar := rules.bar(document, handling, applicant_of(actor)):
        raise Barred(bar)
    mine = Case.objects.filter(access.applicant_filter(actor), state=State.DRAFT)
    if found := mine.filter(item_code=item, handling=handling, district=district).order_by("-pk").first():
        return found
    known = prefill.values(document.form, actor)
    case = Case(
        **_who(actor),
        item_code=item,
        item_name=document.name.zh,
        version_id=implementation.version_id,
        implementation=implementation,
        handling=handling,
        district=district,
        receive_organ_id=implementation.organ_id,
        accept_organ_id=implementation.organ_id,
        decide_organ_id=implementation.organ_id,
        answers=versions.fitting_answers(document, answers),
        provenance=prefill.provenance(known, at),
        started_at=at,
        **_saved(at),
    )
    case.form_sealed = sealing.seal_form(case.key, {name: value for name, (value, _) in known.items()})
    case.save(force_insert=True)
    write(case, "start", actor=actor, at=at)
    return case


def save_answers(case: Case, answers: dict[str, str], *, actor: Actor, at: datetime) -> None:
    """Keep the answers to the everyday questions; those that do not fit the item are dropped."""
    document = catalogue.version(case.version_id).document
    kept = versions.fitting_answers(document, {**case.answers, **answers})
    _change(case, {"answers": kept, **_saved(at)}, actor=actor)


def save_form(case: Case, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    """Keep what was typed, right or wrong: only the fields in *values* change. Checked by `queries.gaps`."""
    old = sealing.form_of(case)
    new = {**old, **values}
    provenance = prefill.after_typing(case.provenance, old, new, at)
    sealed = sealing.seal_form(case.key, new)
    _change(case, {"form_sealed": sealed, "provenance": provenance, **_saved(at)}, actor=actor)


@transaction.atomic
def attach(case: Case, material: str, name: str, upload: BinaryIO, *, actor: Actor, at: datetime) -> Attachment:
    """Keep one file for *material*, cleaned and sealed. Raises attachments.BadFile with a sentence."""
    document = catalogue.version(case.version_id).document
    asked = next((each for each in document.materials if each.id == material), None)
    if asked is None:
        raise attachments.BadFile(attachments.Fault.NO_SUCH_MATERIAL)
    if Attachment.objects.filter(case=case, material=material).count() >= asked.most:
        raise attachments.BadFile(attachments.Fault.TOO_MANY)
    clean = attachments.clean(upload, asked.formats)
    _change(case, _saved(at), actor=actor)
    row = Attachment(
        case=case,
        material=material,
        name=attachments.plain_name(name, clean.kind),
        kind=clean.kind,
        size=len(clean.content),
        digest=clean.digest,
        supplement=case.supplements.filter(answered_at=None).first() if case.state == State.SUPPLEMENT else None,
        added_at=at,
    )
    row.save(force_insert=True)
    attachments.store(row, clean)  # last: if it fails nothing is kept, and no file is left without its row
    return row


@transaction.atomic
def detach(attachment: Attachment, *, actor: Actor, at: datetime) -> None:
    """Drop a file again: of a draft, or of the supplement that is being prepared. What was filed stays."""
    case = attachment.case
    if case.state != State.DRAFT and (attachment.supplement is None or attachment.supplement.answered_at):
        raise NotAllowed
    _change(case, _saved(at), actor=actor)
    attachment.delete()
    transaction.on_commit(partial(attachments.erase, attachment))


@transaction.atomic
def discard(case: Case, *, actor: Actor, at: datetime) -> None:
    """Clear a draft: what was filled in and attached is gone."""
    files = list(case.attachments.all())
    changes: dict[str, Any] = {"answers": {}, "form_sealed": b"", "provenance": {}, "ended_at": at, "lapses_on": None}
    move(case, Step.DISCARD, actor=actor, at=at, changes=changes)
    case.attachments.all().delete()
    for file in files:
        transaction.on_commit(partial(attachments.erase, file))


@transaction.atomic
def move_to_version(case: Case, *, actor: Actor, at: datetime) -> list[versions.Change]:
    """Take a draft to the version in force: keep what still fits, say what changed."""
    if case.state != State.DRAFT:
        raise IllegalStep(State(case.state), Step.FILE)
    current = catalogue.implementation(case.item_code, case.district)
    if current is None:
        raise Barred(rules.Bar.NO_BODY)
    old, new = catalogue.version(case.version_id).document, catalogue.version(current.version_id).document
    if rules.handling_of(new, case.handling) is None:
        raise Barred(rules.Bar.NO_HANDLING)
    moved = versions.carry_over(old, new, case.handling, case.answers, sealing.form_of(case))
    changes = {
        "version_id": current.version_id,
        "item_name": new.name.zh,
        "answers": moved.answers,
        "form_sealed": sealing.seal_form(case.key, moved.form),
        "provenance": {name: source for name, source in case.provenance.items() if name in moved.form},
        **_saved(at),
    }
    _change(case, changes, actor=actor)
    write(case, "move_to_version", actor=actor, at=at)
    return moved.changes


def _change(case: Case, changes: dict[str, Any], *, actor: Actor) -> None:
    """Change what may be edited now, by whoever may edit it."""
    if case.state not in EDITABLE:
        raise IllegalStep(State(case.state), Step.FILE)
    if actor.kind not in ("person", "agent"):
        raise NotAllowed
    if case.state == State.SUPPLEMENT:
        changes = {name: value for name, value in changes.items() if name not in ("lapses_on", "lapse_told")}
    swap(case, access.applicant_filter(actor), changes)


def _who(actor: Actor) -> dict[str, int | None]:
    return {
        "applicant_organisation_id": actor.organisation_id,
        "applicant_person_id": None if actor.organisation_id else actor.principal_id or actor.person_id,
        "agent_person_id": actor.person_id if actor.kind == "agent" else None,
        "power_id": actor.power_id,
    }


def _saved(at: datetime) -> dict[str, Any]:
    """A draft that was touched lives on."""
    return {"saved_at": at, "lapses_on": local_day(at) + timedelta(days=rules.DRAFT_LIVES), "lapse_told": False}
