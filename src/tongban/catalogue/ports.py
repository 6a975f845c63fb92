"""What the catalogue must be told by the region: the words for departments, districts and themes. Not here: any region."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Word:
    """A key's words in Chinese and English."""

    zh: str
    en: str = ""


Words = Mapping[str, Word]


class RegionWords(Protocol):
    """Who knows how this region calls things; each in the region's own order."""

    def region(self) -> Word:
        """The region itself."""

    def levels(self) -> Words:
        """What the levels of a document (city, district, street) are here: city, district and street; or province …"""

    def level_code(self, level: str) -> str:
        """行使层级 of GB/T 39046 A.2 of a level of a document: one digit."""

    def departments(self) -> Words:
        """Families of organs by key."""

    def districts(self) -> Words:
        """Districts by code."""

    def themes_person(self) -> Words:
        """Themes of people by key."""

    def themes_company(self) -> Words:
        """Themes of companies by key."""

    def often(self) -> Words:
        """What many look for, by what to search for."""


@dataclass(frozen=True)
class FakeRegionWords:
    """Says what it is given."""

    here: Word = Word("某市", "A city")
    by_department: dict[str, Word] = field(default_factory=dict)
    by_district: dict[str, Word] = field(default_factory=dict)
    of_person: dict[str, Word] = field(default_factory=dict)
    of_company: dict[str, Word] = field(default_factory=dict)
    looked_for: dict[str, Word] = field(default_factory=dict)
    by_level: dict[str, Word] = field(
        default_factory=lambda: {
            "city": Word("市", "city"), "district": Word("区", "district"), "street": Word("街道", "subdistrict"),
        }
    )  # fmt: skip
    level_codes: dict[str, str] = field(default_factory=lambda: {"city": "2", "district": "4", "street": "5"})

    def region(self) -> Word:
        return self.here

    def levels(self) -> Words:
        return self.by_level

    def level_code(self, level: str) -> str:
        return self.level_codes[level]

    def departments(self) -> Words:
        return self.by_department

    def districts(self) -> Words:
        return self.by_district

    def themes_person(self) -> Words:
        return self.of_person

    def themes_company(self) -> Words:
        return self.of_company

    def often(self) -> Words:
        return self.looked_for
