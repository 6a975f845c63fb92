"""The front door and its results, through the pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.catalogue import names
from tongban.catalogue.tests import town


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_asks_one_question_and_shows_themes_and_figures(bodies, client):
    page = body(client, "/")
    assert "你想办什么事？" in page
    assert "设立变更" in page
    assert f"{len(town.DOCUMENTS)} <small>项" in page


def test_results_lead_to_the_guide_of_each_handling(bodies, client):
    page = body(client, "/search/?q=开饭馆")
    assert f'href="/items/{town.FOOD.code}/"' in page
    assert f'href="/items/{town.FOOD.code}/?do=02"' in page


def test_a_correction_is_said(bodies, client):
    assert "已按“<b>个体工商户</b>”找" in body(client, "/search/?q=个体工商互")


def test_nothing_found_blames_nobody_and_shows_a_way_on(bodies, client):
    page = body(client, "/search/?q=qqqqqq")
    assert "不是你的问题" in page
    assert "12345" in page


def test_a_condition_too_many_keeps_the_conditions_in_sight(bodies, client):
    page = body(client, "/search/?q=开饭馆&department=water")
    assert "这些条件下没有事项" in page
    assert '<option value="water" selected>' in page


@pytest.mark.parametrize(
    "query", ["q=%00", "theme=%00", "after=%00", "q=<script>", "subject=9", "kind=%27", "q=" + "a" * 5000]
)
def test_whatever_the_address_says_a_page_comes(bodies, client, query):
    assert "<script>" not in body(client, f"/search/?{query}").replace("<script src", "").replace("</script>", "")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 2),
        ("/search/?q=许可&theme=entry&subject=2&no_visit=1", 2),
        (f"/items/{town.FOOD.code}/?at=310101&q_premises=rent", 2),
    ],
)
def test_pages_that_read_take_few_statements(bodies, client, address, most):
    body(client, address)  # what each process keeps is read once
    names.current()
    with CaptureQueriesContext(connection) as statements:
        body(client, address)
    assert len(statements) <= most, [each["sql"][:90] for each in statements]


def test_the_interface_is_there_in_english(bodies, client):
    client.cookies["language"] = "en"
    page = body(client, "/search/?q=restaurant licence")
    assert "Food business licence (new)" in page


@pytest.mark.parametrize("key", ["change", "entry"])
def test_a_theme_leads_to_as_many_items_as_it_says(bodies, client, key):
    home = body(client, "/")
    address, said = re.search(rf'href="(/search/\?theme={key}[^"]*)".*?<b>(\d+)</b>', home, re.DOTALL).groups()
    assert f"{said} 个事项" in body(client, address.replace("&amp;", "&"))


def test_what_many_look_for_comes_from_the_region_in_the_reader_s_language(bodies, client):
    assert '<a href="/search/?q=%E5%BC%80%E9%A5%AD%E9%A6%86">开饭馆</a>' in body(client, "/")
    client.cookies["language"] = "en"
    assert '<a href="/search/?q=%E5%BC%80%E9%A5%AD%E9%A6%86">Open a restaurant</a>' in body(client, "/")
