"""Everything that reads identity. A person finds what is hers; names and numbers leave only for whom they concern."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from tongban.identity import kinds, vault
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Organ, Organisation, Person, Power, Staff
from tongban.kernel import tallies


def local_day(at: datetime) -> date:
    """The day of the region at the moment *at*."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def person(person_id: int) -> Person:
    """The person with this id. Raises Person.DoesNotExist."""
    return Person.objects.get(pk=person_id)


def of_document(kind: str, number: str) -> Person | None:
    """The person who bears this document, if she is known here."""
    return Person.objects.filter(number_index=vault.number_index(kind, number), document_kind=kind).first()


def number_of(one: Person) -> str:
    """Her document number in clear; empty while it is not verified. For pages that she or her case's officer opens."""
    return vault.unseal("person.number", one.tag, one.number_sealed)


def phone_of(person_id: int) -> str:
    """The telephone by which she is told of things: of her account, else as known from a counter; or empty."""
    one = Person.objects.select_related("account").filter(pk=person_id).first()
    if one is None:
        return ""
    account: Account | None = getattr(one, "account", None)
    if account and account.phone_sealed:
        return phone_of_account(account)
    return vault.unseal("person.phone", one.tag, one.phone_sealed)


def phone_of_account(account: Account) -> str:
    """The telephone that signs in this account; or empty."""
    return vault.unseal("account.phone", account.login, account.phone_sealed)


def account_of_phone(phone: str) -> Account | None:
    """The account that signs in with this telephone."""
    return Account.objects.select_related("person").filter(phone_index=vault.phone_index(phone)).first()


def organisation(organisation_id: int) -> Organisation:
    """The organisation with this id. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(pk=organisation_id)


def represented_by(person_id: int) -> QuerySet[Organisation]:
    """The organisations whose legal representative she is, as the register last said."""
    return Organisation.objects.filter(representative_id=person_id, is_active=True).order_by("pk")


def powers_to_use(person_id: int, *, on: date) -> QuerySet[Power]:
    """The powers that she accepted and may use on this day, each with who gave it."""
    in_force = Power.objects.filter(agent_id=person_id, accepted_at__isnull=False, ended_at=None, until__gte=on)
    return in_force.exclude(organisation__is_active=False).select_related("organisation", "principal").order_by("pk")


def powers_held(actor: Actor) -> QuerySet[Power]:
    """All powers given to the person who asks, newest first."""
    rows = Power.objects.filter(agent_id=actor.person_id)
    return rows.select_related("organisation", "principal").order_by("-pk")


def powers_given(actor: Actor) -> QuerySet[Power]:
    """All powers that the person who asks gave for herself, or that are of an organisation she represents."""
    rows = Power.objects.filter(principal_id=actor.person_id) | Power.objects.filter(
        organisation__representative_id=actor.person_id
    )
    return rows.select_related("organisation", "principal", "agent").order_by("-pk")


def giver_name(power: Power) -> str:
    """Who gave the power: the name of the organisation or person."""
    if power.organisation:
        return power.organisation.name
    return power.principal.name if power.principal else ""


def to_check(before: datetime, after: int = 0) -> QuerySet[Organisation]:
    """Organisations that the register was last asked about before this moment, by id, from *after* on."""
    rows = Organisation.objects.filter(representative_checked_at__lt=before, pk__gt=after, is_active=True)
    return rows.order_by("pk")


def organ(code: str) -> Organ:
    """The organ with this code. Raises Organ.DoesNotExist."""
    return Organ.objects.get(code=code)


def organs_of(family: str, district: str = "") -> QuerySet[Organ]:
    """The organs of one family in one district; of the city when no district is named."""
    return Organ.objects.filter(family=family, district=district, active=True).order_by("code")


def staff_of(organ_id: int, role: kinds.RoleName) -> QuerySet[Staff]:
    """The officers at work who hold *role* at this organ."""
    roles = {"roles__name": role, "roles__organ_id": organ_id, "roles__until": None}
    return Staff.objects.filter(active=True, **roles).order_by("name")


def figures() -> dict[str, int]:
    """Kept counters: users are accounts of persons."""
    return {"users": tallies.total("identity.users")}


def organs_by_code() -> dict[str, Organ]:
    """Every organ at work, by its code: for what is installed in bulk."""
    return {organ.code: organ for organ in Organ.objects.filter(active=True)}


def has_login(login: str) -> bool:
    """Whether an account signs in by this name."""
    return Account.objects.filter(login=login).exists()


def organisation_of(uscc: str) -> Organisation | None:
    """The organisation with this 统一社会信用代码, if it is known here."""
    return Organisation.objects.filter(uscc=uscc).first()
