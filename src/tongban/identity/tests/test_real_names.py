"""Real names: the register's telephone or a counter proves them; pages tell nothing; who took a name is cut off."""

import re

import pytest

from tongban.identity import actions, names, queries
from tongban.identity.kinds import RoleName
from tongban.identity.models import Person, Verification
from tongban.identity.tests.conftest import AT, number, phone_no, reload, run_look_ups
from tongban.kernel import journal

HERS = "19900009999"  # the telephone that the register holds for 王芳


def typed(name="王芳", sequence=2, **more):
    return {"name": name, "kind": "111", "number": number(sequence)} | more


def shape(page):
    return page.status_code, re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", page.content.decode())


@pytest.fixture
def verified(registers, newcomer, signed_in):
    """王芳, with a new account, proves her name by the code; the account."""

    def make(sequence=1):
        registers.knows("王芳", 2, HERS)
        account = newcomer(sequence)
        client = signed_in(account)
        client.post("/register/verify/", typed())
        run_look_ups()
        client.post("/register/verify/code/", {"code": registers.code_to(HERS)})
        return reload(account)

    return make


def test_the_code_sent_to_the_registers_telephone_proves_the_name(verified):
    person = verified().person
    assert (person.name, person.level, person.verified_how) == ("王芳", 2, "phone")
    assert queries.number_of(person) == number(2)
    assert number(2).encode() not in bytes(person.number_sealed)
    assert "verify" in journal.steps(journal.of("identity", person.pk))


def test_name_and_number_alone_open_nothing(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    account = newcomer(1)
    signed_in(account).post("/register/verify/", typed())
    run_look_ups()
    assert reload(account).person.level == 1
    assert [to for to, _ in registers.sms.sent] == [HERS]  # not to the telephone of who asked


@pytest.mark.parametrize(
    "case", ["known", "wrong name", "unknown number", "no telephone", "register down"], ids=lambda case: case
)
def test_all_answers_are_the_same_to_the_byte(case, registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    registers.knows("李明", 3, "")
    registers.persons.down = case == "register down"
    words = {"wrong name": typed("王方"), "unknown number": typed(sequence=4), "no telephone": typed("李明", 3)}
    client = signed_in(newcomer(1))
    first = client.post("/register/verify/", words.get(case, typed()))
    if case != "register down":
        run_look_ups()
    pages = [shape(client.get(first.url)), shape(client.post(first.url, {"code": "000000x"}))]
    other = signed_in(newcomer(5))  # against one whom the register knows
    registers.persons.down = False
    registers.knows("赵强", 6, HERS)
    second = other.post("/register/verify/", typed("赵强", 6))
    run_look_ups()
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert pages == [shape(other.get(second.url)), shape(other.post(second.url, {"code": "000000x"}))]


def test_the_page_answers_before_the_register_is_asked(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    signed_in(newcomer(1)).post("/register/verify/", typed())
    assert registers.persons.asked == 0


def test_a_register_that_is_down_is_asked_again_later(registers, newcomer, signed_in):
    from tongban.identity.ports import RegisterDown

    registers.knows("王芳", 2, HERS)
    registers.persons.down = True
    signed_in(newcomer(1)).post("/register/verify/", typed())
    with pytest.raises(RegisterDown):
        run_look_ups()
    registers.persons.down = False
    run_look_ups()
    assert registers.sms.sent


def test_the_same_job_run_twice_sends_one_code(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    signed_in(newcomer(1)).post("/register/verify/", typed())
    run_look_ups()
    run_look_ups()
    assert len(registers.sms.sent) == 1


def test_a_code_holds_for_five_tries_only(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    account = newcomer(1)
    client = signed_in(account)
    client.post("/register/verify/", typed())
    run_look_ups()
    for _ in range(5):
        client.post("/register/verify/code/", {"code": "12345x"})
    client.post("/register/verify/code/", {"code": registers.code_to(HERS)})
    assert reload(account).person.level == 1


def test_a_code_holds_for_fifteen_minutes_only(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    account = newcomer(1)
    client = signed_in(account)
    client.post("/register/verify/", typed())
    run_look_ups()
    actor = _actor(account)
    late = Verification.objects.get().expires_at
    assert not actions.finish_verification(registers.code_to(HERS), actor=actor, at=late)


def test_another_persons_code_is_of_no_use(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    signed_in(newcomer(1)).post("/register/verify/", typed())
    run_look_ups()
    sun = newcomer(7)
    signed_in(sun).post("/register/verify/code/", {"code": registers.code_to(HERS)})
    assert reload(sun).person.level == 1


def test_an_account_may_try_five_times_a_day(newcomer, signed_in):
    client = signed_in(newcomer(1))
    answers = [client.post("/register/verify/", typed(sequence=each)).status_code for each in range(10, 16)]
    assert answers == [302] * 5 + [429]


def test_a_number_may_be_tried_five_times_a_day_by_all_together(newcomer, signed_in):
    clients = [signed_in(newcomer(each)) for each in range(10, 16)]
    assert [client.post("/register/verify/", typed()).status_code for client in clients] == [302] * 5 + [429]


def test_a_network_address_may_try_twenty_times_an_hour(newcomer, signed_in):
    accounts = [newcomer(each) for each in range(10, 15)]
    answers = [
        signed_in(account).post("/register/verify/", typed(sequence=100 + 10 * place + each)).status_code
        for place, account in enumerate(accounts)
        for each in range(5)
    ]
    assert answers == [302] * 20 + [429] * 5


def test_who_took_her_name_is_cut_off_and_told_and_she_has_it(registers, newcomer, verified, signed_in, officer, desk):
    thief = newcomer(8)
    clerk = desk(officer("clerk", RoleName.REGISTRAR))
    clerk.post("/desk/registrar/", typed(phone=phone_no(8), seen="on"))  # a counter was deceived
    stolen = reload(thief).person
    client = signed_in(thief)
    assert client.get("/accounts/").status_code == 200
    hers = verified()
    assert hers.person_id == stolen.pk
    assert hers.person.level == 3
    assert client.get("/accounts/").status_code == 302  # signed out at once
    left = reload(thief)
    assert (left.is_active, left.person.level, left.person.name) == (False, 1, "")
    assert "reclaim" in journal.steps(journal.of("identity", left.person_id))
    assert queries.phone_of(left.person_id) == phone_no(8)  # where the message goes


def test_a_person_known_from_a_counter_keeps_what_is_hers(verified, registers):
    known = Person.objects.create(name="王芳", document_kind="111", **_sealed(), level=3)
    assert verified().person_id == known.pk


def test_an_account_does_not_change_its_person(verified, registers, signed_in):
    account = verified()
    registers.knows("李明", 3, "19900008888")
    claim = actions.Claim("李明", actions.realnames.kinds.DocumentKind.CITIZEN, number(3))
    actor = _actor(account)
    actions.begin_verification(claim, actor=actor, at=AT)
    run_look_ups()
    with pytest.raises(actions.realnames.Refused):
        actions.finish_verification(registers.code_to("19900008888"), actor=actor, at=AT)
    assert reload(account).person.name == "王芳"


def test_a_registrar_confirms_at_the_counter(newcomer, officer, desk):
    account = newcomer(1)
    page = desk(officer("clerk", RoleName.REGISTRAR)).post("/desk/registrar/", typed(phone=phone_no(1), seen="on"))
    assert page.status_code == 302
    person = reload(account).person
    assert (person.level, person.verified_how) == (3, "counter")
    line = journal.of("identity", person.pk).get(step="verify")
    assert (line.actor_kind, line.organ) == ("officer", "310101-market")


def test_only_a_registrar_finds_the_counter(newcomer, officer, desk, signed_in):
    newcomer(1)
    clerk = desk(officer("intake", RoleName.INTAKE))
    assert clerk.get("/desk/registrar/").status_code == 404
    assert clerk.post("/desk/registrar/", typed(phone=phone_no(1), seen="on")).status_code == 404
    sun = signed_in(newcomer(7))
    assert sun.get("/desk/registrar/").status_code == 302  # to the desk's own sign-in


def test_the_counter_needs_the_original_seen(newcomer, officer, desk):
    account = newcomer(1)
    page = desk(officer("clerk", RoleName.REGISTRAR)).post("/desk/registrar/", typed(phone=phone_no(1)))
    assert page.status_code == 422
    assert reload(account).person.level == 1


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("111", "310199199005170025", "校验位"),
        ("111", "", "还没有填写"),
        ("511", "123", "台湾居民"),
        ("516", "X12345678", "港澳居民"),
        ("414", "!", "护照"),
        ("999", "A1234567", "没有这种证件类型"),
    ],
)
def test_a_number_that_cannot_be_is_named_and_what_was_typed_stays(kind, value, sentence, newcomer, signed_in):
    page = signed_in(newcomer(1)).post("/register/verify/", typed(kind=kind, number=value))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="王芳"' in page.content.decode()


@pytest.mark.parametrize(("kind", "value"), [("511", "01234567"), ("516", "h１2345678"), ("414", " e12345678 ")])
def test_documents_of_other_kinds_are_read(kind, value, newcomer, signed_in):
    page = signed_in(newcomer(1)).post("/register/verify/", typed(kind=kind, number=value))
    assert page.status_code == 302


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阿卜杜拉•艾合买提", "阿卜杜拉·艾合买提"),
        ("阿卜杜拉・艾合买提", "阿卜杜拉 · 艾合买提"),
        ("王　芳", "王芳"),
        ("Ｊohn  SMITH", "john smith"),
    ],
)
def test_names_written_differently_are_the_same(one, other):
    assert names.same(one, other)


def test_different_names_are_not():
    assert not names.same("王芳", "王方")
    assert not names.same("JOHN SMITH", "JOHNS MITH")


def test_the_page_after_verifying_is_the_one_she_came_from(registers, newcomer, signed_in):
    registers.knows("王芳", 2, HERS)
    client = signed_in(newcomer(1))
    where = client.post("/register/verify/", typed(next="/me/powers/new/")).url
    run_look_ups()
    assert client.post(where, {"code": registers.code_to(HERS)}).url == "/me/powers/new/"


def test_she_is_never_led_to_a_strangers_address(registers, newcomer, signed_in):
    client = signed_in(newcomer(1))
    assert "evil" not in client.post("/register/verify/?next=https://evil.example/", typed()).url


def _sealed():
    from tongban.identity import vault

    return {"number_sealed": b"x", "number_index": vault.number_index("111", number(2))}


def _actor(account):
    from tongban.identity import backends, hats

    return hats.actor_of(backends.whole().get(pk=account.pk), "", at=AT)
