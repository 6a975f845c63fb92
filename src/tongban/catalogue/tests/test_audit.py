"""The rules of publication: each finds its own fault and nothing in a document that keeps them."""

import pytest

from tongban.catalogue import audit
from tongban.catalogue.tests import small

PAPER = {"id": "paper", "name": {"zh": "证明"}, "source": "government"}
BROKEN = {
    "A01": {"on_the_spot": True},
    "A02": {"terms": {"legal": {"n": 5}, "promised": {"n": 6}}},
    "A03": {"depth": [7], "visits": {"count": 1, "reason": {"zh": "验"}}},
    "A04": {"visits": {"count": 1}},
    "A05": {"fees": [{"name": {"zh": "费"}, "cents": 1, "standard": {"zh": ""}}]},
    "A07": {"subjects": ["2"], "themes_person": ["entry"]},
    "A08": {"faq": []},
    "A10": {"materials": [PAPER]},
    "A11": {"materials": [{"id": "rest", "name": {"zh": "其他材料"}, "source": "self"}]},
    "A12": {"basis": None},
    "S01": {"materials": [{"id": "x", "name": {"zh": "甲"}, "source": "self", "when": "a["}]},
    "S02": {"form": {"type": "object", "properties": {"x": {"type": "string"}}}},
    "S03": {"handlings": []},
}


def rules(*, demo=False, **changes):
    return {finding.rule: finding.blocks for finding in audit.findings(small.document(**changes), demo=demo)}


def test_a_document_that_keeps_all_rules_has_no_finding():
    assert rules() == {}


@pytest.mark.parametrize(("rule", "change"), BROKEN.items(), ids=BROKEN)
def test_each_rule_finds_its_own_fault_only(rule, change):
    assert list(rules(**change)) == [rule]


def test_the_table_of_rules_is_tested_whole():
    assert set(BROKEN) == set(audit.RULES) | {"A12"}


def test_only_what_would_mislead_or_break_blocks_publication():
    blocking = {rule for rule, change in BROKEN.items() if rules(**change)[rule]}
    assert blocking == {"A02", "A12", "S01", "S02", "S03"}


def test_an_unverified_basis_blocks_everywhere_but_in_the_demonstration():
    assert rules(basis=None) == {"A12": True}
    assert rules(demo=True, basis=None) == {"A12": False}


def test_terms_in_different_units_are_not_compared():
    assert rules(terms={"legal": {"n": 1, "unit": "month"}, "promised": {"n": 6}}) == {}


def test_a_government_paper_that_names_where_it_may_be_fetched_is_well():
    assert rules(materials=[{**PAPER, "certificate": "营业执照"}]) == {}
