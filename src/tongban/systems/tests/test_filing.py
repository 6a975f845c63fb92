"""An organisation's system: drafts, filing, following, documents, withdrawing; who is not it finds nothing."""

import pytest

from tongban.cases.models import Case
from tongban.cases.tests import city as small
from tongban.identity.models import Organisation
from tongban.kernel import journal
from tongban.systems.models import Client, Kept
from tongban.systems.tests import fleet

WISH = {"item": small.DOCUMENT.code, "handling": "01", "district": "310101", "answers": {"premises": "own"}}
FORM = {"shop": "小满面馆", "area": 86, "kind": "noodles"}


@pytest.fixture
def company(city):
    return Organisation.objects.get(uscc="91310101MA1FP0001X")


@pytest.fixture
def program(company):
    return fleet.of_organisation(company)


def ready(program):
    """The key of a draft that may be filed."""
    key = program.post("/drafts", WISH).json()["key"]
    program.call("PATCH", f"/drafts/{key}", {"form": FORM})
    found = program.upload(f"/drafts/{key}/materials/plan")
    assert found.status_code == 200, found.content
    assert found.json()["missing"] == []
    return key


def filed(program):
    return program.post(f"/drafts/{ready(program)}/file").json()["number"]


def test_a_company_s_system_files_and_follows_a_case(program, company):
    key = ready(program)
    answer = program.post(f"/drafts/{key}/file")
    assert answer.status_code == 200, answer.content
    number = answer.json()["number"]
    case = Case.objects.get(number=number)
    assert (case.applicant_organisation_id, case.agent_person_id) == (company.pk, company.representative_id)
    status = program.get(f"/cases/{number}").json()
    assert (status["state"], [event["step"] for event in status["events"]]) == ("filed", ["start", "file"])
    assert program.get("/cases").json()["rows"][0]["number"] == number
    pdf = program.get(f"/cases/{number}/documents/{answer.json()['receipt']}")
    assert pdf.content.startswith(b"%PDF")


def test_the_journal_says_that_a_program_did_it(program):
    case = Case.objects.get(number=filed(program))
    assert {line.facts.get("client") for line in journal.of("cases", case.pk)} == {Client.objects.get().pk}


def test_filing_twice_files_once(program):
    key = ready(program)
    first, second = (program.post(f"/drafts/{key}/file").json() for _ in range(2))
    assert first == second
    assert Case.objects.count() == 1


def test_what_is_missing_is_said_with_its_place(program):
    key = program.post("/drafts", WISH).json()["key"]
    answer = program.post(f"/drafts/{key}/file")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "incomplete"
    assert {each["where"] for each in problem["errors"]} == {"form.shop", "form.area", "materials.plan"}
    assert problem["detail"].endswith("。")


def test_errors_speak_english_to_those_who_ask(program):
    problem = program.get("/cases/no-such-number", **{"accept-language": "en"}).json()
    assert problem["detail"].isascii()


def test_a_name_that_is_no_field_is_refused(program):
    key = program.post("/drafts", WISH).json()["key"]
    answer = program.call("PATCH", f"/drafts/{key}", {"form": {"colour": "red"}})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "form.colour")


def test_a_draft_changed_elsewhere_is_not_overwritten(program):
    draft = program.post("/drafts", WISH).json()
    program.call("PATCH", f"/drafts/{draft['key']}", {"form": FORM})
    answer = program.call("PATCH", f"/drafts/{draft['key']}", {"form": FORM, "revision": draft["revision"] + 99})
    assert (answer.status_code, answer.json()["code"]) == (409, "moved")


def test_withdrawing_twice_withdraws_once(program):
    number = filed(program)
    first, second = (program.post(f"/cases/{number}/withdraw", {}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert Case.objects.get().state == "withdrawn"


def test_a_draft_can_be_cleared(program):
    key = ready(program)
    assert program.call("DELETE", f"/drafts/{key}").status_code == 204
    assert program.get(f"/drafts/{key}").status_code == 404


@pytest.mark.parametrize("address", ["/cases/{number}", "/cases/{number}/documents/receipt-1", "/drafts/{key}"])
def test_the_stranger_s_program_finds_nothing(program, address):
    number = filed(program)
    key = Case.objects.get().key
    stranger = fleet.of_organisation(fleet.another_organisation())
    answer = stranger.get(address.format(number=number, key=key))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert stranger.post(f"/cases/{number}/withdraw", {}).status_code == 404
    assert stranger.post(f"/drafts/{key}/file").status_code == 404
    assert stranger.get("/cases").json()["rows"] == []


def test_without_a_right_key_nothing_opens(program):
    for key in ("", "tb1_wrong", program.key + "x"):
        answer = fleet.Program(key).get("/cases")
        assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["code"]) == (401, "Bearer", "no_key")


def test_a_key_that_may_read_may_not_file(company):
    reader = fleet.of_organisation(company, "read")
    answer = reader.post("/drafts", WISH)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_scope")
    assert reader.get("/work/cases").status_code == 403


def test_a_key_for_other_items_may_not_file_this_one(company):
    answer = fleet.of_organisation(company, "file", items=("310199999999",)).post("/drafts", WISH)
    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_power")


# Idempotency


def test_the_same_request_with_the_same_key_is_answered_alike_and_done_once(program):
    number = filed(program)
    answers = [program.post(f"/cases/{number}/withdraw", {}, **{"idempotency-key": "a-1"}).json() for _ in range(2)]
    assert answers[0]["document"] == answers[1]["document"] or answers[1]["document"] == ""
    key = program.post("/drafts", WISH, **{"idempotency-key": "b-1"}).json()["key"]
    program.call("DELETE", f"/drafts/{key}")
    assert program.post("/drafts", WISH, **{"idempotency-key": "b-1"}).json()["key"] == key


def test_a_key_used_for_another_request_is_refused(program):
    program.post("/drafts", WISH, **{"idempotency-key": "c-1"})
    answer = program.post("/drafts", WISH | {"handling": "02"}, **{"idempotency-key": "c-1"})
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_a_request_that_failed_keeps_nothing_and_may_be_repeated(program):
    key = program.post("/drafts", WISH).json()["key"]
    assert program.post(f"/drafts/{key}/file", None, **{"idempotency-key": "d-1"}).status_code == 422
    assert not Kept.objects.exists()
    program.call("PATCH", f"/drafts/{key}", {"form": FORM})
    program.upload(f"/drafts/{key}/materials/plan")
    assert program.post(f"/drafts/{key}/file", None, **{"idempotency-key": "d-1"}).status_code == 200


def test_one_program_s_key_is_not_another_s(program):
    program.post("/drafts", WISH, **{"idempotency-key": "e-1"})
    other = fleet.of_organisation(fleet.another_organisation())
    assert other.post("/drafts", WISH | {"handling": "02"}, **{"idempotency-key": "e-1"}).status_code == 200


@pytest.mark.parametrize("body", [b"{", b'"\\u0000"', b'{"item": "\\ud800"}', b"\xff\xfe", b"[" * 5000, b"null"])
def test_a_body_that_cannot_be_read_is_said_so(program, body):
    from django.test import Client as Browser

    answer = Browser().generic(
        "POST", "/api/v1/drafts", body, "application/json", headers={"authorization": f"Bearer {program.key}"}
    )
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"
