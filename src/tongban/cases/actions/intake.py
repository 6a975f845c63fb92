"""Verbs of the intake desk: open a file, accept, refuse, ask for everything that is missing, hand over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tongban.cases import clock, papers, queries, rules, words
from tongban.cases.actions import records, upkeep
from tongban.cases.actions.moving import local_day, move, write
from tongban.cases.models import Case, CaseMaterial, ClockEntry, Document, Supplement
from tongban.cases.rules import NotAllowed, Outcome, Unfit
from tongban.cases.states import Desk, Step
from tongban.catalogue import queries as catalogue
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.identity.models import Organ, Staff
from tongban.kernel import calendars, terms
from tongban.kernel.journal import Fact
from tongban.kernel.models import Line

STAYS_OPEN = timedelta(hours=8)  # an opening with its purpose lasts a working day
LONGEST_WAIT = 180  # days that a clerk may give for a supplement


@transaction.atomic
def open_file(case: Case, purpose: str, *, actor: Actor, at: datetime) -> Line:
    """Record, before anything is displayed, that *actor* looks into the file, and why: the applicant will see it.

    Within a working day the same officer's second opening for the same purpose is the first one.
    """
    if actor.kind != "officer" or actor.staff_id is None:
        raise NotAllowed
    if purpose not in words.PURPOSES:
        raise Unfit("purpose", _("没有选查看目的，所以没有打开。请选一个目的。"))
    if not queries.at_desk(actor).filter(pk=case.pk).exists():
        raise NotAllowed
    if found := queries.opening(case, actor, at, purpose=purpose):
        return found
    return write(case, "open_file", actor=actor, at=at, facts={"purpose": purpose})


def accept(case: Case, *, actor: Actor, at: datetime) -> Document:
    """受理: the clocks start; the applicant gets the notice of acceptance."""
    upkeep.settle(case, at=at)
    calendar = calendars.current()
    accepted = calendar.day_of_receipt(at)
    ledger = clock.Ledger(accepted, rules.term(case.terms, "legal"), rules.term(case.terms, "promised"))
    dues = clock.dues(ledger, calendar, as_of=accepted)
    changes = {
        **upkeep.due_columns(dues),
        "accepted_on": accepted,
        **_mine(actor),
        "desk_organ_id": case.decide_organ_id,
    }
    with transaction.atomic():
        paper = papers.acceptance(case, dues, at=at, day=accepted)
        number = papers.numbered(case.accept_organ, paper.kind, at)
        facts: dict[str, Fact] = {"due": dues.first.isoformat() if dues.first else ""}
        move(case, Step.ACCEPT, actor=actor, at=at, changes=changes, facts=facts, document=number)
        ClockEntry.objects.create(case=case, kind=clock.Kind.START, day=accepted, at=at, **upkeep.led_to(dues))
        return records.keep(case, paper, number, actor=actor, at=at)


def refuse(case: Case, ground: str, reason: str, right_body: str = "", *, actor: Actor, at: datetime) -> Document:
    """不予受理, in writing: on which ground (words.REFUSALS), why, and which body is the right one."""
    upkeep.settle(case, at=at)
    if ground not in words.REFUSALS:
        raise Unfit("ground", _("没有选不予受理的情形，所以没有作出决定。请选一个情形。"))
    if not reason.strip():
        raise Unfit("reason", _("没有写理由，所以没有作出决定。不予受理要书面说明理由，请写清楚。"))
    if ground == "not_ours" and not right_body.strip():
        raise Unfit("right_body", _("没有写该找哪个单位，所以没有作出决定。请告诉申请人向哪个机关申请。"))
    changes: dict[str, Any] = {"ended_at": at, "outcome": Outcome.REFUSED, "due_on": None, **_mine(actor)}
    with transaction.atomic():
        paper = papers.refusal(case, words.REFUSALS[ground], reason.strip(), right_body.strip(), at=at)
        number = papers.numbered(case.accept_organ, paper.kind, at)
        move(case, Step.REFUSE, actor=actor, at=at, changes=changes, facts={"ground": ground}, document=number)
        why = papers.why_refused(reason.strip(), right_body.strip())
        records.opine(case, Step.REFUSE, why, actor=actor, at=at)
        upkeep.count_end()
        return records.keep(case, paper, number, actor=actor, at=at)


def ask_supplement(
    case: Case, points: Sequence[dict[str, str]], *, actor: Actor, at: datetime, answer_by: date | None = None
) -> Document:
    """补正告知: tell *all* that is missing, at once. One point: {"material": id or "", "field": name or "", "text": …}."""
    upkeep.settle(case, at=at)
    day = local_day(at)
    answer_by = answer_by or terms.due(rules.SUPPLEMENT_WAITS, day, calendars.current()).date
    document = catalogue.version(case.version_id).document
    if not points or not rules.known(points, {material.id for material in document.materials}):
        raise Unfit("points", _("补正内容没有写全，所以没有发出。请逐条写明缺什么、怎么补，一次告知全部。"))
    if not day < answer_by <= day + timedelta(days=LONGEST_WAIT):
        raise Unfit("answer_by", _("补正期限不成立，所以没有发出。请选今天以后、180 天以内的日期。"))
    with transaction.atomic():
        nth = case.supplements.count() + 1
        paper = papers.supplement(case, points, at=at, answer_by=answer_by)
        number = papers.numbered(case.accept_organ, paper.kind, at)
        changes = {"due_on": answer_by, "lapses_on": answer_by, **_mine(actor)}
        facts: dict[str, Fact] = {"count": len(points), "due": answer_by.isoformat(), "round": nth}
        move(case, Step.ASK_SUPPLEMENT, actor=actor, at=at, changes=changes, facts=facts, document=number)
        Supplement.objects.create(
            case=case, round=nth, points=[_point(point) for point in points], asked_by_id=records.staff_of(actor),
            asked_at=at, answer_by=answer_by,
        )  # fmt: skip
        return records.keep(case, paper, number, actor=actor, at=at, nth=nth)


@transaction.atomic
def check_original(case: Case, material: str, *, actor: Actor, at: datetime) -> None:
    """The original was seen at the counter: evidence level C becomes B."""
    hands = {"intake", "examiner"}
    if actor.kind != "officer" or not Case.objects.filter(access.organ_filter(actor, hands), pk=case.pk).exists():
        raise NotAllowed
    seen = {"how": "original", "level": CaseMaterial.Level.B, "checked_by": actor.staff_id, "checked_at": at}
    if CaseMaterial.objects.filter(case=case, material=material, level=CaseMaterial.Level.C).update(**seen):
        write(case, "check_original", actor=actor, at=at, facts={"material": material})


@transaction.atomic
def hand_over(
    case: Case, *, actor: Actor, at: datetime, organ: Organ | None = None, staff: Staff | None = None, why: str
) -> None:
    """转办: to another body, or to a colleague. The clocks run on."""
    if not why.strip():
        raise Unfit("why", _("没有写转办原因，所以没有转出。请写明原因。"))
    if organ is None and staff is None:
        raise Unfit("organ", _("没有选转给谁，所以没有转出。请选单位或同事。"))
    if staff is not None and organ is None and staff not in queries.colleagues(case):
        raise Unfit("staff", _("所选的同事不在这个环节，所以没有转出。请从名单里选一位。"))
    target = organ.pk if organ else case.desk_organ_id
    changes: dict[str, Any] = {"desk_organ_id": target, "handler_id": staff.pk if staff else None}
    if organ and case.desk == Desk.INTAKE:
        changes |= {"accept_organ_id": organ.pk, "decide_organ_id": organ.pk}
    elif organ:
        changes |= {"decide_organ_id": organ.pk}
    facts: dict[str, Fact] = {"to": organ.code if organ else "", "to_staff": staff.pk if staff else None}
    move(case, Step.HAND_OVER, actor=actor, at=at, changes=changes, facts=facts)
    records.opine(case, Step.HAND_OVER, why, actor=actor, at=at)


def _mine(actor: Actor) -> dict[str, Any]:
    return {"handler_id": actor.staff_id}


def _point(point: dict[str, str]) -> dict[str, str]:
    return {name: point.get(name, "").strip() for name in ("material", "field", "text")}
