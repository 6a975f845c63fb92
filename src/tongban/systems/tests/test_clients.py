"""Who may register a program, what its key opens, and when it opens nothing any more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.identity import limits
from tongban.identity.models import Account, Organisation
from tongban.kernel.models import Line
from tongban.systems import actions, doors, queries
from tongban.systems.actions import NotAllowed, Refused, Wish
from tongban.systems.models import Client
from tongban.systems.tests import fleet

DAY = timedelta(days=1)


@pytest.fixture
def company(city):
    return Organisation.objects.get(uscc="91310101MA1FP0001X")


def wish(**more):
    return Wish(**({"label": "报销系统", "until": fleet.UNTIL, "scopes": ("read",)} | more))


def test_only_the_representative_in_the_hat_of_the_organisation_registers(city, company):
    actor = fleet.representative(company)
    for who in (city.wang, city.sun, city.li, city.chen, replace(actor, power_id=7), replace(actor, level=1)):
        with pytest.raises(NotAllowed):
            actions.register_for_organisation(wish(), actor=who, at=fleet.AT)


def test_only_a_supervisor_registers_for_an_organ(city, company):
    for who in (city.chen, city.zhao, city.wang, fleet.representative(company)):
        with pytest.raises(NotAllowed):
            actions.register_for_organ(wish(roles=("intake",)), actor=who, at=fleet.AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": " "},
        {"scopes": ()},
        {"scopes": ("work",)},
        {"until": (fleet.AT - DAY).date()},
        {"until": (fleet.AT + 400 * DAY).date()},
    ],
)
def test_a_wish_that_does_not_do_is_refused_with_a_sentence(company, wrong):
    with pytest.raises(Refused) as refusal:
        actions.register_for_organisation(wish(**wrong), actor=fleet.representative(company), at=fleet.AT)
    assert refusal.value.sentence.endswith("。")


def test_an_organ_s_system_gets_no_role_that_is_not_work(city):
    with pytest.raises(Refused):
        fleet.of_organ(city.market, "supervisor")


def test_the_key_is_kept_as_a_digest_only(company):
    key = fleet.of_organisation(company).key
    row = Client.objects.values().get()
    assert key not in str(row)
    assert key not in str(list(Line.objects.values()))
    assert key.startswith(row["hint"])


def test_a_key_opens_nothing_after_its_last_day(company, monkeypatch):
    program = fleet.of_organisation(company)
    last = fleet.AT.replace(year=fleet.UNTIL.year, month=fleet.UNTIL.month, day=fleet.UNTIL.day)
    Organisation.objects.update(representative_checked_at=last)
    monkeypatch.setattr(timezone, "now", lambda: last)
    assert program.get("/cases").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: last + DAY)
    assert program.get("/cases").status_code == 401


def test_a_key_opens_nothing_once_somebody_else_represents_the_organisation(company):
    program = fleet.of_organisation(company)
    Organisation.objects.filter(pk=company.pk).update(representative=None)
    assert program.get("/cases").status_code == 401


def test_a_key_opens_nothing_once_the_account_is_closed(company):
    program = fleet.of_organisation(company)
    Account.objects.filter(pk=Client.objects.get().account_id).update(is_active=False)
    assert program.get("/cases").status_code == 401


def test_an_ended_key_opens_nothing_and_ending_twice_is_once(company):
    program = fleet.of_organisation(company)
    for _ in range(2):
        actions.end(Client.objects.get(), actor=fleet.representative(company), at=fleet.AT)
    assert program.get("/cases").status_code == 401
    assert Line.objects.filter(package="systems", step="end_client").count() == 1


def test_the_stranger_sees_no_client_of_others(city, company):
    fleet.of_organisation(company)
    fleet.of_organ(city.market)
    stranger = fleet.representative(fleet.another_organisation())
    for who in (city.sun, city.li, city.chen, city.stranger_clerk, stranger):
        assert not queries.of_organisation(who).exists()
    assert not queries.of_organ(city.stranger_clerk).exists()
    assert not queries.of_organ(city.sun).exists()


def test_who_asks_too_often_is_told_when_to_come_back(company, monkeypatch):
    monkeypatch.setattr(doors, "PER_CLIENT", limits.Limit("api-client", 2, timedelta(minutes=1)))
    program = fleet.of_organisation(company)
    answers = [program.get("/cases") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_a_browser_s_session_is_no_key(company, client):
    client.force_login(Account.objects.get(pk=fleet.representative(company).account_id))
    assert client.get("/api/v1/cases").status_code == 401
