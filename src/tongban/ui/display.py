"""How a person wants pages shown: language, theme, size, read from cookies. Pure: no Django, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LANGUAGE_COOKIE = "language"
THEME_COOKIE = "theme"
SIZE_COOKIE = "size"


class Language(StrEnum):
    """Languages of the interface, as Django names them."""

    CHINESE = "zh-hans"
    ENGLISH = "en"


class Theme(StrEnum):
    """Light and dark; the system's own choice is the empty word."""

    SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"


class Size(StrEnum):
    """Letter size: normal, or large print (大字版)."""

    NORMAL = ""
    LARGE = "large"


HTML_LANGUAGE = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}  # the lang attribute (BCP 47)


@dataclass(frozen=True, slots=True)
class Display:
    """The choices of one visitor."""

    language: Language = Language.CHINESE
    theme: Theme = Theme.SYSTEM
    size: Size = Size.NORMAL


def language(value: str | None) -> Language:
    """The language called *value*; Chinese for anything unknown."""
    return Language(value) if value in set(Language) else Language.CHINESE


def theme(value: str | None) -> Theme:
    """The theme called *value*; the system's own for anything unknown."""
    return Theme(value) if value in set(Theme) else Theme.SYSTEM


def size(value: str | None) -> Size:
    """The size called *value*; normal for anything unknown."""
    return Size(value) if value in set(Size) else Size.NORMAL


def of(cookies: Mapping[str, str]) -> Display:
    """What the cookies of a request say. A foreign or broken cookie counts as no choice."""
    return Display(
        language(cookies.get(LANGUAGE_COOKIE)), theme(cookies.get(THEME_COOKIE)), size(cookies.get(SIZE_COOKIE))
    )
