"""Structured fields are read as RFC 9651 says, and nothing that could be read in two ways is read at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.wire import fields
from tongban.wire.fields import InnerList, Item, Token

KEYS = st.from_regex(r"[a-z*][a-z0-9_\-.*]{0,5}", fullmatch=True)
BARE = (
    st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6)
    | st.binary(max_size=6)
    | st.from_regex(r"[A-Za-z*][A-Za-z0-9:/]{0,5}", fullmatch=True).map(Token)
)
PARAMETERS = st.dictionaries(KEYS, BARE, max_size=3)
ITEMS = st.builds(Item, BARE, PARAMETERS)
MEMBERS = ITEMS | st.builds(InnerList, st.lists(ITEMS, max_size=3).map(tuple), PARAMETERS)


@given(st.dictionaries(KEYS, MEMBERS, max_size=4))
def test_every_dictionary_comes_back(members):
    assert fields.dictionary(fields.write_dictionary(members)) == members


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("a", {"a": Item(True)}),
        ("a;x;y=1", {"a": Item(True, {"x": True, "y": 1})}),
        ("a=1 ,\t b=?0", {"a": Item(1), "b": Item(False)}),
        ("a=1.50", {"a": Item(Decimal("1.50"))}),
        ('a="\\"\\\\"', {"a": Item('"\\')}),
        ("a=()", {"a": InnerList(())}),
        ("a=( x  y );q", {"a": InnerList((Item(Token("x")), Item(Token("y"))), {"q": True})}),
        ("a=:AQI=:", {"a": Item(b"\x01\x02")}),
    ],
)
def test_examples_are_read(text, expected):
    assert fields.dictionary(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a b", "A=1", 'a="open', "a=:bad$:", "a=:AQI:", "a=1;b=1;b=2", "a=1, a=2", "a=1,", ",a=1", "a=?2", "a=(x", "a=(xy",
        'a=("x""y")', "a=99999999999999999999", "a=1.", "a=1.2345", "a=é", 'a="é"', "a=", "a;=1", "a=\n1", "a" * 9000,
    ],
)  # fmt: skip
def test_what_the_standard_does_not_allow_is_refused(text):
    with pytest.raises(fields.Malformed):
        fields.dictionary(text)


@given(st.text(st.sampled_from('ab=;,()":\\?1. \t'), max_size=30))
def test_noise_is_refused_or_read_and_never_breaks(noise):
    try:
        members = fields.dictionary(noise)
    except fields.Malformed:
        return
    assert fields.dictionary(fields.write_dictionary(members)) == members


@pytest.mark.parametrize("member", [Item("é"), Item("a\nb"), Item(Token("a b"))])
def test_what_cannot_be_said_is_not_written(member):
    with pytest.raises(fields.Malformed):
        fields.write(member)
    with pytest.raises(fields.Malformed):
        fields.write_dictionary({"Not A Key": Item(1)})
