"""Telephones, masks, money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import masking, mobile_numbers, money
from tongban.kernel.mobile_numbers import Fault
from tongban.kernel.money import Money


@pytest.mark.parametrize(
    "typed",
    [
        "13800001234",
        "+86 138 0000 1234",
        "86-138-0000-1234",
        "008613800001234",
        "\uff0b86\u300013800001234",
        " 138-0000-1234 ",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_typed(typed):
    assert mobile_numbers.read(typed) == "13800001234"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("1380000123", Fault.WRONG_LENGTH),
        ("+1 650 253 0000", Fault.NOT_DIGITS),
        ("1380000123a", Fault.NOT_DIGITS),
        ("12800001234", Fault.NOT_MOBILE),
        ("02162881234", Fault.NOT_MOBILE),
    ],
)
def test_what_is_wrong_with_a_mobile_number_is_said(text, fault):
    assert mobile_numbers.read(text) is fault


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王芳", "王*"),
        ("王小明", "王*明"),
        ("欧阳娜娜", "欧**娜"),
        ("阿卜杜拉·艾合买提", "阿****提"),
        ("John Smith", "J*** S****"),
        ("王", "王*"),
        ("", ""),
    ],
)
def test_a_masked_name_is_recognised_by_who_knows_it(name, masked):
    assert masking.mask_name(name) == (masked or "")


def test_numbers_and_telephones_keep_their_ends():
    assert masking.mask_number("11010519491231002X") == "110*************2X"
    assert masking.mask_number("E123456") == "******6"
    assert masking.mask_phone("13800001234") == "138****1234"
    assert masking.mask_phone("12345") == "***45"


@given(st.text(max_size=30))
def test_any_text_can_be_masked(text):
    for mask in (masking.mask_name, masking.mask_number, masking.mask_phone):
        assert len(mask(text)) <= 2 * len(text) + 1


@pytest.mark.parametrize(
    ("text", "cents"),
    [("12", 1200), ("12.5", 1250), ("1,234.50", 123450), ("¥ 0.01", 1), ("12.50元", 1250), ("\uffe51\uff0e5", 150)],
)
def test_money_is_read_in_yuan_and_kept_in_cents(text, cents):
    assert money.parse(text) == Money(cents)


@pytest.mark.parametrize("text", ["", "12.345", "1e3", "-1", "一百", "1,23", "nan", "9" * 15])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(money.Unreadable, match="请写成"):
        money.parse(text)


def test_money_adds_without_loss_and_shows_two_places():
    assert Money(10) + Money(20) == Money(30)
    assert str(Money(-123456) * 1) == "-1,234.56"
    assert money.chinese(Money(0)) == "不收费"
    assert money.english(Money(1250)) == "CNY 12.50"


@given(st.integers(0, money.MOST))
def test_what_is_shown_reads_back(cents):
    assert money.parse(str(Money(cents))) == Money(cents)
