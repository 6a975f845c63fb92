"""From cases to the shapes that programs get. Not here: who may see them."""

from datetime import datetime

from tongban.cases import queries, sealing, states, wholes
from tongban.cases.api import shapes
from tongban.cases.queries import Case, Document
from tongban.cases.rules import Gaps
from tongban.cases.states import State
from tongban.cases.wholes import Whole
from tongban.identity.actors import Actor
from tongban.systems.problems import Fault


def faults(gaps: Gaps) -> list[Fault]:
    """What is missing, each with its place."""
    questions = [Fault(f"answers.{each}", "") for each in gaps.questions]
    fields = [Fault(f"form.{name}", str(sentence)) for name, sentence in gaps.fields.items()]
    return [*questions, *fields, *(Fault(f"materials.{each}", "") for each in gaps.materials)]


def draft(case: Case, *, at: datetime) -> shapes.DraftOut:
    """A draft as far as it is."""
    missing = queries.gaps(case, at=at) if case.state in (State.DRAFT, State.SUPPLEMENT) else Gaps()
    return shapes.DraftOut(
        key=case.key, item=case.item_code, handling=case.handling, district=case.district, state=case.state,
        revision=case.revision, number=case.number, answers=case.answers,
        missing=[shapes.FaultOut(where=each.where, detail=each.detail) for each in faults(missing)],
        materials=[
            shapes.MaterialOut(id=each.id, name=each.name.zh, need=each.need, is_form=each.filled_online)
            for each in queries.asked(case)
        ],
        files=[_file(each) for each in queries.files(case)],
    )  # fmt: skip


def _file(row: queries.Attachment) -> shapes.FileOut:
    return shapes.FileOut(id=row.pk, material=row.material, name=row.name, size=row.size)


def row(case: queries.Mine) -> shapes.RowOut:
    """One row of a list."""
    return shapes.RowOut(
        id=case.pk, key=case.key, number=case.number, item_name=case.item_name, handling=case.handling,
        state=case.state, organ=case.organ, filed_at=case.filed_at, accept_by=case.accept_by,
        promised_due=case.promised_due, legal_due=case.legal_due,
    )  # fmt: skip


def filed(case: Case, receipt: Document) -> shapes.FiledOut:
    return shapes.FiledOut(number=case.number or "", receipt=receipt.slug, accept_by=case.accept_by)


def status(whole: Whole) -> shapes.CaseOut:
    """Where a case stands."""
    return shapes.CaseOut.model_validate(_status(whole))


def work(whole: Whole, actor: Actor) -> shapes.WorkOut:
    """An opened file."""
    case = whole.case
    organisation, person = case.applicant_organisation, case.applicant_person
    hands = {role for role, organ in actor.seats if organ == case.desk_organ_id}
    more = {
        "applicant_kind": "organisation" if organisation else "person",
        "applicant_name": organisation.name if organisation else person.name if person else "",
        "applicant_code": organisation.uscc if organisation else "",
        "desk": case.desk,
        "steps": [step.value for step in states.steps_from(State(case.state), hands)],
        "answers": case.answers,
        "form": sealing.form_of(case),
        "materials": whole.materials,
        "files": whole.attachments,
    }
    return shapes.WorkOut.model_validate(_status(whole) | more)


def after(case: Case, paper: object = None) -> shapes.StepOut:
    """Where a case stands after a step; *paper*: what the step produced."""
    slug = paper.slug if isinstance(paper, Document) else ""
    return shapes.StepOut(number=case.number or "", state=case.state, document=slug, due_on=case.due_on)


def _status(whole: wholes.Whole) -> dict[str, object]:
    case = whole.case
    names = (
        "number", "key", "handling", "state", "filed_at", "accept_by", "accepted_on", "promised_due", "legal_due",
        "outcome", "result_name", "result_number", "result_until", "item_name",
    )  # fmt: skip
    return {name: getattr(case, name) for name in names} | {
        "item": case.item_code,
        "organ": case.decide_organ.name,
        "is_provisional": case.due_provisional,
        "events": [{"step": each.step, "at": each.at, "document": each.document} for each in whole.events],
        "documents": whole.documents,
        "supplements": whole.supplements,
    }
