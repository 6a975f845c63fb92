"""Identity numbers: the standard's example, the numbers other validators get wrong, and every fault."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import identity_numbers
from tongban.kernel.identity_numbers import Fault, IdentityNumber, Kind, Sex

TODAY = date(2026, 11, 23)
FULL_WIDTH = "11010519491231002X".translate({sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)})
BIRTHS = st.dates(date(1880, 1, 1), TODAY)


def read(text, **options):
    return identity_numbers.read(text, today=TODAY, **options)


def sealed(body):
    return body + identity_numbers.check_digit(body)


def test_the_example_of_the_standard_reads():
    number = read("11010519491231002X")
    assert number == IdentityNumber("11010519491231002X", Kind.CITIZEN, "110105", date(1949, 12, 31), Sex.FEMALE)


def test_the_old_fifteen_digits_become_eighteen():
    assert read("110105491231002") == read("11010519491231002X")


@pytest.mark.parametrize("typed", ["11010519491231002x", " 110105 19491231 002X ", "110105-19491231-002X", FULL_WIDTH])
def test_a_number_is_understood_however_it_is_typed(typed):
    assert read(typed) == read("11010519491231002X")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("81000019940823002", Kind.HONG_KONG),
        ("82000019901231011", Kind.MACAO),
        ("83000019920130002", Kind.TAIWAN),
        ("93182619850101001", Kind.FOREIGN),
    ],
)
def test_residence_permits_and_foreigners_cards_read(body, kind):
    number = read(sealed(body))
    assert isinstance(number, IdentityNumber)
    assert number.kind is kind


@pytest.mark.parametrize(
    "region", ["310102", "310103", "310108", "310111", "310119", "310225", "310226", "310229", "310230"]
)
def test_retired_counties_stand_whenever_the_bearer_was_born(region):
    """Born in 1950, long before the code was made or after it was retired: numbers were first given out in 1984."""
    assert isinstance(read(sealed(f"{region}19500101001")), IdentityNumber)
    assert isinstance(read(sealed(f"{region}20190101001")), IdentityNumber)


def test_a_county_made_after_the_table_was_closed_is_given_the_benefit_of_the_doubt():
    assert isinstance(read(sealed("33011320240101001")), IdentityNumber)
    assert read(sealed("33011319900101001")) is Fault.NO_SUCH_REGION


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("1101051949123100", Fault.WRONG_LENGTH),
        ("11010519491231002X1", Fault.X_NOT_LAST),
        ("1101054912310021", Fault.WRONG_LENGTH),
        ("11010549123100X", Fault.WRONG_LENGTH),
        ("1101051949123100٢X", Fault.WRONG_SIGN),
        ("11010519491231002张", Fault.WRONG_SIGN),
        ("11010519490229002X", Fault.NO_SUCH_DAY),
        ("110105194913310021", Fault.NO_SUCH_DAY),
        (sealed("11010520991231002"), Fault.BORN_LATER),  # python-stdnum accepts it
        (sealed("11010518000101002"), Fault.BORN_TOO_EARLY),  # and this
        ("119999199001010012", Fault.NO_SUCH_REGION),  # and stumbles over this
        (sealed("99999919900101001"), Fault.NO_SUCH_REGION),
        (sealed("00010119900101001"), Fault.NO_SUCH_REGION),
        (sealed("81010119900101001"), Fault.NO_SUCH_REGION),
        (sealed("93115619900101001"), Fault.NO_SUCH_COUNTRY),
        ("110105194912310021", Fault.WRONG_CHECK),
    ],
)
def test_what_is_wrong_is_said(text, fault):
    assert read(text) is fault


def test_somebody_born_today_has_a_number_and_somebody_born_tomorrow_has_none():
    assert isinstance(read(sealed("31010120261123001")), IdentityNumber)
    assert read(sealed("31010120261124001")) is Fault.BORN_LATER


@given(BIRTHS, st.integers(0, 999))
def test_a_synthetic_number_passes_in_the_demo_only(birth, sequence):
    number = identity_numbers.synthetic_number(birth, sequence)
    assert read(number) is Fault.SYNTHETIC
    person = read(number, demo=True)
    assert isinstance(person, IdentityNumber)
    assert (person.birth, person.sex) == (birth, Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(BIRTHS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(birth, sequence, place, digit):
    number = identity_numbers.synthetic_number(birth, sequence)
    typed = number[:place] + digit + number[place + 1 :]
    assert isinstance(read(typed, demo=True), IdentityNumber) == (typed == number)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(text):
    assert isinstance(read(text), Fault | IdentityNumber)
