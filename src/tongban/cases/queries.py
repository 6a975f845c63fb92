"""Everything that reads cases. What a person may not see is never fetched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from tongban.cases import clock, rules, sealing, states, wholes
from tongban.cases.clock import Ledger, Strip
from tongban.cases.models import Attachment, Case, Document, Supplement
from tongban.cases.rules import Gaps
from tongban.cases.states import State
from tongban.cases.wholes import Whole
from tongban.catalogue import forms, scenarios
from tongban.catalogue import queries as catalogue
from tongban.catalogue.conditions import Missing
from tongban.catalogue.documents import Document as ItemDocument
from tongban.catalogue.documents import Material, Question
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.identity.models import Staff
from tongban.kernel import calendars, tallies
from tongban.kernel.models import Line

__all__ = ["Attachment", "Case", "Document"]  # what queries give; views name it by this module

BODIES = (
    "applicant_person", "applicant_organisation", "agent_person", "implementation", "receive_organ", "accept_organ",
    "decide_organ", "desk_organ",
)  # fmt: skip
OFFICERS = frozenset({"intake", "examiner", "approver", "supervisor"})
OPENING_LASTS = timedelta(hours=8)


# Whose cases


def of(actor: Actor) -> QuerySet[Case]:
    """The cases and drafts of the person who asks, in the hat worn, newest first."""
    return Case.objects.filter(access.applicant_filter(actor)).exclude(state=State.DISCARDED).order_by("-pk")


def at_desk(actor: Actor) -> QuerySet[Case]:
    """The filed cases of the bodies where the officer who asks has a role, ended ones too."""
    return Case.objects.filter(access.organ_filter(actor, OFFICERS)).exclude(number=None)


def editable_by(actor: Actor) -> QuerySet[Case]:
    """What the person who asks may still fill in: drafts and cases with an open supplement request.

    Each comes with its bodies and with `file_materials`, the material of every attachment: one statement in all.
    """
    return _with_files(of(actor)).filter(state__in=[State.DRAFT, State.SUPPLEMENT])


def to_file(actor: Actor) -> QuerySet[Case]:
    """For filing: like `editable_by`, with what was filed already, so that a second press finds its receipt."""
    return _with_files(of(actor))


def by_key(actor: Actor, key: UUID) -> Case | None:
    """A draft (or what became of it) by its key."""
    return to_file(actor).filter(key=key).first()


def by_number(actor: Actor, number: str) -> Case | None:
    """A filed case by its number: of the applicant, or at the officer's desk."""
    cases = at_desk(actor) if actor.kind == "officer" else of(actor)
    return cases.filter(number=number).select_related(*BODIES).first()


def _with_files(cases: QuerySet[Case]) -> QuerySet[Case]:
    files = Attachment.objects.filter(case=OuterRef("pk")).order_by("pk").values("material")
    return cases.select_related(*BODIES).annotate(file_materials=ArraySubquery(files))


def attachment(actor: Actor, number_or_key: str | UUID, attachment_id: int) -> Attachment | None:
    """One attachment of a case that the one who asks may see."""
    cases = at_desk(actor) if actor.kind == "officer" else of(actor)
    name = {"key": number_or_key} if isinstance(number_or_key, UUID) else {"number": number_or_key}
    found = Attachment.objects.filter(pk=attachment_id, case__in=cases.filter(**name).order_by())
    return found.select_related("case", "supplement").first()


def document(actor: Actor, number: str, slug: str) -> Document | None:
    """One official document of a case that the one who asks may see; *slug* as in Document.slug."""
    kind, _, nth = slug.rpartition("-")
    if not nth.isdigit() or len(nth) > 4:  # noqa: PLR2004 - no case has ten thousand documents of a kind
        return None
    cases = at_desk(actor) if actor.kind == "officer" else of(actor)
    mine = cases.filter(number=number).order_by()
    return Document.objects.filter(case__in=mine, kind=kind, nth=int(nth)).first()


# The draft


def item_document(case: Case) -> ItemDocument:
    """The document of the version under which the case goes. No statement: versions are kept in the process."""
    found: ItemDocument = catalogue.version(case.version_id).document
    return found


def facts_of(case: Case) -> dict[str, str]:
    """`p` of the item's conditions: facts about the applicant."""
    return {"kind": "organisation" if case.applicant_organisation_id else "person"}


def open_questions(case: Case) -> list[Question]:
    """The everyday questions that still want an answer."""
    return scenarios.open_questions(item_document(case), case.answers, facts_of(case))


def asked(case: Case) -> list[Material]:
    """The materials that the case's answers and form select; what is undecided yet counts as asked."""
    document, facts = item_document(case), facts_of(case)
    try:
        return scenarios.materials(document, case.handling, case.answers, sealing.form_of(case), facts)
    except Missing:
        return scenarios.possible(document, case.handling, case.answers, facts)


def file_counts(case: Case) -> dict[str, int]:
    """Material -> number of files. No statement when the case came with `file_materials`."""
    materials: Iterable[str] | None = getattr(case, "file_materials", None)
    if materials is None:
        materials = case.attachments.values_list("material", flat=True)
    counts: dict[str, int] = {}
    for material in materials:
        counts[material] = counts.get(material, 0) + 1
    return counts


def gaps(case: Case, *, at: datetime) -> Gaps:
    """Everything that keeps the case from being filed at the moment *at*. Empty (falsy): it may be."""
    form, today = item_document(case).form, at.astimezone(calendars.current().zone).date()
    unanswered = tuple(question.id for question in open_questions(case))
    faults = forms.validate(form, case.answers, sealing.form_of(case), today=today, demo=settings.DEMO) if form else {}
    return Gaps(unanswered, faults, () if unanswered else rules.missing(asked(case), file_counts(case)))


def open_supplement(case: Case) -> Supplement | None:
    """The supplement request that waits for its answer."""
    return case.supplements.filter(answered_at=None).order_by("-round").first()


def files(case: Case) -> list[Attachment]:
    """The attachments of a case that was found for whoever asks, oldest first."""
    return list(case.attachments.select_related("supplement").order_by("pk"))


def is_replaced(case: Case) -> bool:
    """Whether the item got a newer version since the draft began (`actions.move_to_version`)."""
    return case.state == State.DRAFT and case.implementation.version_id != case.version_id


# The applicant's pages


@dataclass(frozen=True)
class Mine:
    """One row of 'my cases'."""

    key: UUID
    number: str
    item_name: str
    handling: str
    state: State
    organ: str
    saved_at: datetime
    filed_at: datetime | None
    promised_due: date | None
    legal_due: date | None
    accept_by: date | None
    lapses_on: date | None
    pk: int


def my_cases(actor: Actor, *, after: int | None = None, most: int = 20, open_only: str = "") -> list[Mine]:
    """A page of the applicant's cases, newest first, after the row with id *after*: one statement, *most* + 1 rows.

    *open_only*: any word leaves out what has ended.
    """
    cases = of(actor)
    if open_only:
        cases = cases.filter(state__in=states.OPEN)
    if after is not None:
        cases = cases.filter(pk__lt=after)
    names = (
        "key", "number", "item_name", "handling", "state", "decide_organ__name", "saved_at", "filed_at",
        "promised_due", "legal_due", "accept_by", "lapses_on", "pk",
    )  # fmt: skip
    rows = cases.values_list(*names)[: most + 1]
    return [Mine(row[0], row[1] or "", row[2], row[3], State(row[4]), *row[5:]) for row in rows]


def whole(actor: Actor, number: str) -> Whole | None:
    """The case *number* with everything that belongs to it, if the one who asks may see it: two statements.

    For an officer call `actions.open_file` first: the opening is recorded before anything is displayed.
    """
    for_officer = actor.kind == "officer"
    cases = at_desk(actor) if for_officer else of(actor)
    case = cases.filter(number=number).select_related(*BODIES, "handler").first()
    if case is None:
        return None
    return wholes.of_officer(case) if for_officer else wholes.of_applicant(case)


def at_hand(actor: Actor, number: str, *, at: datetime) -> tuple[Case, bool] | None:
    """A case for an officer, and whether he opened it with a purpose within the working day: one statement."""
    opened = _openings(OuterRef("pk"), actor, at)
    cases = at_desk(actor).filter(number=number).select_related(*BODIES, "handler")
    case = cases.annotate(is_opened=Exists(opened)).first()
    return (case, case.is_opened) if case else None


# The clock


def ledger(case: Case) -> Ledger | None:
    """The running clock of an accepted case; None before acceptance. One statement."""
    rows = case.entries.order_by("pk").values("kind", "day", "n", "unit")
    return wholes.ledger(case, [dict(row) for row in rows]) if case.accepted_on else None


@dataclass(frozen=True)
class Strips:
    """What the page draws of a case's clocks. None: that clock does not run."""

    promised: Strip | None = None
    legal: Strip | None = None
    acceptance: Strip | None = None


def strips(case: Case, running: Ledger | None, *, at: datetime) -> Strips:
    """The clocks of a case as strips of working days, as they stand at the moment *at*. No statement.

    Before acceptance: the five working days. Afterwards both terms, equally long; stopped by decision or end.
    """
    calendar = calendars.current()
    today = at.astimezone(calendar.zone).date()
    stop = case.decided_at or case.ended_at
    stopped = stop.astimezone(calendar.zone).date() if stop else None
    if running is None:
        if case.received_on is None or case.state != State.FILED:
            return Strips()
        acceptance = Ledger(case.received_on, clock.ACCEPTANCE, None)
        return Strips(acceptance=clock.strip(acceptance, clock.ACCEPTANCE, calendar, today=today))
    dues = clock.dues(running, calendar, as_of=min(today, stopped) if stopped else today)
    until = max((due.date for due in (dues.legal, dues.promised) if due), default=None)
    drawn = {
        name: clock.strip(running, term, calendar, today=today, stopped=stopped, until=until) if term else None
        for name, term in (("promised", running.promised), ("legal", running.legal))
    }
    return Strips(**drawn)


def is_deemed(case: Case, *, at: datetime) -> bool:
    """Whether a filed case counts as accepted already, though the nightly job has not said so yet."""
    today = at.astimezone(calendars.current().zone).date()
    return case.state == State.FILED and case.accept_by is not None and case.accept_by < today


# Who looked


def opening(case: Case, actor: Actor, at: datetime, *, purpose: str = "") -> Line | None:
    """The journal line of this officer's opening of the file within the last eight hours, if there is one."""
    same = _openings(case.pk, actor, at)
    return (same.filter(facts__purpose=purpose) if purpose else same).order_by("-pk").first()


def _openings(case: int | OuterRef, actor: Actor, at: datetime) -> QuerySet[Line]:
    lines = Line.objects.filter(package="cases", subject=case, step="open_file")
    return lines.filter(at__gt=at - OPENING_LASTS, at__lte=at, facts__staff=actor.staff_id)


@dataclass(frozen=True)
class Look:
    """That an officer opened one of my files."""

    at: datetime
    purpose: str  # key of words.PURPOSES
    staff: str
    organ: str
    item_name: str
    number: str
    line: int


def looks(actor: Actor, *, after: int | None = None, most: int = 20) -> list[Look]:
    """Who opened the files of the person who asks, newest first: three statements, *most* + 1 rows."""
    mine = of(actor).exclude(number=None).order_by()
    lines = Line.objects.filter(package="cases", step="open_file", subject__in=mine.values("pk"))
    if after is not None:
        lines = lines.filter(pk__lt=after)
    found = list(lines.order_by("-pk")[: most + 1])
    if not found:
        return []
    cases = mine.only("pk", "number", "item_name").in_bulk([line.subject for line in found])
    staff = Staff.objects.select_related("organ").in_bulk([line.facts["staff"] for line in found])
    return [_look(line, cases[line.subject], staff.get(line.facts["staff"])) for line in found]


def _look(line: Line, case: Case, staff: Staff | None) -> Look:
    name, organ = (staff.name, staff.organ.name) if staff else ("", "")
    return Look(line.at, line.facts.get("purpose", ""), name, organ, case.item_name, case.number or "", line.pk)


# Who else


def colleagues(case: Case) -> list[Staff]:
    """The officers who may have the case in hand where it lies now, by name: one statement."""
    roles: list[str] = [role.value for role in states.WORKERS[states.Desk(case.desk)]]
    seats = {"roles__name__in": roles, "roles__organ_id": case.desk_organ_id, "roles__until": None}
    return list(Staff.objects.filter(active=True, **seats).distinct().order_by("name", "pk"))


def colleague(case: Case, staff: str) -> Staff | None:
    """One of them by the id that a form sent; None for anything else."""
    return next((one for one in colleagues(case) if str(one.pk) == staff), None)


# What reactions need


@dataclass(frozen=True)
class News:
    """What is told of one journal line: to whom, about which case, with which facts (codes and dates)."""

    person: int
    address: str
    number: str
    item_name: str
    organ: int
    facts: dict[str, str]


def news(line: Line) -> News | None:
    """Whom a line about a case concerns, and what to tell. None when nobody is to be told."""
    case = Case.objects.select_related("applicant_organisation", "power").get(pk=line.subject)
    person = _to_tell(case, line.at)
    if person is None:
        return None
    number = case.number or ""
    address = f"/cases/{number}/" if number else f"/apply/{case.key}/"
    told = {name: str(value) for name, value in line.facts.items() if name in ("due", "count", "result") and value}
    facts = {"item": case.item_name, "number": number, "due": "", "count": "", "result": "", **told}
    return News(person, address, number, case.item_name, case.decide_organ_id, facts)


def _to_tell(case: Case, at: datetime) -> int | None:
    """The agent while the power holds; else the applicant herself, or the organisation's representative."""
    power = case.power
    today = at.astimezone(calendars.current().zone).date()
    if case.agent_person_id and (power is None or (power.ended_at is None and power.until >= today)):
        return case.agent_person_id
    organisation = case.applicant_organisation
    return organisation.representative_id if organisation else case.applicant_person_id


def recomputed_from(line: Line) -> date | None:
    """Of a line kernel.calendar_amended: the first day that counts differently here, if any does."""
    day = line.facts.get("from_day")
    return date.fromisoformat(str(day)) if day and line.facts.get("region") == settings.REGION else None


def figures() -> dict[str, int]:
    """Kept counters: cases filed (the case numbers given out) and ended."""
    return {"cases_filed": tallies.given_out("case:"), "cases_ended": tallies.total("cases.ended")}


@dataclass(frozen=True)
class Affair:
    """What department systems are told of one journal line: ids and codes only, and the bodies it concerns."""

    number: str
    organ: str
    organs: tuple[int, ...]
    facts: dict[str, str | int]


_TOLD = ("due", "count", "result", "outcome", "round", "procedure", "ground", "code")


def affair(line: Line) -> Affair | None:
    """The case of a line as the systems of its bodies hear of it; None for drafts: they are nobody's business."""
    case = Case.objects.filter(pk=line.subject).exclude(number=None).select_related("decide_organ").first()
    if case is None or case.number is None:
        return None
    bodies = (case.receive_organ_id, case.accept_organ_id, case.decide_organ_id, case.desk_organ_id)
    organs = {organ for organ in bodies if organ is not None}
    facts = {name: line.facts[name] for name in _TOLD if line.facts.get(name)}
    return Affair(case.number, case.decide_organ.code, tuple(sorted(organs)), facts)
