"""Verbs from examination to the end: examine, decide, issue the result, deliver it, close."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from tongban.cases import clock, papers, rules, states, words
from tongban.cases.actions import records, upkeep
from tongban.cases.actions.moving import local_day, move
from tongban.cases.models import Case, Document
from tongban.cases.rules import Outcome, Unfit
from tongban.cases.states import State, Step
from tongban.catalogue import queries as catalogue
from tongban.identity.actors import Actor
from tongban.kernel import calendars, tallies, terms


@transaction.atomic
def examine(case: Case, opinion: str, *, actor: Actor, at: datetime) -> None:
    """审查: the examiner's opinion goes to whoever decides."""
    _need(opinion, "opinion", _("没有写审查意见，所以没有报出。请写明查了什么、结论是什么。"))
    move(case, Step.EXAMINE, actor=actor, at=at, changes={"handler_id": actor.staff_id})
    records.opine(case, Step.EXAMINE, opinion, actor=actor, at=at)


@transaction.atomic
def send_back(case: Case, opinion: str, *, actor: Actor, at: datetime) -> None:
    """退回再审查: what else is to be looked into. The clocks run on."""
    _need(opinion, "opinion", _("没有写退回原因，所以没有退回。请写明还要查什么。"))
    move(case, Step.SEND_BACK, actor=actor, at=at, changes={"handler_id": actor.staff_id})
    records.opine(case, Step.SEND_BACK, opinion, actor=actor, at=at)


@transaction.atomic
def decide(case: Case, *, granted: bool, opinion: str, actor: Actor, at: datetime) -> Document:
    """决定: grant, or deny with reasons and remedies (行政许可法 Art 38). The document bears its number."""
    _need(opinion, "opinion", _("没有写意见，所以没有作出决定。请写明理由，申请人会看到。"))
    document = catalogue.version(case.version_id).document
    deliver_by = terms.due(rules.term(case.terms, "deliver") or clock.DELIVERY, local_day(at), calendars.current())
    outcome = Outcome.GRANTED if granted else Outcome.DENIED
    paper = papers.decision(case, opinion.strip(), granted=granted, item=document, at=at)
    number = papers.numbered(case.decide_organ, paper.kind, at)
    changes: dict[str, Any] = {
        "decided_at": at, "outcome": outcome, "handler_id": actor.staff_id,
        "due_on": deliver_by.date, "due_provisional": deliver_by.provisional,
    }  # fmt: skip
    if not granted:
        changes["result_number"] = number
    step = Step.GRANT if granted else Step.DENY
    move(case, step, actor=actor, at=at, changes=changes, facts={"outcome": outcome.value}, document=number)
    records.opine(case, step, opinion, actor=actor, at=at)
    return records.keep(case, paper, number, actor=actor, at=at)


@transaction.atomic
def issue(
    case: Case, number: str = "", *, actor: Actor, at: datetime, name: str = "", until: date | None = None
) -> None:
    """制证: record the certificate or document that is the result. Without a number of its own: the decision's."""
    number = " ".join(number.split())
    if until and until < local_day(at):
        raise Unfit("until", _("有效期在今天以前，所以没有登记。请核对结果上的日期。"))
    if not number:
        paper = Document.objects.filter(case=case, kind__in=papers.DECISIONS).order_by("-pk").first()
        number = paper.number if paper else ""
    name = name.strip() or catalogue.version(case.version_id).document.result.name.zh
    changes = {"result_name": name, "result_number": number, "result_until": until, "handler_id": actor.staff_id}
    move(case, Step.ISSUE, actor=actor, at=at, changes=changes, facts={"result": number})


@transaction.atomic
def deliver(case: Case, how: str = "online", note: str = "", *, actor: Actor, at: datetime) -> Document:
    """送达: when and how the applicant got the result; the proof of service is kept."""
    if how not in words.DELIVERIES:
        raise Unfit("how", _("没有选送达方式，所以没有登记。请选一种。"))
    paper = papers.delivery(case, how, note.strip(), at=at)
    number = papers.numbered(case.decide_organ, paper.kind, at)
    changes = {"delivered_how": how, "handler_id": actor.staff_id}
    facts = {"how": how, "result": case.result_number}
    move(case, Step.DELIVER, actor=actor, at=at, changes=changes, facts=facts, document=number)
    return records.keep(case, paper, number, actor=actor, at=at)


@transaction.atomic
def close(case: Case, *, actor: Actor, at: datetime) -> None:
    """办结: nothing is left to do; the applicant may rate."""
    states.after(State(case.state), Step.CLOSE)  # before the outcome is read: an undecided case has none
    changes: dict[str, Any] = {"ended_at": at, "due_on": None}
    facts = {"outcome": case.outcome, "code": rules.FINISH_CODES[Outcome(case.outcome)]}
    move(case, Step.CLOSE, actor=actor, at=at, changes=changes, facts=facts)
    tallies.add(f"cases.closed.{case.outcome}")
    upkeep.count_end()


def _need(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Unfit(field, sentence)
