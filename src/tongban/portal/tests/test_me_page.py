"""My page shows what is mine in the hat I wear, and nothing of anybody else's."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tongban.cases import actions as cases
from tongban.catalogue import names
from tongban.catalogue.tests import town
from tongban.identity import actions as identity
from tongban.identity import queries
from tongban.identity.actors import SYSTEM, Actor
from tongban.kernel import identity_numbers
from tongban.portal.pages import me

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
WANG, SUN = ("王芳", 1), ("孙悦", 3)


def signed_in(who):
    """A browser in which *who* (name and number) is signed in: a verified person."""
    name, sequence = who
    phone = f"1990000{sequence:04}"
    number = identity_numbers.synthetic_number(date(1990, 5, 17), sequence)
    identity.install_people([identity.PersonRow(name, "111", number, phone, has_account=True)], actor=SYSTEM, at=AT)
    client = Client()
    client.account = queries.account_of_phone(phone)
    client.force_login(client.account)
    return client


@pytest.fixture
def wang(bodies):
    """王芳, with one draft begun."""
    client = signed_in(WANG)
    person = client.account.person
    actor = Actor("person", account_id=client.account.pk, person_id=person.pk, name=person.name, level=person.level)
    cases.start(town.TRADER.code, "01", district="310101", answers={}, actor=actor, at=AT)
    return client


def body(client, address="/me/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_my_page_says_who_i_am_and_what_is_open(wang):
    page = body(wang)
    for said in ("王芳", "已实名", town.TRADER.name.zh, "草稿"):
        assert said in page


@pytest.mark.parametrize("door", ["/me/inbox/", "/cases/", "/hat/", "/me/powers/", "/me/looks/", "/accounts/"])
def test_every_door_of_my_page_opens(wang, door):
    assert f'href="{door}"' in body(wang)
    assert wang.get(door).status_code == 200


def test_a_stranger_sees_her_own_page_only(wang):
    page = body(signed_in(SUN))
    assert "没有在办的事" in page
    assert town.TRADER.name.zh not in page
    assert "王芳" not in page


def test_whoever_is_not_signed_in_is_asked_to(bodies, client):
    answer = client.get("/me/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=%2Fme%2F"


def test_no_number_and_no_telephone_stand_on_my_page(wang):
    page = body(wang)
    assert "310199" not in page
    assert "1990000" not in page


@pytest.mark.parametrize(("level", "word", "address"), [(1, "还没有实名", "/register/verify/"), (2, "已实名", "")])
def test_the_way_to_a_real_name_is_shown_to_who_has_none(level, word, address):
    found = me.standing(level)
    assert (found.word, found.address) == (word, address)


def test_home_shows_my_open_cases_to_me_alone(wang, client):
    assert "你正在办的事" in body(wang, "/")
    assert "你正在办的事" not in body(client, "/")


@pytest.mark.parametrize(
    "address", ["/", "/me/", "/search/?q=许可&theme=entry&subject=2&no_visit=1", f"/items/{town.FOOD.code}/?at=310101"]
)
def test_a_signed_in_page_takes_six_statements_at_most(wang, address):
    body(wang, address)  # what each process keeps is read once
    names.current()
    with CaptureQueriesContext(connection) as statements:
        body(wang, address)
    assert len(statements) <= 6, [each["sql"][:90] for each in statements]


def test_my_page_is_there_in_english(wang):
    wang.cookies["language"] = "en"
    page = body(wang)
    assert "Real name verified" in page
    assert "Under way" in page
