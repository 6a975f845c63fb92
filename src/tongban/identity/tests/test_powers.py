"""Powers: named items until a day, accepted, revoked, ended by the register; one hat at a time; 孙悦 finds nothing."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from tongban.identity import access, actions, backends, hats, limits, queries
from tongban.identity.actions.powers import Wish
from tongban.identity.actors import ANONYMOUS, SYSTEM
from tongban.identity.errors import NotAllowed, Refused
from tongban.identity.kinds import RoleName
from tongban.identity.models import Organisation, Power
from tongban.identity.ports import RegisterDown
from tongban.identity.tests.conftest import ITEM, OTHER_ITEM, phone_no
from tongban.kernel import organisation_numbers

USCC = organisation_numbers.synthetic_code(1)
NOW = timezone.now()
MONTH = queries.local_day(NOW) + timedelta(days=30)


def actor_of(account, word="", at=NOW):
    return hats.actor_of(backends.whole().get(pk=account.pk), word, at=at)


@pytest.fixture
def zhou(person):
    return person("周敏", 1)


@pytest.fixture
def li(person):
    return person("李明", 2)


@pytest.fixture
def sun(person):
    return person("孙悦", 3)


@pytest.fixture
def company(zhou, registers):
    registers.company(USCC, "小满餐饮管理有限公司", "周敏", 1)
    return actions.claim(USCC, actor=actor_of(zhou), at=NOW)


@pytest.fixture
def power(company, zhou, li):
    """李明 may act for the company for one item, and has accepted."""
    wish = Wish(phone_no(2), "李明", (ITEM,), MONTH, company.pk)
    power = actions.authorise(wish, actor=actor_of(zhou), at=NOW)
    actions.accept(power, actor=actor_of(li), at=NOW)
    return power


def wears(account, power):
    return actor_of(account, f"power:{power.pk}").is_agent


def test_only_the_legal_representative_claims_a_company(company, sun, registers):
    assert company.representative.name == "周敏"
    with pytest.raises(Refused):
        actions.claim(USCC, actor=actor_of(sun), at=NOW)


def test_a_company_that_is_not_there_and_one_of_somebody_else_are_refused_alike(company, sun, signed_in):
    client = signed_in(sun)
    pages = []
    for code in (USCC, organisation_numbers.synthetic_code(2)):
        page = client.post("/me/organisations/", {"uscc": code})
        pages.append((page.status_code, page.context["form"].errors["uscc"]))
    assert pages[0] == pages[1]


def test_who_is_not_verified_claims_and_authorises_nothing(newcomer, company):
    stranger = actor_of(newcomer(9))
    with pytest.raises(NotAllowed):
        actions.claim(USCC, actor=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        actions.authorise(Wish(phone_no(1), "周敏", (ITEM,), MONTH), actor=stranger, at=NOW)


def test_an_agent_acts_for_the_company_within_the_named_items(power, li, company):
    actor = actor_of(li, f"power:{power.pk}")
    assert (actor.kind, actor.organisation_id, actor.items) == ("agent", company.pk, (ITEM,))
    assert actor.may_use(ITEM)
    assert not actor.may_use(OTHER_ITEM)
    wanted = Q(applicant_organisation_id=company.pk) & Q(item_code__in=(ITEM,))
    assert access.applicant_filter(actor) == wanted


def test_a_power_not_accepted_is_no_power(company, zhou, li):
    wish = Wish(phone_no(2), "李明", (ITEM,), MONTH, company.pk)
    assert not wears(li, actions.authorise(wish, actor=actor_of(zhou), at=NOW))


def test_a_power_ends_with_its_last_day(power, li):
    word = f"power:{power.pk}"
    last = NOW + timedelta(days=30)
    Organisation.objects.update(representative_checked_at=last)
    assert actor_of(li, word, last).is_agent
    assert not actor_of(li, word, last + timedelta(days=1)).is_agent


def test_a_revoked_power_opens_nothing_from_the_next_request_on(power, li, zhou, signed_in):
    client = signed_in(li)
    client.post("/hat/", {"hat": f"power:{power.pk}"})
    assert "小满餐饮" in client.get("/hat/").content.decode()
    signed_in(zhou).post(f"/me/powers/{power.pk}/revoke/")
    page = client.get("/hat/")
    assert [hat.word for hat in page.context["hats"]] == [""]
    assert page.context["hats"][0].is_worn


def test_revoking_twice_is_once_and_keeps_the_first_reason(power, zhou, li):
    actions.decline(power, actor=actor_of(li), at=NOW)
    actions.revoke(power, actor=actor_of(zhou), at=NOW)
    assert Power.objects.get().ended_why == "declined"


def test_another_representative_ends_the_powers_at_the_daily_check(power, li, zhou, registers, person):
    person("陈新", 4)
    registers.company(USCC, "小满餐饮管理有限公司", "陈新", 4)
    assert not actions.check_representative(power.organisation, at=NOW)
    assert not wears(li, power)
    assert Power.objects.get().ended_why == "representative_changed"
    assert actor_of(zhou, f"organisation:{power.organisation_id}").kind == "person"
    assert queries.represented_by(queries.account_of_phone(phone_no(4)).person_id).exists()


def test_another_representative_ends_the_powers_at_use_when_the_last_check_is_a_day_old(power, li, registers):
    registers.company(USCC, "小满餐饮管理有限公司", "别人", 8)
    later = NOW + timedelta(days=1)
    assert not actor_of(li, f"power:{power.pk}", later).is_agent
    assert Power.objects.get().ended_at == later


def test_within_a_day_the_register_is_not_asked_again(power, li, registers):
    before = registers.companies.asked
    wears(li, power)
    assert registers.companies.asked == before


def test_while_the_register_is_down_a_power_is_usable_and_noted(power, li, registers):
    registers.companies.down = True
    before = registers.companies.asked
    later = NOW + timedelta(days=2)
    for _ in range(3):
        actor = actor_of(li, f"power:{power.pk}", later)
        assert actor.is_agent
        assert not actor.power_checked
    assert registers.companies.asked == before + 1  # once in five minutes, not at every request


def test_a_closed_company_has_no_agents(power, li, registers):
    del registers.companies.entries[USCC]
    assert not actions.check_representative(power.organisation, at=NOW)
    assert not wears(li, power)


def test_claiming_while_the_register_is_down_says_so_and_keeps_what_was_typed(zhou, registers, signed_in):
    registers.companies.down = True
    page = signed_in(zhou).post("/me/organisations/", {"uscc": USCC})
    assert page.status_code == 422
    assert "连不上" in page.content.decode()
    assert USCC in page.content.decode()


def test_a_person_may_act_for_her_mother(zhou, li):
    power = actions.authorise(Wish(phone_no(2), "李明", (ITEM,), MONTH), actor=actor_of(zhou), at=NOW)
    actions.accept(power, actor=actor_of(li), at=NOW)
    actor = actor_of(li, f"power:{power.pk}")
    assert (actor.principal_id, actor.person_id) == (zhou.person_id, li.person_id)
    assert access.applicant_filter(actor) == Q(applicant_person_id=zhou.person_id) & Q(item_code__in=(ITEM,))


def test_name_and_telephone_of_the_agent_must_both_be_right(zhou, li):
    for wish in (Wish(phone_no(2), "李敏", (ITEM,), MONTH), Wish(phone_no(77), "李明", (ITEM,), MONTH)):
        with pytest.raises(Refused):
            actions.authorise(wish, actor=actor_of(zhou), at=NOW)


def test_authorising_twice_is_once(zhou, li):
    wish = Wish(phone_no(2), "李明", (ITEM,), MONTH)
    powers = {actions.authorise(wish, actor=actor_of(zhou), at=NOW).pk for _ in range(2)}
    assert len(powers) == 1


def test_guessing_agents_is_limited(zhou):
    wish = Wish(phone_no(77), "李明", (ITEM,), MONTH)
    for _ in range(20):
        with pytest.raises(Refused):
            actions.authorise(wish, actor=actor_of(zhou), at=NOW)
    with pytest.raises(limits.TooMany):
        actions.authorise(wish, actor=actor_of(zhou), at=NOW)


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        ({"until": "2020-01-01"}, "今天之后"),
        ({"until": "someday"}, "日期看不懂"),
        ({"items": ""}, "还没有填写"),
        ({"items": "没有这件事"}, "没有叫"),
        ({"whose": "999999"}, "不能为它授权"),
        ({"phone": "123"}, "11 位"),
        ({"name": "不是他"}, "找不到"),
    ],
)
def test_a_wish_that_cannot_be_is_named_and_stays_typed(wish, word, zhou, li, signed_in):
    typed = {"whose": "self", "name": "李明", "phone": phone_no(2), "items": ITEM, "until": f"{MONTH}"} | wish
    page = signed_in(zhou).post("/me/powers/new/", typed)
    assert page.status_code == 422
    assert word in page.content.decode()
    assert Power.objects.count() == 0


def test_the_whole_road_by_the_pages(company, zhou, li, signed_in):
    typed = {"whose": company.pk, "name": "李明", "phone": phone_no(2), "items": ITEM, "until": f"{MONTH}"}
    assert signed_in(zhou).post("/me/powers/new/", typed).status_code == 302
    power = Power.objects.get()
    client = signed_in(li)
    assert f"/me/powers/{power.pk}/accept/" in client.get("/me/powers/").content.decode()
    client.post(f"/me/powers/{power.pk}/accept/")
    assert client.post("/hat/", {"hat": f"power:{power.pk}", "next": "/me/powers/"}).url == "/me/powers/"
    assert client.get("/hat/").context["hats"][1].is_worn
    client.post("/hat/", {"hat": ""})
    assert client.get("/hat/").context["hats"][0].is_worn


@pytest.mark.parametrize("deed", ["accept", "decline", "revoke"])
def test_a_stranger_finds_no_power(deed, power, sun, signed_in):
    assert signed_in(sun).post(f"/me/powers/{power.pk}/{deed}/").status_code == 404
    assert wears(queries.account_of_phone(phone_no(2)), power)


def test_a_stranger_cannot_put_on_another_ones_hat(power, company, sun, signed_in):
    client = signed_in(sun)
    for word in (f"power:{power.pk}", f"organisation:{company.pk}", "power:", "nonsense"):
        assert client.post("/hat/", {"hat": word}).status_code == 404
        assert actor_of(sun, word).kind == "person"


def test_an_agent_cannot_authorise_others_in_the_companys_name(power, li, company, sun):
    with pytest.raises(NotAllowed):
        actions.authorise(Wish(phone_no(3), "孙悦", (ITEM,), MONTH, company.pk), actor=actor_of(li), at=NOW)


@pytest.mark.parametrize("address", ["/accounts/", "/me/powers/", "/hat/", "/me/powers/new/", "/register/verify/"])
def test_who_is_not_signed_in_is_asked_to(address, client):
    assert client.get(address).url.startswith("/accounts/login/?next=")


def test_officers_system_and_nobody_are_applicants_of_nothing(officer):
    staff = officer("chenjing", RoleName.INTAKE)
    actors = [actor_of(staff.account), SYSTEM, ANONYMOUS]
    assert all(access.applicant_filter(actor) == access.NOTHING for actor in actors)


def test_an_officer_reaches_the_organs_of_the_roles_he_holds(officer, organ, sun):
    actor = actor_of(officer("chenjing", RoleName.INTAKE).account)
    assert access.organ_filter(actor, {RoleName.INTAKE}) == Q(desk_organ_id=organ.pk)
    assert access.organ_filter(actor, {RoleName.APPROVER}) == access.NOTHING
    assert access.organ_filter(actor_of(sun), {RoleName.INTAKE}) == access.NOTHING


def test_who_is_there_costs_two_statements_and_three_with_a_hat(
    power, li, signed_in, officer, desk, django_assert_num_queries
):
    from django.test import RequestFactory

    from tongban.identity.middleware import Hats, Sessions, TwoSites

    def ask(client, path, cookie):
        request = RequestFactory().get(path)
        request.COOKIES = {cookie: client.cookies[cookie].value}

        def view(request):
            from django.contrib.auth import get_user
            from django.utils.functional import SimpleLazyObject

            request.user = SimpleLazyObject(lambda: get_user(request))
            return Hats(lambda request: request.actor.kind)(request)

        return TwoSites(lambda request: (Sessions(view).process_request(request), view(request))[1])(request)

    client = signed_in(li)
    with django_assert_num_queries(2):
        assert ask(client, "/", "tongban") == "person"
    client.post("/hat/", {"hat": f"power:{power.pk}"})
    with django_assert_num_queries(3):
        assert ask(client, "/", "tongban") == "agent"
    clerk = desk(officer("chenjing", RoleName.INTAKE))
    with django_assert_num_queries(2):
        assert ask(clerk, "/desk/", "tongban_desk") == "officer"


def test_the_daily_job_asks_about_those_not_asked_since_a_day(power, registers):
    from tongban.identity import tasks

    registers.company(USCC, "小满餐饮管理有限公司", "别人", 8)
    tasks.check_representatives(int(NOW.timestamp()) + 60)
    assert Power.objects.get().ended_at is None
    tasks.check_representatives(int(NOW.timestamp()) + 86460)
    assert Power.objects.get().ended_why == "representative_changed"


def test_a_register_that_is_down_changes_nothing(power, registers):
    registers.companies.down = True
    with pytest.raises(RegisterDown):
        actions.check_representative(power.organisation, at=NOW)
    assert Power.objects.get().ended_at is None
