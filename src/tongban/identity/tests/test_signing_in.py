"""Signing in: citizens at the portal, officers at the desk, never the other way round."""

import pytest
from django.core.cache import cache
from django.test import Client

from tongban.identity import actions, queries, second_factor
from tongban.identity.actors import SYSTEM
from tongban.identity.kinds import RoleName
from tongban.identity.models import Account
from tongban.identity.sessions import SessionStore
from tongban.identity.tests.conftest import AT, PASSWORD, SECRET, phone_no, totp_code


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_a_telephone_and_its_code_make_an_account_of_level_1(registers):
    client = Client()
    client.post("/register/", {"phone": "199 0000 0001", "password1": ""})
    assert queries.account_of_phone(phone_no(1)) is None  # not before the code came back
    client.post("/accounts/phone/verify/", {"code": registers.code_to(phone_no(1))})
    account = queries.account_of_phone(phone_no(1))
    assert account.person.level == 1
    assert is_signed_in(client)
    assert queries.figures() == {"users": 1}


def test_a_wrong_code_registers_nobody(registers):
    client = Client()
    client.post("/register/", {"phone": phone_no(1), "password1": ""})
    page = client.post("/accounts/phone/verify/", {"code": "000000x"})
    assert "验证码不对" in page.content.decode()
    assert not is_signed_in(client)
    assert queries.figures() == {"users": 0}


def test_registering_a_telephone_that_has_an_account_looks_the_same_to_a_stranger(registers, person):
    person("王芳", 1)
    known, unknown = Client(), Client()
    first = known.post("/register/", {"phone": phone_no(1), "password1": ""})
    second = unknown.post("/register/", {"phone": phone_no(2), "password1": ""})
    assert (first.status_code, first.url) == (second.status_code, second.url)
    pages = [client.get(first.url).content for client in (known, unknown)]
    assert without_csrf(pages[0]) == without_csrf(pages[1])
    assert "已有账号" in registers.sms.sent[0][1]


def test_a_code_signs_in(registers, person):
    person("王芳", 1)
    client = Client()
    client.post("/accounts/login/code/", {"phone": phone_no(1)})
    client.post("/accounts/login/code/confirm/", {"code": registers.code_to(phone_no(1))})
    assert is_signed_in(client)


def test_of_two_people_who_confirm_one_telephone_the_second_is_told_and_nothing_breaks(registers):
    first, second = Client(), Client()
    codes = []
    for client in (first, second):
        client.post("/register/", {"phone": phone_no(1), "password1": ""})
        codes.append(registers.code_to(phone_no(1)))
        cache.clear()  # a minute passes
    first.post("/accounts/phone/verify/", {"code": codes[0]})
    page = second.post("/accounts/phone/verify/", {"code": codes[1]}, follow=True)
    assert "这个手机号已有账号" in page.content.decode()
    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert queries.figures() == {"users": 1}


def test_of_two_accounts_that_confirm_one_telephone_at_once_the_second_is_told(registers, newcomer, monkeypatch):
    """Between looking whether the number is free and taking it, somebody else takes it."""
    client = Client()
    client.post("/register/", {"phone": phone_no(1), "password1": ""})
    newcomer(1)
    monkeypatch.setattr(queries, "account_of_phone", lambda _phone: None)  # what was seen a moment before
    page = client.post("/accounts/phone/verify/", {"code": registers.code_to(phone_no(1))}, follow=True)
    assert page.status_code == 200
    assert "刚刚有了另一个账号" in page.content.decode()
    assert not is_signed_in(client)
    assert queries.figures() == {"users": 1}


def test_asking_for_a_code_again_too_soon_is_a_page_that_says_when(registers):
    Client().post("/register/", {"phone": phone_no(1), "password1": ""})
    page = Client().post("/register/", {"phone": phone_no(1), "password1": ""})
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "60"


def by_code(registers) -> Client:
    client = Client()
    client.post("/accounts/login/code/", {"phone": phone_no(1)})
    client.post("/accounts/login/code/confirm/", {"code": registers.code_to(phone_no(1))})
    return client


NEW = {"password1": "another long one 2", "password2": "another long one 2"}


def can_sign_in(password: str) -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": phone_no(1), "password": password})
    return is_signed_in(client)


def test_who_forgot_the_password_signs_in_by_code_and_sets_a_new_one_without_it(registers, person):
    person("王芳", 1, password=PASSWORD)
    other = Client()
    other.post("/accounts/login/", {"login": phone_no(1), "password": PASSWORD})
    client = by_code(registers)
    assert "oldpassword" not in client.get("/accounts/password/change/").content.decode()
    client.post("/accounts/password/change/", NEW)
    assert is_signed_in(client)
    assert not is_signed_in(other)  # whoever knew the old one is out
    assert can_sign_in(NEW["password1"])


def test_a_session_without_a_code_must_name_the_old_password(registers, person):
    person("王芳", 1, password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": phone_no(1), "password": PASSWORD})
    page = client.post("/accounts/password/change/", NEW)
    assert "oldpassword" in page.content.decode()
    assert can_sign_in(PASSWORD)


def test_a_code_of_long_ago_does_not_replace_the_old_password(registers, person):
    person("王芳", 1, password=PASSWORD)
    client = by_code(registers)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= second_factor.RECENT + 1
    session.save()
    client.post("/accounts/password/change/", NEW)
    assert can_sign_in(PASSWORD)


def test_asking_a_code_for_a_telephone_nobody_has_looks_the_same(registers, person):
    person("王芳", 1)
    known, unknown = Client(), Client()
    pages = []
    for client, phone in ((known, phone_no(1)), (unknown, phone_no(2))):
        where = client.post("/accounts/login/code/", {"phone": phone}).url
        pages.append(without_csrf(client.get(where).content))
    assert pages[0] == pages[1]
    assert [to for to, _ in registers.sms.sent] == [phone_no(1)]


def test_telephone_and_password_sign_in(person):
    person("王芳", 1, password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": phone_no(1), "password": PASSWORD})
    assert is_signed_in(client)


def test_guessing_a_password_is_stopped_after_five_tries(person):
    person("王芳", 1, password=PASSWORD)
    for _ in range(5):
        Client().post("/accounts/login/", {"login": phone_no(1), "password": "wrong"})
    client = Client()
    page = client.post("/accounts/login/", {"login": phone_no(1), "password": PASSWORD})
    assert not is_signed_in(client)
    assert "试得太多" in page.content.decode()


def test_another_telephone_is_not_stopped_by_somebody_elses_tries(person):
    person("王芳", 1, password=PASSWORD)
    for _ in range(5):
        Client().post("/accounts/login/", {"login": phone_no(2), "password": "wrong"})
    client = Client()
    client.post("/accounts/login/", {"login": phone_no(1), "password": PASSWORD})
    assert is_signed_in(client)


def test_an_officer_without_second_factor_gets_nothing_but_its_setup(officer):
    staff = officer("chenjing", RoleName.REGISTRAR, second_factor=False)
    client = Client()
    client.post("/desk/accounts/login/", {"login": "chenjing", "password": PASSWORD})
    assert client.get("/desk/registrar/").url == "/desk/accounts/2fa/totp/activate/"
    page = client.get("/desk/accounts/2fa/totp/activate/")
    assert page.status_code == 200, page.url
    secret = page.context["form"].secret
    spare = client.post("/desk/accounts/2fa/totp/activate/", {"code": totp_code(secret)}, follow=True)
    assert len(spare.context["unused_codes"]) == 10
    assert client.get("/desk/registrar/").status_code == 200
    assert secret not in str(staff.account.authenticator_set.values_list("data"))


def test_an_officer_signs_in_with_password_and_second_factor(officer, desk):
    client = desk(officer("chenjing", RoleName.REGISTRAR))
    assert client.get("/desk/registrar/").status_code == 200
    assert client.cookies["tongban_desk"]["path"] == "/desk/"


def test_a_password_alone_does_not_open_the_desk(officer):
    officer("chenjing", RoleName.REGISTRAR)
    client = Client()
    client.post("/desk/accounts/login/", {"login": "chenjing", "password": PASSWORD})
    assert client.get("/desk/registrar/").url.startswith("/desk/accounts/login/")


def test_a_session_that_slept_through_the_enrolment_must_show_the_second_factor(officer):
    staff = officer("chenjing", RoleName.REGISTRAR, second_factor=False)
    client = Client()
    client.post("/desk/accounts/login/", {"login": "chenjing", "password": PASSWORD})
    actions.enrol(staff, SECRET)  # in another browser
    assert client.get("/desk/accounts/2fa/totp/activate/").url.startswith("/desk/accounts/2fa/reauthenticate/")
    client.post("/desk/accounts/2fa/reauthenticate/", {"code": totp_code()})
    assert client.get("/desk/registrar/").status_code == 200


@pytest.mark.parametrize("address", ["/desk/accounts/login/", "/accounts/login/"])
def test_the_other_sites_people_cannot_sign_in(address, officer, person):
    officer("chenjing", second_factor=False)
    person("王芳", 1, password=PASSWORD)
    login = phone_no(1) if address.startswith("/desk/") else "chenjing"
    client = Client()
    client.post(address, {"login": login, "password": PASSWORD})
    assert "_auth_user_id" not in dict(client.session)


def test_a_citizens_session_carried_to_the_desk_opens_nothing(person, signed_in):
    client = signed_in(person("王芳", 1))
    client.cookies["tongban_desk"] = client.cookies["tongban"].value
    assert client.get("/desk/registrar/").url.startswith("/desk/accounts/login/")


def test_an_officers_session_carried_to_the_portal_opens_nothing(officer, desk):
    client = desk(officer("chenjing"))
    assert "_auth_user_id" in SessionStore(client.cookies["tongban_desk"].value)
    client.cookies["tongban"] = client.cookies["tongban_desk"].value
    assert not is_signed_in(client)


def test_signing_out_at_the_desk_leaves_the_portal_signed_in(officer, desk, person):
    client = desk(officer("chenjing", RoleName.REGISTRAR))
    client.force_login(person("王芳", 1))
    client.post("/desk/accounts/logout/")
    assert client.get("/desk/registrar/").status_code == 302
    assert is_signed_in(client)


def test_a_dismissed_officer_is_out_at_once(officer, desk):
    staff = officer("chenjing", RoleName.REGISTRAR)
    client = desk(staff)
    assert client.get("/desk/registrar/").status_code == 200
    actions.dismiss(staff, actor=SYSTEM, at=AT)
    assert client.get("/desk/registrar/").url.startswith("/desk/accounts/login/")


def test_a_role_that_ended_opens_nothing_from_the_next_request_on(officer, desk):
    staff = officer("chenjing", RoleName.REGISTRAR)
    client = desk(staff)
    assert client.get("/desk/registrar/").status_code == 200
    actions.end_role(staff.roles.get(), actor=SYSTEM, at=AT)
    assert client.get("/desk/registrar/").status_code == 404


def test_nobody_signs_up_at_the_desk():
    assert Client().get("/desk/accounts/signup/").status_code == 404
    assert Client().get("/desk/accounts/login/code/").status_code == 404


def test_telephones_and_sessions_cannot_be_read_from_the_tables(registers, person):
    account = person("王芳", 1)
    client = Client()
    client.post("/accounts/login/code/", {"phone": phone_no(1)})
    stored = client.session._get_session_from_db().session_data
    assert phone_no(1) not in str(bytes(account.phone_sealed))
    assert registers.code_to(phone_no(1)) not in stored
    assert "account_login" not in stored
    assert "account_login" in dict(client.session)


def test_registrations_never_confirmed_are_swept_away(db):
    actions.register(phone_no(1))
    assert actions.drop_unconfirmed(before=AT.replace(year=2100)) == 1
    assert Account.objects.count() == 0


def without_csrf(page: bytes) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", page.decode())
