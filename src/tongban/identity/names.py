"""When two written names are the same: full width, spaces and the dots of names apart. Pure."""

import unicodedata

_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅･．.﹒●"), "·")  # what people and machines write for the dot of 阿卜杜拉·艾合买提


def normal(name: str) -> str:
    """The form in which a name is kept: half width, one kind of dot, no needless spaces."""
    text = unicodedata.normalize("NFKC", name).strip()
    if text.isascii():
        return " ".join(text.split()).upper()
    return "".join(unicodedata.normalize("NFKC", text.translate(_DOTS)).split())


def same(one: str, other: str) -> bool:
    """Whether two names differ in writing only."""
    return normal(one) == normal(other)
