"""Every page of identity opens, in both languages, for whom it is; and for nobody else."""

import pytest
from django.test import Client

from tongban.identity.kinds import RoleName
from tongban.identity.tests.conftest import PASSWORD

MINE = [
    "/accounts/", "/hat/", "/me/powers/", "/me/powers/new/", "/accounts/password/set/",
    "/accounts/logout/",
]  # fmt: skip
DESK = [
    "/desk/registrar/", "/desk/accounts/2fa/", "/desk/accounts/2fa/recovery-codes/new/",
    "/desk/accounts/password/change/", "/desk/accounts/logout/",
]  # fmt: skip
OPEN = ["/accounts/login/", "/accounts/login/code/", "/register/", "/accounts/inactive/", "/desk/accounts/login/"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", OPEN)
def test_pages_for_everybody_open(address, language):
    client = Client()
    client.cookies["language"] = language
    page = client.get(address)
    assert page.status_code == 200
    assert ("登录" in main(page)) == (language == "zh-hans")


@pytest.mark.parametrize("address", MINE)
def test_her_pages_open_for_her_in_her_language(address, person, signed_in):
    client = signed_in(person("王芳", 1))
    assert client.get(address).status_code == 200
    client.cookies["language"] = "en"
    english = main(client.get(address)).replace("王芳", "")
    assert not any("一" <= sign <= "鿿" for sign in english)


@pytest.mark.parametrize("address", DESK)
def test_the_officers_pages_open_for_him(address, officer, desk):
    assert desk(officer("chenjing", RoleName.REGISTRAR)).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/password/reset/", "/accounts/2fa/"])
def test_what_allauth_has_and_we_have_not_is_not_there(address, person, signed_in):
    assert signed_in(person("王芳", 1)).get(address).status_code == 404


def test_numbers_and_telephones_are_masked_on_her_own_page(person, signed_in):
    page = signed_in(person("王芳", 1)).get("/accounts/").content.decode()
    assert "199****0001" in page
    assert "19900000001" not in page


def test_who_is_not_verified_is_led_to_verify_before_authorising(newcomer, signed_in):
    assert signed_in(newcomer(1)).get("/me/powers/new/").url == "/register/verify/?next=%2Fme%2Fpowers%2Fnew%2F"


def test_a_citizen_sets_a_password_and_signs_in_with_it(person, signed_in):
    signed_in(person("王芳", 1)).post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    client = Client()
    client.post("/accounts/login/", {"login": "19900000001", "password": PASSWORD})
    assert client.get("/accounts/").status_code == 200


def by_password(account):
    """A client that came in through the door just now."""
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.post("/accounts/login/", {"login": "19900000001", "password": PASSWORD})
    return client


def test_a_citizen_changes_her_telephone(person, registers):
    client = by_password(person("王芳", 1))
    assert client.get("/accounts/phone/change/").status_code == 200
    client.post("/accounts/phone/change/", {"phone": "19900000077"})
    client.post("/accounts/phone/verify/", {"code": registers.code_to("19900000077")})
    assert "199****0077" in client.get("/accounts/").content.decode()


def test_an_open_screen_is_not_enough_to_change_the_telephone(person, signed_in, registers):
    account = person("王芳", 1)
    without = signed_in(account).post("/accounts/phone/change/", {"phone": "19900000077"})
    assert without.url == "/accounts/"
    account.set_password(PASSWORD)
    account.save()
    stale = signed_in(account).post("/accounts/phone/change/", {"phone": "19900000077"})
    assert stale.url == "/accounts/reauthenticate/?next=%2Faccounts%2Fphone%2Fchange%2F"


def main(page) -> str:
    return page.content.decode().split("<main")[1].split("</main>")[0]
