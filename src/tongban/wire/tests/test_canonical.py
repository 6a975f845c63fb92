"""One value has one text, and one text one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.wire import canonical

NAMES = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WHOLE = st.integers(-canonical.LARGEST, canonical.LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_every_value_comes_back_and_gives_the_same_text_again(value):
    text = canonical.encode(value)
    assert canonical.decode(text, object) == value
    assert canonical.encode(canonical.decode(text, object)) == text


def test_text_is_as_rfc_8785_writes_it():
    value = {"string": '€$\x0f\nA\'B"\\\\"/', "literals": [None, True, False], "numbers": [0, -5, 333]}
    expected = '{"literals":[null,true,false],"numbers":[0,-5,333],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical.encode(value) == expected.encode()


def test_the_order_of_names_does_not_depend_on_how_they_came():
    assert canonical.encode({"b": 1, "a": {"d": 1, "c": 2}}) == b'{"a":{"c":2,"d":1},"b":1}'


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), {"名": 1}, {1: 2}, "\ud800", object(), {"a": {"b": 0.1}}]
)
def test_what_two_languages_could_read_in_two_ways_has_no_form(value):
    with pytest.raises(canonical.NotCanonical):
        canonical.encode(value)


def test_what_is_nested_too_deep_is_refused_both_ways():
    deep = b"[" * 5000 + b"]" * 5000
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(deep, object)
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(b"[" * 40 + b"]" * 40, object)


@pytest.mark.parametrize(
    "text",
    [b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1.0}', b'{"a":1e2}', b'"\\u0041"', b"", b"{", b'{"a":-0}'],
)
def test_any_other_spelling_is_refused(text):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(text, object)
