"""The demonstration city: a region entered, its synthetic people, companies, officers and powers. For demo mode only.

Not here: who they are (people.py), the story that is walked (walk.py). Loading again adds what is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from tongban.identity import actions, kinds, queries
from tongban.identity.actions.powers import Wish
from tongban.identity.actors import SYSTEM, Actor
from tongban.identity.models import Organisation
from tongban.regions import install, pack
from tongban.sandbox import people

Tell = Callable[[str, int, int], None]


class NotDemo(RuntimeError):
    """Synthetic people are for demo mode; this installation is not in it."""


@dataclass(frozen=True)
class SignIn:
    """How one of the cast signs in: at the portal by telephone, at the desk by login and second factor."""

    key: str
    name: str
    role: str
    address: str
    login: str
    password: str
    secret: str = ""  # of the second factor, base32


@dataclass(frozen=True)
class Story:
    """What the walk does in this region: what she types into the search, where, and what she writes into the form."""

    search: str
    district: str
    typed: dict[str, str]


def story() -> Story:
    """The walk as this region's demo.toml tells it."""
    return Story(**_script()["story"])


def load(progress: Tell | None = None, *, at: datetime | None = None) -> None:
    """Fill the city. Raises NotDemo."""
    if not settings.DEMO:
        raise NotDemo("演示城市里是虚构的人，只能装入演示模式。请用 tongban demo 启动。")
    tell, now = progress or install.silent, at or timezone.now()
    install.install(pack.open_pack(settings.REGION), at=now, tell=tell)
    data = people.load()
    _people(data, at=now, tell=tell)
    _companies(data.companies, at=now, tell=tell)
    _officers(at=now, tell=tell)
    _powers(data, at=now)


def sign_ins() -> list[dict[str, str]]:
    """The cast as rows to print: name, what they are, address, login, password, second factor."""
    return [
        {
            "name": each.name,
            "role": each.role,
            "address": each.address,
            "login": each.login,
            "password": each.password,
            "totp": each.secret,
        }
        for each in cast()
    ]


def cast() -> list[SignIn]:
    """Who can sign in, citizens first."""
    says = _script()
    citizens = [
        SignIn(each["key"], each["name"], "个人", "/accounts/login/", each["phone"], says["password"])
        for each in says["people"]
    ]
    officers = [
        SignIn(
            each["key"], each["name"], _roles(each["roles"]), "/desk/accounts/login/",
            each["login"], says["password"], each["secret"],
        )
        for each in says["officers"]
    ]  # fmt: skip
    return citizens + officers


def actor_of(resident: people.Resident) -> Actor:
    """*resident*, known here, as herself. Raises LookupError."""
    person = queries.of_document(people.CITIZEN, resident.number)
    if person is None:
        raise LookupError(resident.key or resident.family)
    account = getattr(person, "account", None)
    return Actor("person", account_id=account and account.pk, person_id=person.pk, name=person.name, level=person.level)


def _people(data: people.Data, *, at: datetime, tell: Tell) -> None:
    password = _script()["password"]
    rows = [
        actions.PersonRow(
            name=each.name,
            kind=people.CITIZEN,
            number=each.number,
            phone=each.phone,
            has_account=bool(each.phone),
            # Only the cast signs in by password: hashing two thousand would take minutes.
            password=password if each.key else "",
        )
        for each in data.residents
    ]
    actions.install_people(rows, actor=SYSTEM, at=at)
    tell("居民", len(rows), len(rows))


def _companies(companies: Iterable[people.Company], *, at: datetime, tell: Tell) -> None:
    rows = list(companies)
    for done, company in enumerate(rows, start=1):
        if queries.organisation_of(company.uscc) is None:
            actions.claim(company.uscc, actor=actor_of(company.representative), at=at)
        tell("企业和个体工商户", done, len(rows))


def _officers(*, at: datetime, tell: Tell) -> None:
    rows = [*_script()["officers"], *_desks()]
    for done, each in enumerate(rows, start=1):
        if not queries.has_login(each["login"]):
            _hire(each, at=at)
        tell("工作人员", done, len(rows))


def _hire(officer: dict[str, Any], *, at: datetime) -> None:
    organ = queries.organ(officer["organ"])
    password = _script()["password"]
    staff = actions.hire(officer["login"], officer["name"], organ, password=password, actor=SYSTEM, at=at)
    for role in officer["roles"]:
        actions.give_role(staff, kinds.RoleName(role), organ, actor=SYSTEM, at=at)
    actions.enrol(staff, officer["secret"])


def _desks() -> list[dict[str, Any]]:
    """An officer with all roles of the desk at each organ that the script names; the login is the organ's code."""
    says = _script()
    shared = {"name": "演示经办", "roles": ["intake", "examiner", "approver"], "secret": says["officers"][0]["secret"]}
    return [{"login": organ, "organ": organ, **shared} for organ in says["desks"]]


def _powers(data: people.Data, *, at: datetime) -> None:
    codes = pack.open_pack(settings.REGION).codes
    for each in _script()["powers"]:
        company, agent = data.company(each["company"]), data.resident(each["agent"])
        organisation = queries.organisation_of(company.uscc)
        if organisation is None or _is_given(organisation, agent):
            continue
        wish = Wish(
            phone=agent.phone,
            name=agent.name,
            items=tuple(codes[name] for name in each["items"] if name in codes),
            until=queries.local_day(at) + timedelta(days=each["days"]),
            organisation_id=organisation.pk,
        )
        power = actions.authorise(wish, actor=actor_of(company.representative), at=at)
        actions.accept(power, actor=actor_of(agent), at=at)


def _is_given(organisation: Organisation, agent: people.Resident) -> bool:
    """Once given it is not given again, also when somebody has revoked it since."""
    held = queries.powers_held(actor_of(agent))
    return held.filter(organisation=organisation).exists()


def _roles(names: Iterable[str]) -> str:
    return "、".join(str(kinds.ROLE_LABELS[kinds.RoleName(name)]) for name in names)


def _script() -> dict[str, Any]:
    return people.script(settings.REGION)
