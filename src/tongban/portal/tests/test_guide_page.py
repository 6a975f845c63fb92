"""The guide tells what it takes, and what is not known; its answers change what is asked."""

import re

import pytest

from tongban.catalogue import actions, queries
from tongban.catalogue.documents import Length, Overlay
from tongban.catalogue.tests import town
from tongban.identity.actors import SYSTEM

FOOD = f"/items/{town.FOOD.code}/"


def body(client, address, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_guide_tells_what_it_takes(bodies, client):
    page = body(client, FOOD)
    for said in ("开饭店前要先有它。", "布局图", "5 个工作日", "《行政许可法》第三十二条", "能办吗？", "许可证"):
        assert said in page


def test_answers_shrink_the_materials(bodies, client):
    assert "材料：最多 3 份" in body(client, FOOD)
    rented, owned = body(client, f"{FOOD}?q_premises=rent"), body(client, f"{FOOD}?q_premises=own")
    assert "材料：3 份" in rented
    assert "租赁合同" in rented
    assert "材料：2 份" in owned
    assert "租赁合同" not in owned


def test_another_handling_asks_for_its_own(bodies, client):
    page = body(client, f"{FOOD}?do=02")
    assert "材料：0 份" in page
    assert "布局图" not in page


def test_no_waiver_is_claimed_that_does_not_work(bodies, client):
    page = body(client, FOOD)
    assert "政府核发，以后可免交" in page
    assert "免交：" not in page


def test_what_was_answered_goes_along_to_the_application(bodies, client):
    page = body(client, f"{FOOD}?at=310104&q_premises=own")
    assert re.search(rf'<form method="post" action="{FOOD}start/">', page)
    for name, value in (("at", "310104"), ("do", "01"), ("q_premises", "own")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_with_script_only_the_changed_parts_come(bodies, client):
    page = body(client, f"{FOOD}?q_premises=own", **{"HX-Request": "true"})
    assert "<html" not in page
    assert 'id="scenario"' in page
    assert 'id="buy" hx-swap-oob="true"' in page


def test_the_body_of_the_district_is_named(bodies, client):
    assert "西区市场监督管理局" in body(client, f"{FOOD}?at=310104")
    assert "某市市场监督管理局" in body(client, f"/items/{town.CARDS.code}/?at=310104")


def test_a_body_shows_its_own_place(bodies, client):
    row = queries.implementation(town.FOOD.code, "310104")
    actions.overlay(row, Overlay(address="河边路 9 号"), actor=SYSTEM, at=town.AT)
    assert "河边路 9 号" in body(client, f"{FOOD}?at=310104")


def test_a_basis_nobody_checked_is_said_to_be_so(bodies, client):
    page = body(client, f"/items/{town.WATER.code}/")
    assert "依据待核" in page
    assert "要看取水口。" in page
    assert "120.50 元" in page
    assert "到窗口缴" in page


def test_what_central_bodies_do_leads_to_them(bodies, client):
    page = body(client, f"/items/{town.CUSTOMS.code}/")
    assert 'href="https://example.org/"' in page
    assert "立即办理</button>" not in page


@pytest.mark.parametrize("query", ["at=nowhere", "do=99", "q_premises=ship", "q_=x", "q_premises=", "at=%00&do=%00"])
def test_whatever_the_address_says_a_guide_comes(bodies, client, query):
    assert "材料：最多 3 份" in body(client, f"{FOOD}?{query}")


def test_no_such_item_is_no_page(bodies, client):
    assert client.get("/items/000000000000/").status_code == 404


def test_with_script_another_district_changes_the_body_and_its_limits(bodies, client):
    row = queries.implementation(town.FOOD.code, "310104")
    actions.overlay(row, Overlay(promised=Length(2)), actor=SYSTEM, at=town.AT)
    page = body(client, f"{FOOD}?at=310104", **{"HX-Request": "true"})
    for part in ("body", "limits", "buy", "act"):
        assert re.search(rf'id="{part}"[^>]* hx-swap-oob="true"', page), part
    assert "西区市场监督管理局" in page
    assert "2 个工作日" in page


def test_the_district_chosen_once_is_the_one_of_the_next_guide(bodies, client):
    assert '<option value="310101" selected>' in body(client, FOOD)
    body(client, f"{FOOD}?at=310104")
    assert '<option value="310104" selected>' in body(client, FOOD)
    assert '<option value="310101" selected>' in body(client, f"{FOOD}?at=310101")


def test_a_district_that_is_none_is_not_remembered(bodies, client):
    client.cookies["district"] = "<b>nowhere</b>"
    assert '<option value="310101" selected>' in body(client, FOOD)
    body(client, f"{FOOD}?at=999999")
    assert client.cookies["district"].value == "310101"


def test_what_an_answer_changes_is_announced(bodies, client):
    assert 'id="told" role="status"' in body(client, FOOD)
    part = body(client, f"{FOOD}?q_premises=own", **{"HX-Request": "true"})
    told = re.search(r'<div id="told" hx-swap-oob="innerHTML">(.*?)</div>', part)
    assert told[1].startswith("材料：2 份，")
