"""Programs find items, read them, and get the guide of one situation; no key is needed."""

import pytest

from tongban.catalogue.tests import town

FOOD = town.FOOD


def test_what_people_say_finds_the_item(catalogue, client):
    found = client.get("/api/v1/items", {"text": "开饭馆"}).json()
    assert found["hits"][0]["code"] == FOOD.code
    assert found["total"] >= 1


def test_pages_go_on_by_key(catalogue, client):
    assert client.get("/api/v1/items", {"after": "0.1"}).status_code == 200
    assert client.get("/api/v1/items", {"after": "x"}).status_code == 422


def test_an_item_is_told_as_it_is_in_force(catalogue, client):
    item = client.get(f"/api/v1/items/{FOOD.code}").json()
    assert (item["name"]["zh"], item["version"]) == (FOOD.name.zh, 1)
    assert [each["code"] for each in item["handlings"]] == [each.code for each in FOOD.handlings]


def test_a_legal_basis_that_was_not_checked_is_null_and_not_invented(catalogue, client):
    item = client.get(f"/api/v1/items/{FOOD.code}").json()
    assert (item["basis"] is None) == (FOOD.basis is None)


def test_the_guide_asks_what_is_open_and_tells_the_papers(catalogue, client):
    address = f"/api/v1/items/{FOOD.code}/guide"
    handling = FOOD.handlings[0].code
    guide = client.get(address, {"handling": handling}).json()
    answers = {f"q_{each['id']}": each["options"][0]["value"] for each in guide["questions"]}
    final = client.get(address, {"handling": handling} | answers).json()
    assert guide["is_final"] == (not guide["questions"])
    assert len(final["materials"]) <= len(guide["materials"])
    assert final["place"]["organ_name"]


def test_who_carries_it_out_is_listed(catalogue, client):
    places = client.get(f"/api/v1/items/{FOOD.code}/implementations").json()
    assert all(each["task_code"] for each in places)


@pytest.mark.parametrize("rest", ["", "/guide", "/implementations", "/guide?handling=99"])
def test_an_item_that_is_not_there_is_not_found(catalogue, client, rest):
    code = FOOD.code if "99" in rest else "310199999999"
    answer = client.get(f"/api/v1/items/{code}{rest}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
