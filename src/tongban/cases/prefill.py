"""What a form knows already, and where each value came from (provenance). Not here: look-ups in other bodies' registers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.identity import queries as identity
from tongban.identity.actors import Actor

TYPED = "typed"


def values(form: Mapping[str, Any], actor: Actor) -> dict[str, tuple[str, str]]:
    """Field -> (value, source) for the fields of *form* (a JSON Schema) whose x-from the actor's own record answers."""
    wanted = {name: spec["x-from"] for name, spec in form.get("properties", {}).items() if spec.get("x-from")}
    if not wanted:
        return {}
    known = _known(actor, set(wanted.values()))
    return {name: (known[source], source) for name, source in wanted.items() if known.get(source)}


def provenance(known: Mapping[str, tuple[str, str]], at: datetime) -> dict[str, dict[str, str]]:
    """Field -> {"from": source, "at": moment} for values that were filled in for her."""
    return {name: {"from": source, "at": at.isoformat()} for name, (_, source) in known.items()}


def after_typing(
    provenance: Mapping[str, dict[str, str]], old: Mapping[str, Any], new: Mapping[str, Any], at: datetime
) -> dict[str, dict[str, str]]:
    """Provenance once *new* was saved over *old*: what changed was typed by the applicant."""
    typed = {name for name, value in new.items() if name not in old or old[name] != value}
    return {**provenance, **{name: {"from": TYPED, "at": at.isoformat()} for name in typed}}


def _known(actor: Actor, wanted: set[str]) -> dict[str, str]:
    """The facts about applicant and contact that the actor's own record holds."""
    facts: dict[str, str] = {}
    person_id = actor.principal_id or actor.person_id
    if person_id and any(source.startswith("person.") for source in wanted):
        facts |= _of_person(person_id)
    if actor.organisation_id and any(source.startswith("organisation.") for source in wanted):
        facts |= _of_organisation(actor.organisation_id)
    return facts


def _of_person(person_id: int) -> dict[str, str]:
    person = identity.person(person_id)
    return {
        "person.name": person.name,
        "person.number": identity.number_of(person),
        "person.phone": identity.phone_of(person_id),
    }


def _of_organisation(organisation_id: int) -> dict[str, str]:
    organisation = identity.organisation(organisation_id)
    representative = identity.person(organisation.representative_id).name if organisation.representative_id else ""
    return {
        "organisation.name": organisation.name,
        "organisation.uscc": organisation.uscc,
        "organisation.address": organisation.address,
        "organisation.representative": representative,
    }
