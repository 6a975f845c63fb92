"""Organisations: claimed by their legal representative, and checked again as time goes by. The register decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from tongban.identity import kinds, queries, vault
from tongban.identity.actors import SYSTEM, Actor
from tongban.identity.errors import NotAllowed, Refused
from tongban.identity.models import Organisation, Person, Power
from tongban.identity.ports import CompanyEntry, CompanyRegister
from tongban.kernel import journal, ports

NOT_YOURS = gettext_noop(
    "登记机关那里查不到这个单位，或者法定代表人不是你，所以不能添加。请核对代码；刚变更的，等登记更新后再试。"
)


def claim(uscc: str, *, actor: Actor, at: datetime) -> Organisation:
    """The organisation with this code, if the register names the person as its legal representative.

    Raises Refused, NotAllowed, RegisterDown. Claimed twice it is the same organisation.
    """
    if not actor.is_verified:
        raise NotAllowed
    entry = ports.get(CompanyRegister).company(uscc)
    person = Person.objects.get(pk=actor.person_id or 0)
    if entry is None or not entry.is_active or _index(entry) != bytes(person.number_index or b""):
        raise Refused(NOT_YOURS)
    with transaction.atomic():
        organisation, _ = Organisation.objects.update_or_create(
            uscc=entry.uscc,
            defaults=_facts(entry) | {"representative": person, "representative_checked_at": at, "is_active": True},
        )
        _end_powers_of_others(organisation, at=at)
        journal.write("identity", "claim", subject=organisation.pk, actor=actor, at=at, district=entry.district)
    return organisation


def check_representative(organisation: Organisation, *, at: datetime) -> bool:
    """Ask the register who represents *organisation*; False when it is somebody else now, or nobody.

    All powers given in its name have then ended. Raises RegisterDown.
    """
    entry = ports.get(CompanyRegister).company(organisation.uscc)
    with transaction.atomic():
        if entry is not None and entry.is_active and _index(entry) == bytes(organisation.representative_index or b""):
            facts = _facts(entry) | {"representative_checked_at": at}
            Organisation.objects.filter(pk=organisation.pk).update(**facts)
            return True
        _change(organisation, entry, at=at)
    return False


def _change(organisation: Organisation, entry: CompanyEntry | None, *, at: datetime) -> None:
    """The register names another representative, or no longer knows the organisation."""
    known = queries.of_document(entry.representative_kind, entry.representative_number) if entry else None
    facts = _facts(entry) if entry else {}
    is_active = entry is not None and entry.is_active
    Organisation.objects.filter(pk=organisation.pk).update(
        **facts, representative=known, representative_checked_at=at, is_active=is_active
    )
    organisation.refresh_from_db()
    _end_powers_of_others(organisation, at=at)
    journal.write("identity", "representative_changed", subject=organisation.pk, actor=SYSTEM, at=at)


def _end_powers_of_others(organisation: Organisation, *, at: datetime) -> None:
    """A power lives as long as who gave it represents the organisation."""
    rows = Power.objects.filter(organisation=organisation, ended_at=None)
    rows = rows.exclude(granted_by=organisation.representative_id) if organisation.representative_id else rows
    for power, agent in rows.values_list("pk", "agent_id"):
        journal.write("identity", "end_power", subject=power, actor=SYSTEM, at=at, agent=agent)
    rows.update(ended_at=at, ended_why=kinds.Ended.REPRESENTATIVE_CHANGED.value)


def _index(entry: CompanyEntry) -> bytes:
    return vault.number_index(entry.representative_kind, entry.representative_number)


def _facts(entry: CompanyEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "representative_index": _index(entry),
        "district": entry.district,
        "address": entry.address,
    }
