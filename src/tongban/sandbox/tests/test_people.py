"""The synthetic people: valid, unique, the same each time, and nobody real."""

from datetime import date
from itertools import islice

import pytest
from django.conf import settings

from tongban.identity.ports import RegisterDown, RegisterEntry
from tongban.kernel import identity_numbers, mobile_numbers, organisation_numbers
from tongban.kernel.homes import Home
from tongban.regions import pack
from tongban.sandbox import people, registers

TODAY = date(2026, 11, 24)
REGION = settings.REGION


@pytest.fixture(scope="module")
def data() -> people.Data:
    return people.load(REGION)


def town(count: int, seed: int = 1) -> list[people.Resident]:
    places = people.places(pack.open_pack(REGION))
    return list(people.generate(count, seed=seed, places=places, as_of=date(2026, 1, 1)))


def test_two_thousand_people_bear_valid_numbers_of_the_unassigned_region(data: people.Data) -> None:
    numbers = {resident.number for resident in data.residents}
    assert len(numbers) == len(data.residents) == 2_000
    for resident in data.residents:
        read = identity_numbers.read(resident.number, today=TODAY, demo=True)
        assert isinstance(read, identity_numbers.IdentityNumber)
        assert (read.birth, read.sex, read.region) == (resident.born, resident.sex, "310199")
        assert identity_numbers.read(resident.number, today=TODAY) is identity_numbers.Fault.SYNTHETIC


def test_telephones_are_unique_and_in_the_range_that_nobody_has(data: people.Data) -> None:
    phones = [resident.phone for resident in data.residents if resident.phone]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("1990000") and mobile_numbers.read(phone) == phone for phone in phones)


def test_families_live_together(data: people.Data) -> None:
    homes: dict[int, set[str]] = {}
    for resident in data.residents:
        homes.setdefault(resident.family, set()).add(resident.address)
    assert all(len(addresses) == 1 for addresses in homes.values())
    assert len(homes) < len(data.residents) / 1.5


def test_somebody_lives_in_every_district(data: people.Data) -> None:
    assert len({resident.district for resident in data.residents}) == 16


def test_companies_bear_valid_codes_and_have_grown_up_representatives(data: people.Data) -> None:
    assert len({company.uscc for company in data.companies}) == len(data.companies) == 300
    assert len({company.name for company in data.companies}) == 300
    for company in data.companies:
        read = organisation_numbers.read(company.uscc, demo=True)
        assert isinstance(read, organisation_numbers.OrganisationNumber)
        assert company.representative.phone


def test_the_cast_is_among_them(data: people.Data) -> None:
    assert data.resident("wang_fang").name == "王芳"
    assert data.company("noodles").representative is data.resident("wang_fang")


def test_the_same_seed_makes_the_same_town() -> None:
    assert town(500) == town(500)
    assert town(500) != town(500, seed=2)


def test_a_larger_town_begins_with_the_smaller_one() -> None:
    assert list(islice(town(900), 500)) == town(500)


def test_twenty_thousand_numbers_are_unique() -> None:
    residents = town(20_000)
    assert len({resident.number for resident in residents}) == 20_000


def test_the_register_of_persons_wants_name_and_number_to_agree(data: people.Data) -> None:
    wang, sun = data.resident("wang_fang"), data.resident("sun_yue")
    register = registers.Persons()
    found = register.check(wang.name, people.CITIZEN, wang.number)
    assert found == RegisterEntry(wang.name, people.CITIZEN, wang.number, wang.phone)
    assert register.check(sun.name, people.CITIZEN, wang.number) is None


def test_the_register_of_companies_names_the_representative(data: people.Data) -> None:
    company = data.company("xiaoman")
    found = registers.Companies().company(company.uscc)
    assert found == registers.entry(company)
    assert registers.Companies().company("91310199D99999999X") is None


def test_a_register_that_is_down_says_so_and_comes_back(data: people.Data, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own fixtures
    monkeypatch.setattr(settings, "HOME", Home(tmp_path))
    registers.PERSONS.off()
    wang = data.resident("wang_fang")
    with pytest.raises(RegisterDown):
        registers.Persons().check(wang.name, people.CITIZEN, wang.number)
    registers.PERSONS.on()
    assert registers.Persons().check(wang.name, people.CITIZEN, wang.number)
