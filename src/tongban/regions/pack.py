"""A region pack read from its folder: region, organs, streets, items, synonyms. Pure.

Only region.toml and organs.csv must be there. What holds in the whole country lies in the folder `national`, and a pack
adds its own. Not here: calendars, which kernel reads, and any writing to the database.
"""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tongban.catalogue import documents
from tongban.catalogue.documents import Document
from tongban.regions import folding
from tongban.signing import suites
from tongban.signing.ports import SignatureFault

BRAND = {"zh": "通办", "en": "Tongban"}
FOLDER = Path(__file__).parent
NATIONAL = FOLDER / "national"


class Unreadable(ValueError):
    """A pack's file that does not say what it must; the message names the file and the fault."""


@dataclass(frozen=True)
class Named:
    """A key with its words: a department, a district, a theme."""

    key: str
    zh: str
    en: str
    central: bool = False  # a body that answers to the centre


@dataclass(frozen=True)
class Level:
    """What this region calls a level of government. *key* is the document's: city, district, street, from the top."""

    key: str
    code: str  # 行使层级, GB/T 39046 A.2
    zh: str
    en: str


@dataclass(frozen=True)
class Street:
    """A subdistrict, town or township."""

    code: str
    district: str
    zh: str
    en: str
    certainty: str


@dataclass(frozen=True)
class OrganRow:
    """A body of government as organs.csv has it. *parent* is the code of another row, or empty."""

    code: str
    uscc: str
    name: str
    name_en: str
    family: str
    level: str
    district: str
    parent: str
    address: str
    phone: str
    hours: str
    certainty: str


@dataclass(frozen=True)
class SynonymRow:
    """What people say, and the name of the item they mean."""

    said: str
    item: str


@dataclass(frozen=True)
class Rule:
    """Who implements items of one level: the family's organs there, else those that stand in.

    The family's organ of another level stands in from the same district, else from above all districts.
    """

    level: str
    stand_in_level: str = ""
    stand_in_family: str = ""


@dataclass(frozen=True)
class Region:
    """What region.toml says."""

    code: str
    zh: str
    en: str
    short: Named  # the name as companies bear it, without the word for the level
    brand: Named  # what the site is called
    timezone: str
    currency: str
    number_prefix: str
    closing_hour: int
    national_portal: str
    departments: tuple[Named, ...]
    districts: tuple[Named, ...]
    themes_person: tuple[Named, ...]
    themes_company: tuple[Named, ...]
    levels: tuple[Level, ...]
    rules: tuple[Rule, ...] = field(default=())
    often: tuple[Named, ...] = field(default=())
    suite: str = "gm"  # the family of signature algorithms (signing.suites)

    @property
    def closes_at(self) -> time:
        """When offices close: what arrives later counts from the next working day."""
        return time(self.closing_hour)


Row = TypeVar("Row", OrganRow, Street, SynonymRow, folding.VariantRow)


@dataclass(frozen=True)
class Pack:
    """One region's folder. Each part is read when first asked for, and kept."""

    folder: Path

    @cached_property
    def region(self) -> Region:
        try:
            return _region(tomllib.loads((self.folder / "region.toml").read_text("utf-8")))
        except (ValueError, KeyError, TypeError, SignatureFault) as fault:
            raise Unreadable(f"region.toml 无法读作地区包：{fault}。") from fault

    @cached_property
    def organs(self) -> tuple[OrganRow, ...]:
        """Parents before children."""
        if not (self.folder / "organs.csv").is_file():
            raise Unreadable("地区包里没有 organs.csv：事项没有机关来办。请把机关一行一个写进这个文件。")
        return tuple(_rows(self.folder / "organs.csv", OrganRow))

    @cached_property
    def streets(self) -> tuple[Street, ...]:
        return tuple(_rows(self.folder / "streets.csv", Street))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every item of the pack: forms whole, defaults filled in, variants folded into the items they belong to."""
        parts = self._with_national("forms.json")
        defaults = msgspec.convert(self._with_national("defaults.json"), dict[str, folding.Default])
        read = [each for path in sorted((self.folder / "items").rglob("*.json")) for each in _documents(path)]
        whole = [folding.with_defaults(folding.with_form(each, parts), defaults) for each in read]
        return tuple(folding.fold(whole, self.variants))

    @property
    def calendar(self) -> Path:
        """The folder of its calendars: its own, else the nation's."""
        own = self.folder / "calendar"
        return own if own.is_dir() else NATIONAL / "calendar"

    def _with_national(self, name: str) -> dict[str, Any]:  # Any: JSON as it comes
        """The nation's file of that name, with what the pack's own says instead or besides."""
        found: dict[str, Any] = {}
        for path in (NATIONAL / name, self.folder / name):
            found |= json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return found

    @cached_property
    def variants(self) -> tuple[folding.VariantRow, ...]:
        return tuple(_rows(self.folder / "variants.csv", folding.VariantRow))

    @cached_property
    def synonyms(self) -> tuple[SynonymRow, ...]:
        return tuple(_rows(self.folder / "synonyms.csv", SynonymRow))

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Code of each item, by its Chinese name."""
        return {document.name.zh: document.code for document in self.documents}

    def implementers(self, document: Document) -> tuple[str, ...]:
        """Codes of the organs that implement *document*, once each; of a central body, its own alone."""
        levels = ["city"] if document.link_out else document.levels
        found = [code for rule in self.region.rules if rule.level in levels for code in self._by(rule, document)]
        return tuple(dict.fromkeys(found))

    def _by(self, rule: Rule, document: Document) -> Iterator[str]:
        places = [""] if rule.level == "city" else [district.key for district in self.region.districts]
        for place in places:
            yield from (
                self._organs_of.get((document.department, rule.level, place))
                or self._organs_of.get((rule.stand_in_family, rule.level, place))
                or self._organs_of.get((document.department, rule.stand_in_level, place))
                or self._organs_of.get((document.department, rule.stand_in_level, ""))
                or ()
            )

    @cached_property
    def _organs_of(self) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
        found: dict[tuple[str, str, str], list[str]] = {}
        for organ in self.organs:
            found.setdefault((organ.family, organ.level, organ.district), []).append(organ.code)
        return {key: tuple(codes) for key, codes in found.items()}


def names() -> list[str]:
    """The regions there are packs of."""
    return sorted(path.parent.name for path in FOLDER.glob("*/region.toml"))


def open_pack(name: str) -> Pack:
    """The pack of region *name*. Raises Unreadable when there is no such folder."""
    folder = FOLDER / name
    if not (folder / "region.toml").is_file():
        raise Unreadable(f"没有名为 {name} 的地区包。现有：{'、'.join(names())}。")
    return Pack(folder)


def _region(data: dict[str, Any]) -> Region:  # Any: TOML as it comes, parsed here
    return Region(
        code=data["code"],
        zh=data["name"]["zh"],
        en=data["name"]["en"],
        short=_named("short", data["name"].get("short", data["name"])),
        brand=_named("brand", data.get("brand", BRAND)),
        timezone=data["timezone"],
        currency=data["currency"],
        number_prefix=data["number_prefix"],
        closing_hour=data["closing_hour"],
        national_portal=data["portal"]["national"],
        departments=tuple(Named(**each) for each in data["departments"]),
        districts=tuple(Named(each["code"], each["zh"], each["en"]) for each in data["districts"]),
        themes_person=tuple(Named(**each) for each in data["themes_person"]),
        themes_company=tuple(Named(**each) for each in data["themes_company"]),
        levels=tuple(Level(**each) for each in data["levels"]),
        rules=tuple(Rule(**each) for each in data["implementations"]),
        often=tuple(Named(**each) for each in data.get("often", ())),
        suite=suites.named(data.get("suite", "gm")).name,
    )


def _named(key: str, words: Mapping[str, str]) -> Named:
    return Named(key, words["zh"], words["en"])


def _rows(path: Path, kind: type[Row]) -> Iterator[Row]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        try:
            yield from (kind(**row) for row in csv.DictReader(file))
        except (TypeError, csv.Error) as fault:
            raise Unreadable(f"{path.name} 无法读作表格：{fault}。") from fault


def _documents(path: Path) -> list[Document]:
    try:
        return documents.parse_many(path.read_bytes())
    except msgspec.DecodeError as fault:
        raise Unreadable(f"{path.name} 无法读作事项：{fault}。") from fault
