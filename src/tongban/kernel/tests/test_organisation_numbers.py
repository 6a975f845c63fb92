"""统一社会信用代码: real codes of public bodies, and every fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import organisation_numbers
from tongban.kernel.organisation_numbers import Fault, OrganisationNumber

MINISTRY = "11100000000013338W"
CENTRE = "12310000MB2F30514A"


def resealed(code):
    return code[:17] + organisation_numbers.check_character(code[:17])


@pytest.mark.parametrize("code", [MINISTRY, "11100000MB03271699", CENTRE])
def test_codes_of_public_bodies_read(code):
    number = organisation_numbers.read(f" {code[:8].lower()} {code[8:].lower()} ")
    assert isinstance(number, OrganisationNumber)
    assert (number.value, number.organisation_code) == (code, code[8:17])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("310000400123456", Fault.WRONG_LENGTH),
        (MINISTRY + "1", Fault.WRONG_LENGTH),
        ("1110000000001333单W", Fault.WRONG_SIGN),
        ("O" + MINISTRY[1:], Fault.UNUSED_LETTER),
        ("B" + MINISTRY[1:], Fault.NO_SUCH_DEPARTMENT),
        (resealed("11A00000000013338W"), Fault.WRONG_REGION),
        (resealed("11100000000013337W"), Fault.WRONG_INNER_CHECK),  # the whole checks, the code inside does not
        (MINISTRY[:-1] + "X", Fault.WRONG_CHECK),
        ("12" + MINISTRY[2:], Fault.WRONG_CHECK),
    ],
)
def test_what_is_wrong_is_said(text, fault):
    assert organisation_numbers.read(text) is fault


@given(st.integers(0, 9_999_999), st.sampled_from([("9", "1"), ("9", "2"), ("1", "1"), ("5", "2")]))
def test_a_synthetic_code_passes_in_the_demo_only(sequence, kind):
    code = organisation_numbers.synthetic_code(sequence, department=kind[0], category=kind[1])
    assert organisation_numbers.read(code) is Fault.SYNTHETIC
    assert isinstance(organisation_numbers.read(code, demo=True), OrganisationNumber)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_sign_is_always_found(place, sign):
    typed = CENTRE[:place] + sign + CENTRE[place + 1 :]
    assert isinstance(organisation_numbers.read(typed), OrganisationNumber) == (typed == CENTRE)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(text):
    assert isinstance(organisation_numbers.read(text), Fault | OrganisationNumber)
