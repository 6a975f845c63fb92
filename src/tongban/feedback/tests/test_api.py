"""Ratings for programs: figures are anybody's, occasions are opened by the body that served, once per reference."""

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tongban.cases.tests.conftest import city
from tongban.feedback.models import Occasion
from tongban.systems.tests import fleet

__all__ = ["city"]
VISIT = {"kind": "counter", "item": "310112345001", "reference": "A-017"}


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """It is always the same moment."""
    monkeypatch.setattr(timezone, "now", lambda: fleet.AT)


@pytest.fixture
def program(city):
    return fleet.of_organ(city.market)


@pytest.mark.parametrize("by", ["district", "department", "item"])
def test_the_public_figures_are_open_to_everybody(city, by):
    answer = Browser().get(f"/api/v1/ratings/figures?by={by}").json()
    assert (answer["since"], answer["until"]) == ("2025-12-01", "2026-11-01")
    assert answer["rows"] == []


def test_figures_by_something_else_are_refused_with_a_sentence(city):
    answer = Browser().get("/api/v1/ratings/figures?by=person")
    assert (answer.status_code, answer["content-type"]) == (422, "application/problem+json")


def test_a_body_s_system_opens_an_occasion_once_per_reference(city, program):
    first, second = (program.post("/work/occasions", VISIT).json() for _ in range(2))
    assert first == second
    occasion = Occasion.objects.get(code=first["code"])
    assert (occasion.organ_id, occasion.kind, occasion.reference) == (city.market.pk, "counter", "A-017")
    assert first["address"] == f"/rate/{occasion.code}/"


@pytest.mark.parametrize("wrong", [{"kind": "closed"}, {"item": "不是"}, {"reference": ""}])
def test_what_does_not_do_is_refused(city, program, wrong):
    assert program.post("/work/occasions", VISIT | wrong).status_code == 422


def test_an_item_that_is_not_there_is_not_found(city, program):
    assert program.post("/work/occasions", VISIT | {"item": "310199999999"}).status_code == 404


def test_without_a_key_nobody_opens_anything(city):
    answer = Browser().post("/api/v1/work/occasions", VISIT, content_type="application/json")
    assert answer.status_code == 401


def test_a_company_s_program_opens_nothing(city):
    stranger = fleet.of_organisation(fleet.another_organisation())
    assert stranger.post("/work/occasions", VISIT).status_code == 403
