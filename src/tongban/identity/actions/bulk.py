"""Many rows at once, for region packs and the demo city: organs, and persons with or without accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongban.identity import kinds, names, vault
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Organ, Person
from tongban.kernel import journal, tallies

BATCH = 2000


@dataclass(frozen=True)
class OrganRow:
    """One organ of a region pack; *parent* is the code of another row."""

    code: str
    name: str
    family: str
    level: str
    district: str = ""
    parent: str = ""
    uscc: str = ""
    name_en: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One verified person; with a *phone* and *has_account* she can sign in, by code or with *password*."""

    name: str
    kind: str
    number: str
    phone: str = ""
    has_account: bool = False
    password: str = ""


@transaction.atomic
def install_organs(rows: Iterable[OrganRow], *, actor: Actor, at: datetime) -> int:
    """Write the organs of a pack: new ones are added, known ones brought up to date, the rest left; how many."""
    given = list(rows)
    plain = [field.name for field in fields(OrganRow) if field.name not in {"code", "parent"}]
    organs = [Organ(code=row.code, **{name: getattr(row, name) for name in plain}) for row in given]
    Organ.objects.bulk_create(
        organs, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=plain
    )
    ids = dict(Organ.objects.filter(code__in={row.code for row in given}).values_list("code", "pk"))
    children = [Organ(pk=ids[row.code], parent_id=ids[row.parent]) for row in given if row.parent]
    Organ.objects.bulk_update(children, ["parent"], batch_size=BATCH)
    journal.write("identity", "install_organs", subject=0, actor=actor, at=at, count=len(given))
    return len(given)


def install_people(rows: Iterable[PersonRow], *, actor: Actor, at: datetime) -> int:
    """Write persons whose numbers are not known yet, in batches; how many were new."""
    todo, count = iter(rows), 0
    while batch := list(islice(todo, BATCH)):
        count += _install(batch, actor=actor, at=at)
    return count


@transaction.atomic
def _install(rows: list[PersonRow], *, actor: Actor, at: datetime) -> int:
    persons = [_person(row, at) for row in rows]
    known = _known(persons)
    fresh = [(row, one) for row, one in zip(rows, persons, strict=True) if one.number_index not in known]
    Person.objects.bulk_create([person for _, person in fresh])
    accounts = [_account(row, person) for row, person in fresh if row.has_account]
    Account.objects.bulk_create(accounts)
    tallies.add("identity.users", len(accounts))
    journal.write("identity", "install_people", subject=0, actor=actor, at=at, count=len(fresh))
    return len(fresh)


def _known(persons: list[Person]) -> set[bytes]:
    indexes = [person.number_index for person in persons]
    found = Person.objects.filter(number_index__in=indexes).values_list("number_index", flat=True)
    return {bytes(index) for index in found if index is not None}


def _person(row: PersonRow, at: datetime) -> Person:
    person = Person(name=names.normal(row.name), document_kind=row.kind, level=kinds.RealName.VERIFIED)
    person.number_sealed = vault.seal("person.number", person.tag, row.number)
    person.number_index = vault.number_index(row.kind, row.number)
    person.phone_sealed = vault.seal("person.phone", person.tag, row.phone) if row.phone else None
    person.verified_at, person.verified_how = at, "phone"
    return person


def _account(row: PersonRow, person: Person) -> Account:
    login = f"p-{person.tag.hex}"
    return Account(
        login=login,
        kind=Account.Kind.PERSON,
        person=person,
        password=make_password(row.password or None),
        phone_sealed=vault.seal("account.phone", login, row.phone),
        phone_index=vault.phone_index(row.phone),
        phone_verified=True,
    )
