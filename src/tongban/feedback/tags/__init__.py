"""The official tags of a review, by level, as data with their version. Not here: who chose which."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

CURRENT = "2020-08"


@dataclass(frozen=True)
class Tag:
    """One official tag: *code* is three digits, the first of which is the level."""

    code: str
    text: dict[str, str]


@cache
def by_level(version: str = CURRENT) -> dict[int, tuple[Tag, ...]]:
    """The tags of each level 5 … 1 in the set *version*."""
    content = tomllib.loads(resources.files(__package__).joinpath(f"{version}.toml").read_text("utf-8"))
    return {
        int(level): tuple(Tag(code, text) for code, text in tags.items())
        for level, tags in content.items()
        if level.isdigit()
    }


def of(level: int) -> tuple[Tag, ...]:
    """The tags one may choose at *level*."""
    return by_level()[level]
