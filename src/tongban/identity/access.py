"""The one rule of access: whose rows an actor may reach, as one indexed predicate. Used by every package's queries.

Rows carry conventional columns: applicant_person, applicant_organisation, agent_person, item_code for what citizens
file; desk_organ (or another column that is named) for what officers work on. Whoever may not: no rows, hence 404.
"""

from django.db.models import Q

from tongban.identity.actors import Actor

NOTHING = Q(pk__in=())


def applicant_filter(actor: Actor, *, person: str = "applicant_person", organisation: str = "applicant_organisation",
                     item: str = "item_code") -> Q:  # fmt: skip
    """The rows that a citizen reaches in the hat she wears.

    As herself: what concerns her as applicant, whoever filed it. As an agent: what is of the organisation or person
    she acts for, within the items that her power names. An officer, the system or nobody: nothing.
    """
    if actor.kind == "person":
        return Q(**{f"{person}_id": actor.person_id})
    if actor.kind != "agent":
        return NOTHING
    if actor.organisation_id is not None:
        mine = Q(**{f"{organisation}_id": actor.organisation_id})
    else:
        mine = Q(**{f"{person}_id": actor.principal_id})
    return mine & Q(**{f"{item}__in": actor.items}) if actor.items else mine


def organ_filter(actor: Actor, roles: frozenset[str] | set[str], *, organ: str = "desk_organ") -> Q:
    """The rows at the organs where the officer holds one of *roles*. Anybody else: nothing."""
    organs = organs_of(actor, roles)
    if not organs:
        return NOTHING
    return Q(**{f"{organ}_id": organs[0]}) if len(organs) == 1 else Q(**{f"{organ}_id__in": organs})


def organs_of(actor: Actor, roles: frozenset[str] | set[str]) -> list[int]:
    """The ids of the organs where *actor* holds one of *roles*."""
    if actor.kind != "officer":
        return []
    return sorted({organ for role, organ in actor.seats if role in roles})


def holds(actor: Actor, role: str, organ_id: int | None) -> bool:
    """Whether *actor* is an officer with *role* at this organ."""
    return actor.kind == "officer" and (role, organ_id) in actor.seats
