"""People, officers, registers and browsers for the tests of identity."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tongban.identity import actions, items, kinds, ports, queries
from tongban.identity.actors import SYSTEM
from tongban.identity.models import Account, Organ, Person, Staff
from tongban.kernel import identity_numbers
from tongban.kernel import ports as joins

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "long enough to be safe 1"
ITEM, OTHER_ITEM = "310100000001", "310100000002"


def number(sequence: int) -> str:
    return identity_numbers.synthetic_number(date(1990, 5, 17), sequence)


@dataclass
class Registers:
    """The fakes that stand behind identity's ports during a test."""

    persons: ports.FakePersonRegister = field(default_factory=ports.FakePersonRegister)
    companies: ports.FakeCompanyRegister = field(default_factory=ports.FakeCompanyRegister)
    sms: ports.FakeCodeSender = field(default_factory=ports.FakeCodeSender)

    def knows(self, name: str, sequence: int, phone: str, kind: str = "111") -> None:
        self.persons.entries.append(ports.RegisterEntry(name, kind, number(sequence), phone))

    def company(self, uscc: str, name: str, representative: str, sequence: int, **more: object) -> None:
        facts = {"kind": "company", "representative_kind": "111", "district": "310101"} | more
        self.companies.entries[uscc] = ports.CompanyEntry(
            uscc=uscc, name=name, representative_name=representative, representative_number=number(sequence), **facts
        )

    def code_to(self, phone: str) -> str:
        """The code in the last message to this telephone."""
        words = next(words for to, words in reversed(self.sms.sent) if to == phone)
        return "".join(sign for sign in words.split("，")[0].split("。")[0] if sign.isdigit())


@pytest.fixture(autouse=True)
def tables(db):
    """The cache table, which Django makes by a command."""
    call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def registers(db):
    fakes = Registers()
    with ExitStack() as stack:
        stack.enter_context(joins.joined(ports.PersonRegister, fakes.persons))
        stack.enter_context(joins.joined(ports.CompanyRegister, fakes.companies))
        stack.enter_context(joins.joined(ports.CodeSender, fakes.sms))
        stack.enter_context(joins.joined(items.ItemNames, items.FakeItemNames({ITEM: "开饭店", OTHER_ITEM: "办户口"})))
        yield fakes


@pytest.fixture
def person(db):
    """Make a verified person with an account; (name, sequence) tell persons apart."""

    def make(name: str, sequence: int, *, password: str = "") -> Account:
        row = actions.PersonRow(name, "111", number(sequence), phone_no(sequence), has_account=True, password=password)
        actions.install_people([row], actor=SYSTEM, at=AT)
        return queries.account_of_phone(phone_no(sequence))

    return make


def phone_no(sequence: int) -> str:
    return f"1990000{sequence:04}"


@pytest.fixture
def newcomer(db):
    """An account with a confirmed telephone and no real name."""

    def make(sequence: int) -> Account:
        account = actions.register(phone_no(sequence))
        actions.confirm_phone(account, phone_no(sequence), at=AT)
        return account

    return make


@pytest.fixture
def organ(db) -> Organ:
    row = actions.OrganRow("310101-market", "黄浦区市场监督管理局", "market", "district", "310101")
    actions.install_organs([row], actor=SYSTEM, at=AT)
    return queries.organ("310101-market")


@pytest.fixture
def officer(organ):
    def make(login: str, *roles: kinds.RoleName, second_factor: bool = True) -> Staff:
        staff = actions.hire(login, "陈静", organ, password=PASSWORD, actor=SYSTEM, at=AT)
        for role in roles:
            actions.give_role(staff, role, organ, actor=SYSTEM, at=AT)
        if second_factor:
            actions.enrol(staff, SECRET)
        return staff

    return make


@pytest.fixture
def signed_in():
    """A client in which this account is signed in at the portal."""

    def open_for(account: Account | None = None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account)
        return client

    return open_for


@pytest.fixture
def desk(officer):
    """Sign an officer in at the desk, through the door: password, then the second factor."""

    def sign_in(staff: Staff) -> Client:
        client = Client()
        client.post("/desk/accounts/login/", {"login": staff.account.login, "password": PASSWORD})
        client.post("/desk/accounts/2fa/authenticate/", {"code": totp_code()})
        return client

    return sign_in


def totp_code(secret: str = SECRET) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def run_look_ups() -> None:
    """Run the look-ups that wait, here: a worker could not see what this test's transaction wrote."""
    for job in ProcrastinateJob.objects.filter(task_name="tongban.identity.look_up").order_by("id"):
        actions.look_up(**job.args)


def reload(thing: Account | Person) -> Account | Person:
    return type(thing).objects.get(pk=thing.pk)
