"""A department's own system takes over acceptance and decision, and reports back; another body's finds nothing."""

import pytest

from tongban.cases.models import Case
from tongban.cases.tests import city as small
from tongban.kernel import journal
from tongban.systems import actions
from tongban.systems.models import Client
from tongban.systems.tests import fleet


@pytest.fixture
def program(city):
    return fleet.of_organ(city.market)


def opened(program, number, purpose="accept"):
    return program.get(f"/work/cases/{number}?purpose={purpose}")


def take(program, number, step, body=None, **headers):
    return program.post(f"/work/cases/{number}/{step}", body, **headers)


def test_a_department_s_system_takes_a_case_from_acceptance_to_the_end(city, program):
    number = small.filed(city).number
    assert [job["number"] for job in program.get("/work/cases").json()["jobs"]] == [number]
    file = opened(program, number).json()
    assert (file["form"]["shop"], file["applicant_name"]) == ("小满面馆", "王芳")
    assert "accept" in file["steps"]
    for step, body in [
        ("accept", None),
        ("examine", {"opinion": "材料齐全，布局合规。"}),
        ("decide", {"outcome": "granted", "opinion": "符合条件。"}),
        ("issue", {"number": "JY2310101000001"}),
        ("deliver", {"how": "online"}),
        ("close", None),
    ]:
        answer = take(program, number, step, body)
        assert answer.status_code == 200, (step, answer.content)
    assert answer.json()["state"] == "closed"
    case = Case.objects.get(number=number)
    assert (case.outcome, case.result_number) == ("granted", "JY2310101000001")
    assert case.handler.name == "市场监管业务系统"


def test_a_supplement_is_asked_for_with_everything_at_once(city, program):
    number = small.filed(city).number
    opened(program, number)
    points = [{"material": "plan", "text": "看不清，请重拍"}, {"text": "缺签名"}]
    answer = take(program, number, "supplement", {"points": points})
    assert (answer.json()["state"], answer.json()["document"]) == ("supplement", "supplement-1")


def test_the_applicant_sees_that_the_system_opened_the_file(city, program):
    case = small.filed(city)
    assert opened(program, case.number).status_code == 200
    line = journal.of("cases", case.pk).get(step="open_file")
    assert (line.facts["purpose"], line.facts["client"]) == ("accept", Client.objects.get().pk)


def test_a_file_opened_without_a_purpose_is_not_shown(city, program):
    number = small.filed(city).number
    for answer in (opened(program, number, ""), take(program, number, "accept")):
        assert (answer.status_code, answer.json()["code"]) == (409, "not_opened")


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("examine", {"opinion": "好"}),
        ("decide", {"outcome": "denied", "opinion": "好"}),
        ("issue", {}),
        ("deliver", {}),
        ("close", None),
    ],
)
def test_a_step_that_is_none_from_here_changes_nothing(city, program, step, body):
    number = small.filed(city).number
    opened(program, number)
    answer = take(program, number, step, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "moved")


def test_accepting_twice_with_one_key_accepts_once(city, program):
    number = small.filed(city).number
    opened(program, number)
    first, second = (take(program, number, "accept", None, **{"idempotency-key": "x"}) for _ in range(2))
    assert first.json() == second.json()
    assert journal.steps(journal.of("cases", Case.objects.get().pk)).count("accept") == 1


def test_a_value_that_does_not_do_is_said_with_its_place(city, program):
    number = small.filed(city).number
    opened(program, number)
    answer = take(program, number, "refuse", {"ground": "nonsense", "reason": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "body.ground")


def test_a_system_does_only_what_its_roles_allow(city):
    intake = fleet.of_organ(city.market, "intake")
    case = small.examined(city)
    opened(intake, case.number)
    answer = take(intake, case.number, "decide", {"outcome": "granted", "opinion": "好"})
    assert answer.status_code == 404
    assert Case.objects.get().state == "examined"


def test_another_body_s_system_finds_nothing(city):
    stranger = fleet.of_organ(city.other)
    number = small.filed(city).number
    assert stranger.get("/work/cases").json()["jobs"] == []
    assert opened(stranger, number).status_code == 404
    assert take(stranger, number, "accept").status_code == 404


def test_an_ended_client_opens_nothing_and_its_officer_is_gone(city, program):
    client = Client.objects.get()
    actions.end(client, actor=city.chen, at=fleet.AT)
    assert program.get("/work/cases").status_code == 401
    client.account.staff.refresh_from_db()
    assert client.account.staff.active is False
