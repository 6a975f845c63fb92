"""Synthetic people and companies: one data set, made from a seed, the same for demo, tests and bench.

Nobody here lives: numbers bear the region that was never assigned. Not here: the tables (city.py), the answers of
registers (registers.py).
"""

import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tongban.kernel import identity_numbers, organisation_numbers
from tongban.kernel.identity_numbers import Sex
from tongban.regions import pack

CITIZEN = "111"  # kind of document: resident identity card
_SEQUENCES = 500  # numbers per day and sex
_CAST_PHONES = 100  # telephones kept for the cast
_OLDEST = 95
_COMES_OF_AGE = 16  # from then on somebody has a telephone
_LEAVES_HOME = 26
_RETIRES = 60
_EVEN = 0.5
_MARRIED = 0.75  # of the heads of households who left home
_WITH_PARENT = 0.2  # of the heads before retirement
_MOTHER = 0.6  # of those parents
_ONE_SIGN = 0.3  # given names of one sign
_DOUBLE_SURNAME = 0.01
_PLAIN_NAMES = 50  # companies after these bear one more sign, so that there are names enough


@dataclass(frozen=True)
class Place:
    """A street in a district."""

    district: str
    name: str  # district and street, as an address begins
    home: str = "演示路 {road} 号 {house} 幢 {flat} 室"  # how an address goes on in this region


@dataclass(frozen=True)
class Resident:
    """A person who never was. *family* is the number of the household, *role* the place in it."""

    name: str
    sex: Sex
    born: date
    number: str
    phone: str  # empty: a child has none
    district: str
    address: str
    family: int
    role: str  # head, spouse, child, parent
    key: str = ""  # of the cast: wang_fang …
    level: int = 1


@dataclass(frozen=True)
class Company:
    """A company or sole trader that never was, with the number of whom its register names as representative."""

    uscc: str
    name: str
    kind: str  # company, sole_trader
    representative: Resident
    district: str
    address: str
    key: str = ""


@dataclass(frozen=True)
class Data:
    """The data set of a demonstration city: the cast first."""

    residents: tuple[Resident, ...]
    companies: tuple[Company, ...]

    def resident(self, key: str) -> Resident:
        """Of the cast. Raises StopIteration."""
        return next(each for each in self.residents if each.key == key)

    def company(self, key: str) -> Company:
        """Of the cast. Raises StopIteration."""
        return next(each for each in self.companies if each.key == key)


@cache
def load(region: str = "") -> Data:
    """The data set of *region* (else of this installation), as its demo.toml says. The same each time."""
    opened = pack.open_pack(region or settings.REGION)
    says = script(region or settings.REGION)
    cast = {each["key"]: _cast(each, number) for number, each in enumerate(says["people"])}
    taken = [person.number for person in cast.values()]
    drawn = generate(
        says["residents"] - len(cast), seed=says["seed"], places=places(opened), as_of=says["as_of"], taken=taken
    )
    residents = (*cast.values(), *drawn)
    named = [_cast_company(each, cast) for each in says["companies"]]
    firms = found(
        says["firms"] - len(named), residents[len(cast) :], seed=says["seed"], opened=opened, first=len(named) + 1
    )
    return Data(residents, (*named, *firms))


@cache
def script(region: str) -> dict[str, Any]:
    """demo.toml of *region*: the cast, officers, desks and sizes of the demonstration."""
    found: dict[str, Any] = tomllib.loads((pack.open_pack(region).folder / "demo.toml").read_text("utf-8"))
    return found


def places(opened: pack.Pack) -> tuple[Place, ...]:
    """The streets of a pack as places to live."""
    names = {district.key: district.zh for district in opened.region.districts}
    home = script(opened.folder.name).get("home", Place.home)
    return tuple(Place(street.district, names[street.district] + street.zh, home) for street in opened.streets)


def generate(
    count: int, *, seed: int, places: Sequence[Place], as_of: date, taken: Sequence[str] = ()
) -> Iterator[Resident]:
    """*count* residents in families, one after another: memory does not grow with *count*.

    Numbers are unique up to about thirty million; *taken* are numbers that somebody has already.
    """
    town = _Town(random.Random(seed), places, as_of, Counter(), set(taken))  # noqa: S311 (names, not secrets)
    made, family = 0, 0
    while made < count:
        family += 1
        for resident in town.household(family, made):
            if made == count:
                return
            made += 1
            yield resident


def found(
    count: int, residents: Sequence[Resident], *, seed: int, opened: pack.Pack, first: int = 1
) -> Iterator[Company]:
    """*count* companies and sole traders of grown-up *residents*."""
    chance = random.Random(seed)  # noqa: S311 (names, not secrets)
    owners = [each for each in residents if each.phone]
    names = {district.key: district.zh for district in opened.region.districts}
    used: set[str] = set()
    for number in range(first, first + count):
        owner = owners[(number * 7919) % len(owners)]
        yield _company(number, owner, opened.region.short.zh, names, chance, used)


@dataclass(frozen=True)
class _Member:
    """Somebody in a household, before number and given name are drawn."""

    role: str
    surname: str
    sex: Sex
    age: int


def _other(sex: Sex) -> Sex:
    return Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE


class _Town:
    """Draws households. Keeps one small count per day and sex, so that no number is given twice."""

    def __init__(
        self, chance: random.Random, places: Sequence[Place], as_of: date, given: Counter[tuple[date, Sex]],
        taken: set[str],
    ) -> None:  # fmt: skip
        self.chance = chance
        self.places = places
        self.as_of = as_of
        self.given = given
        self.taken = taken

    def household(self, family: int, made: int) -> list[Resident]:
        """Head first; then spouse, children, now and then a parent."""
        place = self.places[family % len(self.places)]
        home = place.home.format(road=1 + family % 199, house=1 + family % 40, flat=101 + family % 1800)
        address = place.name + home
        age = self.chance.randint(24, 78)
        sex, surname = self._sex(_EVEN), self._surname()
        members = [_Member("head", surname, sex, age)]
        if age > _LEAVES_HOME and self.chance.random() < _MARRIED:
            members.append(_Member("spouse", self._surname(), _other(sex), age + self.chance.randint(-5, 4)))
            members += [_Member("child", surname, self._sex(_EVEN), each) for each in self._ages_of_children(age)]
        if age < _RETIRES and self.chance.random() < _WITH_PARENT:
            members.append(_Member("parent", surname, self._sex(_MOTHER), min(age + 27, _OLDEST)))
        return [
            self._resident(ordinal, member, family, place.district, address)
            for ordinal, member in enumerate(members, start=made)
        ]

    def _ages_of_children(self, age: int) -> list[int]:
        return [each for each in (age - self.chance.randint(24, 36) for _ in range(2)) if 0 <= each < _LEAVES_HOME]

    def _resident(self, ordinal: int, member: _Member, family: int, district: str, address: str) -> Resident:
        born, sequence = self._number(member.sex, member.age)
        return Resident(
            name=member.surname + self._given(member.sex),
            sex=member.sex,
            born=born,
            number=identity_numbers.synthetic_number(born, sequence),
            phone=f"199{_CAST_PHONES + ordinal:08}" if member.age >= _COMES_OF_AGE else "",
            district=district,
            address=address,
            family=family,
            role=member.role,
        )

    def _number(self, sex: Sex, age: int) -> tuple[date, int]:
        """A birthday of that age, and a sequence not yet given on it: the next day when the day is full."""
        born = self.as_of - timedelta(days=age * 365 + age // 4 + self.chance.randrange(1, 364))
        while True:
            used = self.given[born, sex]
            self.given[born, sex] += 1
            if used >= _SEQUENCES:
                born -= timedelta(days=1)
                continue
            sequence = used * 2 + (0 if sex is Sex.FEMALE else 1)
            if identity_numbers.synthetic_number(born, sequence) not in self.taken:
                return born, sequence

    def _sex(self, women: float) -> Sex:
        return Sex.FEMALE if self.chance.random() < women else Sex.MALE

    def _surname(self) -> str:
        words = _words()
        if self.chance.random() < _DOUBLE_SURNAME:
            return str(self.chance.choice(words["double_surnames"]))
        # Common names stand first in the list and are drawn more often.
        return str(words["surnames"][int(len(words["surnames"]) * self.chance.random() ** 2)])

    def _given(self, sex: Sex) -> str:
        signs = _words()["given_women" if sex is Sex.FEMALE else "given_men"]
        return "".join(self.chance.choice(signs) for _ in range(1 if self.chance.random() < _ONE_SIGN else 2))


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text("utf-8"))
    return found


def _cast(says: dict[str, Any], number: int) -> Resident:
    return Resident(
        name=says["name"],
        sex=Sex(says["sex"]),
        born=says["born"],
        number=identity_numbers.synthetic_number(says["born"], says["sequence"]),
        phone=says["phone"],
        district=says["district"],
        address=says["address"],
        family=-number,
        role="head",
        key=says["key"],
        level=says["level"],
    )


def _cast_company(says: dict[str, Any], cast: dict[str, Resident]) -> Company:
    return Company(
        uscc=_uscc(says["sequence"], says["kind"]),
        name=says["name"],
        kind=says["kind"],
        representative=cast[says["representative"]],
        district=says["district"],
        address=says["address"],
        key=says["key"],
    )


def _uscc(sequence: int, kind: str) -> str:
    return organisation_numbers.synthetic_code(sequence, category="1" if kind == "company" else "2")


def _company(
    number: int, owner: Resident, city: str, districts: dict[str, str], chance: random.Random, used: set[str]
) -> Company:
    words = _words()
    is_company = number % 3 != 0
    while True:
        word = chance.choice(words["firm_words"]) + (
            chance.choice(words["given_women"]) if number > _PLAIN_NAMES else ""
        )
        trade = chance.choice(words["firm_trades" if is_company else "shop_trades"])
        name = f"{city}{word}{trade}有限公司" if is_company else f"{districts[owner.district]}{word}{trade}"
        if name not in used:
            break
    used.add(name)
    kind = "company" if is_company else "sole_trader"
    street = owner.address.split("演示路")[0]
    return Company(_uscc(number, kind), name, kind, owner, owner.district, f"{street}演示路 {number} 号")
