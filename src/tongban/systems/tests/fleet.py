"""Programs for tests: the clients of the small city, registered as people register them, and how they call."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client as Browser

from tongban.cases.tests import city as small
from tongban.identity import hats, vault
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Organ, Organisation
from tongban.kernel import identity_numbers
from tongban.systems import actions
from tongban.systems.actions import Wish

AT = small.AT
UNTIL = (AT + timedelta(days=90)).date()


@dataclass
class Program:
    """A program with its key."""

    key: str

    def call(self, method, path, body=None, **headers):
        headers = {"authorization": f"Bearer {self.key}"} | headers
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return Browser(raise_request_exception=False).generic(
            method, f"/api/v1{path}", more.get("data", ""), more.get("content_type", ""), headers=headers
        )

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.call("POST", path, body, **headers)

    def upload(self, path, name="布局图.png"):
        picture = small.picture()
        picture.name = name
        return Browser(raise_request_exception=False).post(
            f"/api/v1{path}", {"file": picture}, headers={"authorization": f"Bearer {self.key}"}
        )


def representative(organisation: Organisation) -> Actor:
    """The legal representative, in the hat of her organisation."""
    person = organisation.representative
    born = date(1985, 3, 9) + timedelta(days=person.pk // 900)  # ids go on counting through the whole run
    number = identity_numbers.synthetic_number(born, person.pk % 900 + 1)
    person.level, person.document_kind, person.verified_at = 2, "111", AT
    person.number_sealed, person.number_index = (
        vault.seal("person.number", person.tag, number),
        vault.number_index("111", number),
    )
    person.save()
    account, _ = Account.objects.get_or_create(
        login=f"rep-{organisation.pk}", defaults={"person": person, "kind": "person"}
    )
    account = Account.objects.select_related("person").get(pk=account.pk)
    return hats.actor_of(account, f"organisation:{organisation.pk}", at=AT)


def of_organisation(organisation: Organisation, *scopes: str, items=()) -> Program:
    wish = Wish("报销系统", UNTIL, scopes=scopes or ("read", "file"), items=items)
    return Program(actions.register_for_organisation(wish, actor=representative(organisation), at=AT).key)


def supervisor(organ: Organ) -> Actor:
    return small.officer("郑国", organ, "supervisor")


def of_organ(organ: Organ, *roles: str) -> Program:
    wish = Wish("市场监管业务系统", UNTIL, roles=roles or ("intake", "examiner", "approver"))
    return Program(actions.register_for_organ(wish, actor=supervisor(organ), at=AT).key)


def another_organisation() -> Organisation:
    """孙悦's company: the stranger's."""
    return Organisation.objects.create(
        name="上海旁观商贸有限公司", uscc="91310101MA1FP0002Y", kind="company",
        representative=small._person("孙悦"), representative_checked_at=AT,
    )  # fmt: skip


def supervisor_again(city: small.City) -> Actor:
    """The supervisor of the market office, as somebody else than who subscribed."""
    return small.officer("吴刚", city.market, "supervisor")
