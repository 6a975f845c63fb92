"""How this installation's region calls its departments, districts and themes: answers the catalogue's port."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings

from tongban.catalogue.ports import Word, Words
from tongban.regions import pack


class PackWords:
    """The words of the pack that settings name, read once per process."""

    @cached_property
    def _region(self) -> pack.Region:
        return pack.open_pack(settings.REGION).region

    def region(self) -> Word:
        return Word(self._region.zh, self._region.en)

    def levels(self) -> Words:
        return {each.key: Word(each.zh, each.en) for each in self._region.levels}

    def level_code(self, level: str) -> str:
        return next(each.code for each in self._region.levels if each.key == level)

    def departments(self) -> Words:
        return _words(self._region.departments)

    def districts(self) -> Words:
        return _words(self._region.districts)

    def themes_person(self) -> Words:
        return _words(self._region.themes_person)

    def themes_company(self) -> Words:
        return _words(self._region.themes_company)

    def often(self) -> Words:
        return _words(self._region.often)


def _words(rows: Iterable[pack.Named]) -> Words:
    return {row.key: Word(row.zh, row.en) for row in rows}
