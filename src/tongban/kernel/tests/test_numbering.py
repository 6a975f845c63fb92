"""Numbers of cases and documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from tongban.kernel import numbering
from tongban.kernel.numbering import CaseNumber, Fault

NUMBER = numbering.case_number("000111001000", "310115", date(2026, 11, 23), 1)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("known", ["A12425GABC1234002M", "B159D8FA01240000K"])
def test_the_check_character_is_that_of_known_numbers(known):
    """A global release identifier and an audiovisual number, both by ISO 7064 MOD 37,36."""
    assert numbering.check_character(known[:-1]) == known[-1]


@given(st.text(SIGNS, min_size=1, max_size=40))
def test_the_check_character_is_that_of_another_implementation(body):
    assert numbering.check_character(body) == mod_37_36.calc_check_digit(body)


def test_a_case_number_has_33_signs_and_reads_back():
    assert len(NUMBER) == 33
    parts = numbering.read_case_number(NUMBER)
    assert parts == CaseNumber("000111001000", "310115", date(2026, 11, 23), 1)
    assert str(parts) == NUMBER


def test_a_case_number_is_understood_however_it_is_typed():
    full_width = NUMBER[20:].translate({ord("0"): "\uff10"})
    spaced = f" {NUMBER[:12].lower()}-{NUMBER[12:20]} {full_width} "
    assert numbering.is_valid_case_number(spaced)


def _sealed(body):
    return body + numbering.check_character(body)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("  ", Fault.EMPTY),
        (NUMBER[:-1], Fault.WRONG_LENGTH),
        (NUMBER + "0", Fault.WRONG_LENGTH),
        (NUMBER[:-1] + "?", Fault.WRONG_SIGN),
        ("办" + NUMBER[1:], Fault.WRONG_SIGN),
        (_sealed(NUMBER[:18] + "20261332" + NUMBER[26:32]), Fault.WRONG_PART),
        (_sealed(NUMBER[:26] + "000000"), Fault.WRONG_PART),
        (_sealed(NUMBER[:12] + "31011A" + NUMBER[18:32]), Fault.WRONG_PART),
    ],
)
def test_what_is_wrong_with_a_case_number_is_said(text, fault):
    assert numbering.read_case_number(text) is fault


@given(st.integers(0, 32), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_found(place, sign):
    typed = NUMBER[:place] + sign + NUMBER[place + 1 :]
    assert numbering.is_valid_case_number(typed) == (typed == NUMBER)


def test_two_neighbours_swapped_are_missed_less_than_twice_in_a_thousand():
    missed = swapped = 0
    for serial in range(1, 1_000_000, 4_999):
        number = numbering.case_number("A1B2C3D4E5F6", "310101", date(2026, 2, 28), serial)
        for place in range(32):
            typed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            swapped += typed != number
            missed += typed != number and numbering.is_valid_case_number(typed)
    assert missed * 1000 < swapped * 2


@pytest.mark.parametrize(
    ("code", "district", "serial"),
    [
        ("123", "310101", 1),
        ("000111001000", "3101", 1),
        ("000111001000", "310101", 0),
        ("000111001000", "310101", 10**6),
    ],
)
def test_parts_that_do_not_fit_make_no_number(code, district, serial):
    with pytest.raises(ValueError, match=r"has|lies"):
        numbering.case_number(code, district, date(2026, 11, 23), serial)


def test_a_document_number_is_put_together_from_the_signs_of_its_region():
    assert numbering.document_number("沪", "浦", "市监", "许受", 2026, 1) == "沪浦市监许受字〔2026〕第0001号"
    assert numbering.document_number("沪", "", "人社", "不受", 2026, 12345) == "沪人社不受字〔2026〕第12345号"
