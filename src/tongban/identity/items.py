"""Names of items, asked of the catalogue above through a port: powers name items by their codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tongban.kernel import ports

_CODE = re.compile(r"[0-9A-Z]{12}")  # 基本编码


class ItemNames(Protocol):
    """Who knows what items are called."""

    def names(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Code to name, in the reader's language, of the codes that are known."""

    def codes(self, names: Iterable[str]) -> Mapping[str, str]:
        """Name (or code) as given to code, of those that are known: exact matches only."""


@dataclass
class FakeItemNames:
    """Knows what it is given: code to name."""

    known: dict[str, str] = field(default_factory=dict)

    def names(self, codes: Iterable[str]) -> Mapping[str, str]:
        return {code: self.known[code] for code in codes if code in self.known}

    def codes(self, names: Iterable[str]) -> Mapping[str, str]:
        by_name = {name: code for code, name in self.known.items()} | {code: code for code in self.known}
        return {name: by_name[name] for name in names if name in by_name}


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code to name; a code nobody knows stands for itself."""
    wanted = list(codes)
    known = _catalogue()
    return {code: code for code in wanted} | (dict(known.names(wanted)) if known else {})


def codes_of(names: Iterable[str]) -> dict[str, str]:
    """What was typed to code, of what is known; without a catalogue, whatever has the shape of a code."""
    known, wanted = _catalogue(), list(names)
    return dict(known.codes(wanted)) if known else {name: name for name in wanted if _CODE.fullmatch(name)}


def _catalogue() -> ItemNames | None:
    try:
        return ports.get(ItemNames)
    except ports.NotJoined:
        return None
