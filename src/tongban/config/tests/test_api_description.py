"""The API's description opens under the strict content policy, and a fuzzer that reads it finds no 500."""

import logging
import os

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.config import SchemathesisConfig

from tongban.cases.models import Case
from tongban.cases.tests import city as small
from tongban.cases.tests.conftest import city  # noqa: F401 - the fixture of cases
from tongban.identity import limits
from tongban.identity.models import Organisation
from tongban.systems.tests import fleet

TRIES = int(os.environ.get("TONGBAN_FUZZ", "3"))  # of each operation; more by hand: TONGBAN_FUZZ=50
SLOW = [
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
]
BOUNDED = settings(
    max_examples=TRIES, deadline=None, database=None, derandomize=True, suppress_health_check=SLOW,
    phases=[Phase.generate],
)  # fmt: skip


@pytest.fixture
def open_to_all(monkeypatch):
    """The moment of the small city, no limit in the way, no lines of ours."""
    monkeypatch.setattr(timezone, "now", lambda: small.AT)
    monkeypatch.setattr(limits, "count", lambda *_a, **_k: None)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def operations():
    description = Client().get("/api/v1/openapi.json").json()
    schema = schemathesis.openapi.from_dict(description, config=SchemathesisConfig.from_dict({}))
    schema.app = WSGIHandler()
    return [found.ok() for found in schema.get_all_operations()]


def tried(operation, key, there):
    """Send what the fuzzer makes up, about things that are there; the answers' states and the faults of ours."""
    faults, states = [], set()

    @BOUNDED
    @given(case=operation.as_strategy())
    def one(case):
        case.path_parameters.update({name: there[name] for name in case.path_parameters if name in there})
        answer = case.call(headers={"Authorization": f"Bearer {key}"})
        states.add(answer.status_code)
        if answer.status_code >= 500:
            faults.append((operation.label, case.path_parameters, case.query, case.body))

    one()
    return faults, states


@pytest.mark.django_db(transaction=True)  # each request has a connection of its own
def test_a_fuzzer_that_reads_the_description_finds_no_fault_of_ours(city, open_to_all):  # noqa: F811 - the fixture
    company = Organisation.objects.get(uscc="91310101MA1FP0001X")
    ours = fleet.of_organisation(company)
    desk = fleet.of_organ(city.market)
    case = small.filed(city, actor=city.li)
    draft = small.draft(city, actor=city.li)
    desk.get(f"/work/cases/{case.number}?purpose=accept")
    there = {"number": case.number, "key": str(draft.key), "code": case.item_code, "material": "plan"}
    faults, states = [], set()
    for operation in operations():
        key = desk.key if "/work/" in operation.path else ours.key
        wrong, seen = tried(operation, key, there)
        faults, states = faults + wrong, states | seen
    assert faults == []
    assert states >= {200, 404, 409, 422}  # it came past the doors
    assert Case.objects.get(pk=case.pk).number == case.number


def test_every_operation_says_what_it_does(client, db):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    silent = [
        f"{verb} {path}" for path, verbs in paths.items() for verb, each in verbs.items() if not each.get("summary")
    ]
    assert silent == []
    assert len(paths) > 20


def test_the_page_of_the_description_needs_nothing_from_outside(client, db):
    answer = client.get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "https://" not in page
    assert "<style" not in page
    assert all('src="' in tag or "application/json" in tag for tag in page.split("<script")[1:])


def test_a_page_that_is_not_there_is_a_problem_for_programs_too(client, db):
    assert client.get("/api/v1/items/310199999999").json()["code"] == "not_found"
