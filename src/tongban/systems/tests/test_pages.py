"""The pages where people register systems and look after what was sent; whose they are not finds nothing."""

import re

import pytest
from django.core.management import call_command
from django.test import Client as Browser

from tongban.identity import hats, middleware
from tongban.identity.models import Account, Organisation
from tongban.kernel import ports as joins
from tongban.systems import actions, ports
from tongban.systems.models import Client, Delivery, Subscription
from tongban.systems.tests import fleet
from tongban.systems.tests.test_hooks import ADDRESS, news


@pytest.fixture(autouse=True)
def tables(db, monkeypatch):
    """The cache table; officers' second factor is identity's business and is shown here."""
    call_command("createcachetable", verbosity=0)
    monkeypatch.setattr(middleware.second_factor, "is_missing", lambda _request: False)


@pytest.fixture(autouse=True)
def sender():
    with joins.joined(ports.Sender, ports.FakeSender()) as fake:
        yield fake


def portal(actor, word=""):
    browser = Browser()
    browser.force_login(Account.objects.get(pk=actor.account_id))
    session = browser.session
    session[hats.SESSION_KEY] = word
    session.save()
    return browser


def desk(actor, *roles):
    from tongban.identity import actions as identity
    from tongban.identity import kinds
    from tongban.identity.models import Staff

    staff = Staff.objects.get(pk=actor.staff_id)
    for role in roles:
        identity.give_role(staff, kinds.RoleName(role), staff.organ, actor=actor, at=fleet.AT)
    browser = Browser()
    browser.force_login(staff.account)
    browser.cookies["tongban_desk"] = browser.cookies["tongban"].value
    return browser


@pytest.fixture
def company(city):
    return Organisation.objects.get(uscc="91310101MA1FP0001X")


@pytest.fixture
def boss(company):
    return portal(fleet.representative(company), f"organisation:{company.pk}")


@pytest.fixture
def chief(city):
    return desk(fleet.supervisor(city.market), "supervisor")


WISH = {"label": "钱粮通", "scopes": ["read", "file"], "until": fleet.UNTIL.isoformat(), "items": ""}


def test_the_representative_registers_a_system_and_sees_its_key_once(boss):
    page = boss.post("/me/systems/", WISH)
    key = re.search(r"tb1_[\w-]+", page.content.decode())[0]
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert fleet.Program(key).get("/cases").status_code == 200
    again = boss.get("/me/systems/").content.decode()
    assert key not in again
    assert "钱粮通" in again
    boss.post(f"/me/systems/{Client.objects.get().tag}/end/")
    assert fleet.Program(key).get("/cases").status_code == 401


@pytest.mark.parametrize("wrong", [{"label": ""}, {"scopes": []}, {"until": "2099-01-01"}, {"items": "没有这个事项"}])
def test_what_does_not_do_is_said_beside_its_field(boss, wrong):
    page = boss.post("/me/systems/", WISH | wrong)
    assert page.status_code == 422
    assert not Client.objects.exists()


def test_the_stranger_cannot_end_a_company_s_system(boss, company):
    boss.post("/me/systems/", WISH)
    other = fleet.another_organisation()
    stranger = portal(fleet.representative(other), f"organisation:{other.pk}")
    assert stranger.post(f"/me/systems/{Client.objects.get().tag}/end/").status_code == 404
    assert "钱粮通" not in stranger.get("/me/systems/").content.decode()


def test_who_is_not_in_the_hat_of_the_organisation_is_shown_the_way(company):
    page = portal(fleet.representative(company)).get("/me/systems/").content.decode()
    assert "/hat/?next=/me/systems/" in page


def test_a_supervisor_registers_a_system_and_a_hook_and_sees_each_secret_once(chief):
    page = chief.post("/desk/systems/", {"label": "业务系统", "roles": ["intake"], "until": fleet.UNTIL.isoformat()})
    assert "tb1_" in page.content.decode()
    page = chief.post("/desk/systems/", {"name": "业务系统", "address": ADDRESS})
    assert "whsec_" in page.content.decode()
    page = chief.get("/desk/systems/").content.decode()
    assert "whsec_" not in page
    assert ADDRESS in page


def test_a_hook_into_the_house_is_refused_with_its_reason(chief):
    page = chief.post("/desk/systems/", {"name": "业务系统", "address": "https://169.254.169.254/"})
    assert page.status_code == 422
    assert "内部网络" in page.content.decode()
    assert not Subscription.objects.exists()


def test_the_log_shows_what_came_back_and_sends_again(city, chief):
    one, _secret = actions.subscribe("业务系统", ADDRESS, [], actor=fleet.supervisor_again(city), at=fleet.AT)
    actions.announce(news(1), [city.market.pk])
    actions.failed(Delivery.objects.get(), "timeout", at=fleet.AT)
    page = chief.get(f"/desk/systems/hooks/{one.tag}/").content.decode()
    assert "对方几秒内没有回应" in page
    assert chief.get(f"/desk/systems/hooks/{one.tag}/?state=stuck&after=x").status_code == 200
    chief.post(f"/desk/systems/hooks/{one.tag}/resend/", {"delivery": Delivery.objects.get().pk})
    assert Delivery.objects.get().next_at == fleet.AT
    chief.post(f"/desk/systems/hooks/{one.tag}/end/")
    assert Subscription.objects.get().ended_at == fleet.AT


def test_the_log_takes_no_more_statements_the_longer_it_is(city, chief, django_assert_max_num_queries):
    one, _secret = actions.subscribe("业务系统", ADDRESS, [], actor=fleet.supervisor_again(city), at=fleet.AT)
    for line in range(25):
        actions.announce(news(line), [city.market.pk])
    with django_assert_max_num_queries(5):
        chief.get(f"/desk/systems/hooks/{one.tag}/")


def test_who_is_no_supervisor_and_another_body_s_supervisor_find_nothing(city, chief):
    one, _secret = actions.subscribe("业务系统", ADDRESS, [], actor=fleet.supervisor_again(city), at=fleet.AT)
    clerk = desk(city.chen, "intake")
    stranger = desk(city.stranger_clerk, "supervisor")
    for browser in (clerk, stranger):
        assert browser.get(f"/desk/systems/hooks/{one.tag}/").status_code == 404
        assert browser.post(f"/desk/systems/hooks/{one.tag}/resend/").status_code == 404
        assert browser.post(f"/desk/systems/hooks/{one.tag}/end/").status_code == 404
    assert "监督岗位" in clerk.get("/desk/systems/").content.decode()
    assert clerk.post("/desk/systems/", {"name": "x", "address": ADDRESS}).status_code == 404
    assert Subscription.objects.count() == 1
    assert ADDRESS not in stranger.get("/desk/systems/").content.decode()
