"""People find items by what they say, by initials and through typing errors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.catalogue import actions, names, search
from tongban.catalogue.search import Query
from tongban.catalogue.tests import town
from tongban.identity.actors import SYSTEM

TRADER, FOOD = town.TRADER.name.zh, town.FOOD.name.zh


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("个体户执照", TRADER),
        ("gtgsh", TRADER),
        ("GTGSH", TRADER),
        ("getigongshanghu", TRADER),
        ("个体工商互", TRADER),
        ("个体工商户", TRADER),
        ("开饭馆", FOOD),
        ("我想开饭馆", FOOD),
        ("restaurant licence", FOOD),
        ("食品经营许可", FOOD),
        ("社保卡", "社会保障卡申领"),
        ("　取水 ", "取水许可"),
    ],
)
def test_what_people_say_finds_the_item_first(catalogue, said, found):
    assert search.search(Query(text=said)).hits[0].name == found


def test_what_was_corrected_is_told(catalogue):
    assert search.search(Query(text="个体工商互")).corrected == "个体工商户"
    assert search.search(Query(text="个体工商户")).corrected == ""


def test_handlings_of_an_item_stand_under_it_once(catalogue):
    (hit,) = search.search(Query(text="开饭馆")).hits
    assert [each.code for each in hit.handlings] == ["01", "02"]


@pytest.mark.parametrize(
    "said", ["'", "a' or 1=1", "%", "%%s", "\\", "& | !", ":*", "个'体", "()", "\x00", "a\x00b", "😀" * 9]
)
def test_whatever_is_typed_harms_nothing(catalogue, said):
    search.search(Query(text=said))


def test_nothing_found_offers_the_nearest_names(catalogue):
    page = search.search(Query(text="qqqqqq"))
    assert (page.hits, page.total) == ([], 0)
    assert "取水许可" in search.nearest("取水水许可")


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({"department": "labour"}, {"社会保障卡申领"}),
        ({"theme": "entry"}, {FOOD}),
        ({"kind": "cancel"}, {FOOD}),
        ({"no_material": True}, {FOOD, TRADER}),
        ({"subject": "2", "no_visit": True, "district": "310101"}, {FOOD, "进口货物通关申报"}),
        ({"district": "310199"}, {"社会保障卡申领", "进口货物通关申报"}),
    ],
)
def test_facets_narrow_what_is_found(catalogue, narrowed, names):
    assert {hit.name for hit in search.search(Query(**narrowed)).hits} == names


def test_counts_are_of_items_not_of_handlings(catalogue):
    page = search.search(Query())
    assert page.total == len(town.DOCUMENTS)
    assert page.counts["department"]["market"] == 3
    assert page.counts["subject"] == {"1": 6, "2": 3}


def test_a_fee_that_nobody_checked_is_not_said_to_be_none(catalogue):
    page = search.search(Query())
    assert {hit.name: hit.fee for hit in page.hits}["取水许可"] == "some"
    assert {hit.name: hit.fee for hit in page.hits}[TRADER] == "none"


def test_pages_go_on_by_key_and_repeat_nothing(db):
    names.forget()
    many = tuple(town.document(f"3101000001{n:02}", f"第{n:02}类备案") for n in range(45))
    town.build(many)
    seen, after = [], ""
    for _ in range(3):
        page = search.search(Query(text="备案", after=after))
        seen += [hit.item for hit in page.hits]
        after = page.next
    assert (len(seen), len(set(seen)), after) == (45, 45, "")


def test_pages_found_loosely_go_on_loosely(db):
    names.forget()
    town.build(tuple(town.document(f"3101000001{n:02}", f"第{n:02}类备案") for n in range(25)))
    first = search.search(Query(text="备案和宇宙飞船"))
    rest = search.search(Query(text="备案和宇宙飞船", after=first.next))
    assert first.is_loose
    assert len({hit.item for hit in (*first.hits, *rest.hits)}) == 25


@pytest.mark.parametrize("key", ["x", "1.", "l", "lx", "9" * 40, "1.2.3"])
def test_a_spoilt_key_begins_again(catalogue, key):
    search.search(Query(text="许可", after=key))


def test_a_search_takes_two_statements(catalogue):
    names.current()
    with CaptureQueriesContext(connection) as statements:
        search.search(Query(text="许可", theme="entry", subject="2", no_visit=True))
    assert len(statements) == 2


def test_a_typing_error_takes_one_statement_more(catalogue):
    names.current()
    with CaptureQueriesContext(connection) as statements:
        search.search(Query(text="个体工商互"))
    assert len(statements) == 3


def test_a_withdrawn_item_is_found_no_more(catalogue):
    version = town_version(town.FOOD.code)
    actions.withdraw(version, actor=SYSTEM, at=town.AT)
    assert not search.search(Query(text="开饭馆")).hits


def town_version(code):
    from tongban.catalogue.models import Item

    return Item.objects.get(code=code).current
