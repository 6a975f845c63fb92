"""The verbs of reports of flaws and suggestions: report, join in, hand over, contact, adopt, decline, fix, merge."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F

from tongban.catalogue import queries as catalogue
from tongban.feedback import clock, photos, ports, routing, rules, tokens
from tongban.feedback.hands import BODY_ROLES, MANAGER_ROLES, local_day
from tongban.feedback.models import Backer, Campaign, Flaw, Route
from tongban.feedback.states import flaws
from tongban.feedback.states.flaws import State, Step
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import calendars, journal, tallies
from tongban.kernel import ports as kernel_ports
from tongban.kernel.journal import Fact
from tongban.kernel.models import Line


class Nowhere(Exception):
    """No route says which body has such reports: the installation lacks one for all (routes, purpose "flaw")."""


def report(
    given: rules.Report,
    *,
    actor: Actor,
    at: datetime,
    photo: BinaryIO | None = None,
    campaign: Campaign | None = None,
) -> Flaw:
    """Take a report. Raises Refused (words), attachments.BadFile (photo): then nothing was taken, and all may be sent
    again. The photo is cleaned and sealed before the row is written, so that no row points at nothing.
    """
    checked = rules.check_report(given)
    kept = photos.keep(photo) if photo else None
    with transaction.atomic():
        return _insert(checked, kept, campaign, actor=actor, at=at)


@transaction.atomic
def join_in(flaw: Flaw, *, actor: Actor, at: datetime) -> int:
    """Say that one found the same: told as the reporter is. How many have; the second time changes nothing."""
    if not actor.is_citizen or actor.person_id is None:
        raise rules.NotAllowed
    _, created = Backer.objects.get_or_create(flaw=flaw, person_id=actor.person_id)
    if created:
        Flaw.objects.filter(pk=flaw.pk).update(backers=F("backers") + 1)
        flaw.backers += 1
        _write(flaw, "join_in", actor=actor, at=at)
    return flaw.backers


@transaction.atomic
def hand_over(flaw: Flaw, to: Organ, *, actor: Actor, at: datetime) -> Line:
    """Not ours: once, within a working day; the clock goes on."""
    if flaw.handed_from_id is not None:
        raise rules.Refused(rules.HANDED_ONCE)
    if not clock.may_hand_over(flaw.started_on, local_day(at), calendars.current()):
        raise rules.Refused(rules.HANDED_LATE)
    if to.pk == flaw.organ_id or not to.active:
        raise rules.Refused(rules.HANDED_NOWHERE)
    code = flaw.organ.code
    changes = {"organ_id": to.pk, "handed_from_id": flaw.organ_id, "handler_id": None}
    line = _move(flaw, Step.HAND_OVER, actor=actor, at=at, changes=changes, facts={"from": code})
    flaw.organ = to
    return line


@transaction.atomic
def contact(flaw: Flaw, *, actor: Actor, at: datetime) -> Line:
    """The reporter was spoken to, or told that somebody looks into it."""
    in_time = local_day(at) <= flaw.contact_by
    due = clock.dues(flaw.started_on, calendars.current()).answer_by
    changes = {"contacted_at": at, "due_on": due}
    line = _move(flaw, Step.CONTACT, actor=actor, at=at, changes=changes, facts={"in_time": in_time})
    _count(flaw, "contacted")
    if in_time:
        _count(flaw, "contacted_in_time")
    return line


@transaction.atomic
def adopt(flaw: Flaw, words: str, *, actor: Actor, at: datetime) -> Line:
    """It will be changed: within 15 working days of the report."""
    due = clock.dues(flaw.started_on, calendars.current(), days=clock.COMPLEX).answer_by
    changes = {"reason": _screened(words), "due_on": due}
    line = _move(flaw, Step.ADOPT, actor=actor, at=at, changes=changes)
    _count(flaw, "adopted")
    return line


@transaction.atomic
def decline(flaw: Flaw, reason: str, *, actor: Actor, at: datetime) -> Line:
    """It will not be changed, for this reason, which everybody may read."""
    changes = {"reason": _screened(reason), "ended_at": at, "due_on": None}
    line = _move(flaw, Step.DECLINE, actor=actor, at=at, changes=changes)
    _count(flaw, "declined")
    return line


@transaction.atomic
def fix(flaw: Flaw, remedy: rules.Remedy, *, actor: Actor, at: datetime) -> Line:
    """It is right now: what was changed, and where to see it."""
    changes = {
        "reason": _screened(remedy.words),
        "fixed_version": remedy.version,
        "fixed_page": remedy.page[:200] if remedy.page.startswith("/") and not remedy.page.startswith("//") else "",
        "ended_at": at,
        "due_on": None,
    }
    line = _move(flaw, Step.FIX, actor=actor, at=at, changes=changes)
    _count(flaw, "fixed")
    return line


@transaction.atomic
def merge(flaw: Flaw, into: Flaw, *, actor: Actor, at: datetime) -> Line:
    """The same as *into*: its reporter joins in there, and hears of what becomes of it."""
    if into.pk == flaw.pk or into.state == State.MERGED:
        raise rules.Refused(rules.SAME_REPORT)
    changes = {"same_as_id": into.pk, "ended_at": at, "due_on": None}
    line = _move(flaw, Step.MERGE, actor=actor, at=at, changes=changes, facts={"into": into.code})
    if flaw.person_id:
        _, created = Backer.objects.get_or_create(flaw=into, person_id=flaw.person_id)
        if created:
            Flaw.objects.filter(pk=into.pk).update(backers=F("backers") + 1)
    return line


def _insert(
    given: rules.Report, photo: photos.Kept | None, campaign: Campaign | None, *, actor: Actor, at: datetime
) -> Flaw:
    today = local_day(at)
    due = clock.dues(today, calendars.current())
    code = tokens.new_code()
    flaw = Flaw.objects.create(
        code=code,
        kind=given.kind,
        category=given.category,
        state=State.REPORTED,
        item=given.item,
        version=given.version,
        page=given.page,
        words_sealed=tokens.seal(given.words, "flaw", code.encode()),
        public_words=kernel_ports.get(ports.Screening).screen(given.words),
        photo=photo.key if photo else None,
        photo_kind=photo.kind if photo else "",
        person_id=actor.person_id if actor.is_citizen else None,
        organ_id=_organ(given),
        district=given.district,
        campaign=campaign,
        reported_at=at,
        started_on=today,
        contact_by=due.contact_by,
        due_on=due.contact_by,
    )
    _write(flaw, "report", actor=actor, at=at, facts={"kind": given.kind, "category": given.category})
    _count(flaw, "reports")
    return flaw


def _organ(given: rules.Report) -> int:
    """By the routes; else the body that implements the item there; else the route for everything."""
    rows = Route.objects.filter(purpose=Route.Purpose.FLAW)
    ways = [routing.Way(way.item, way.district, way.organ_id) for way in rows]
    exact = [way for way in ways if way.item]
    found = routing.most_exact(exact, given.item, given.district)
    if found is None and given.item and given.category != "page":
        implementation = catalogue.implementation(given.item, given.district)
        found = implementation.organ_id if implementation else None
    found = found or routing.most_exact(ways, given.item, given.district)
    if found is None:
        raise Nowhere
    return found


def _move(
    flaw: Flaw,
    step: Step,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, Any],
    facts: Mapping[str, Fact] | None = None,
) -> Line:
    """Move *flaw* one step if whoever acts sits at its body, and it is still as it was read."""
    new = flaws.after(State(flaw.state), step)
    if not any(access.holds(actor, role, flaw.organ_id) for role in BODY_ROLES | MANAGER_ROLES | {"editor"}):
        raise rules.NotAllowed
    columns = {"handler_id": actor.staff_id, **changes, "state": new, "revision": flaw.revision + 1}
    unmoved = Flaw.objects.filter(pk=flaw.pk, state=flaw.state, revision=flaw.revision)
    if not unmoved.update(**columns):
        raise rules.Overtaken
    for name, value in columns.items():
        setattr(flaw, name, value)
    return _write(flaw, step, actor=actor, at=at, facts=facts)


def _write(flaw: Flaw, step: str, *, actor: Actor, at: datetime, facts: Mapping[str, Fact] | None = None) -> Line:
    more: dict[str, Any] = {"staff": actor.staff_id} if actor.staff_id else {}
    return journal.write(
        "feedback", f"flaw_{step}", subject=flaw.pk, actor=actor, at=at, organ=flaw.organ.code, item=flaw.item,
        district=flaw.district, version=flaw.version, **(more | dict(facts or {})),
    )  # fmt: skip


def _count(flaw: Flaw, what: str) -> None:
    """Live counts of everything, and of the campaign it was reported in."""
    tallies.add(f"feedback.flaws.{what}")
    if flaw.campaign_id:
        tallies.add(f"feedback.campaign.{flaw.campaign_id}.{what}")


def _screened(words: str) -> str:
    return kernel_ports.get(ports.Screening).screen(rules.check_words(words))
