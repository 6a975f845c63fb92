"""How people write numbers, brought to one form: full-width signs, spaces and dashes of all kinds. Pure."""

import unicodedata

_SEPARATORS = dict.fromkeys(map(ord, " \t\r\n\u3000-\u2010\u2011\u2012\u2013\u2014\u2212\ufeff\u200b"))


def plain(text: str) -> str:
    """Half-width capitals without spaces and dashes: what is left is what was meant."""
    return unicodedata.normalize("NFKC", text).translate(_SEPARATORS).upper()
