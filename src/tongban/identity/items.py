"""Names of items, asked of the catalogue above through a port: powers name items by their codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tongban.kernel import ports


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
    return {code: code for code in wanted} | dict(ports.get(ItemNames).names(wanted))


def codes_of(names: Iterable[str]) -> dict[str, str]:
    """What was typed to code, of what is known."""
    return dict(ports.get(ItemNames).codes(list(names)))
