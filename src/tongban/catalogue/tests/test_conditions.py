"""Conditions: yes, no, not yet known, or refused; never silently false."""

import pytest

from tongban.catalogue import conditions

NOTHING: dict[str, object] = {}


def holds(expression, a=NOTHING, f=NOTHING, p=NOTHING):
    return conditions.holds(expression, a=a, f=f, p=p)


@pytest.mark.parametrize(
    ("expression", "data", "answer"),
    [
        ("", {}, True),
        ('a["premises"] == "rent"', {"a": {"premises": "rent"}}, True),
        ('a["premises"] == "rent"', {"a": {"premises": "own"}}, False),
        ('a["cold"] == "yes" && f["area"] > 300', {"a": {"cold": "yes"}, "f": {"area": 301}}, True),
        ('f["kinds"].exists(k, k == "cafe")', {"f": {"kinds": ["noodles", "cafe"]}}, True),
        ('p["kind"] == "organisation"', {"p": {"kind": "person"}}, False),
        ('!("x" in a) || a["x"] == "1"', {"a": {}}, True),
    ],
)
def test_a_condition_says_yes_or_no_of_the_data(expression, data, answer):
    assert holds(expression, **data) is answer


@pytest.mark.parametrize("expression", ['a["premises"] == "rent"', 'a.premises == "rent"', 'f["area"] > 300'])
def test_what_is_not_answered_yet_is_neither_true_nor_false(expression):
    with pytest.raises(conditions.Missing):
        holds(expression)


def test_an_answer_that_decides_alone_leaves_the_rest_unasked():
    assert holds('a["cold"] == "yes" || f["area"] > 300', a={"cold": "yes"}) is True


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ('f["area"] > 300', {"area": "many"}),  # types are never mixed
        ('f["area"]', {"area": "yes"}),  # a word is no yes
        ('1 / f["area"] == 1', {"area": 0}),
        ('f["area"] == unheard', {"area": 1}),
        ('f["kinds"][9] == "cafe"', {"kinds": ["cafe"]}),
        ('f["kinds"].exists(k, k == "cafe")', {"kinds": ["cafe"] * (conditions.LONGEST_LIST + 1)}),
    ],
)
def test_what_yields_neither_is_named_as_wrong(expression, values):
    with pytest.raises(conditions.Wrong):
        holds(expression, f=values)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ('a["x"] ==', "."),
        (f'a["x"] == "{"长" * conditions.LONGEST}"', "longer than"),
        ("(" * 13 + "true" + ")" * 13, "brackets"),
        ('f["l"].all(x, f["l"].all(y, f["l"].all(z, x == z)))', "loops"),
    ],
    ids=["broken", "long", "deep", "looping"],
)
def test_an_expression_beyond_its_bounds_is_refused_before_it_runs(expression, why):
    with pytest.raises(conditions.Unsound, match=why):
        conditions.check(expression)


def test_brackets_and_loops_inside_a_text_do_not_count():
    conditions.check(f'a["x"] == "{"(" * 40} .all( .map( .filter("')
