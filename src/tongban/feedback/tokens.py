"""What keeps a rating to once without linking it: a keyed hash of its occasion's code. The key is not in the database.

Whoever has an occasion's code and the key finds the rating; a copy of the database alone does not lead from one to the
other. Not here: the rating itself.
"""

import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from tongban.signing import at_rest, keyring

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no characters that are read wrongly from a slip
LENGTH = 12


def new_code() -> str:
    """A code that nobody guesses: 59 bits, and misses are counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def of(code: str) -> bytes:
    """The token of the rating for the occasion with this code."""
    return at_rest.blind_index(code, key=_key(settings.HOME.keys, "feedback-index"), purpose="rating")


def seal(words: str, place: str, owner: bytes) -> bytes:
    """*words* sealed for one place of one row; nothing stays nothing."""
    if not words:
        return b""
    return at_rest.encrypt(words.encode(), key=_key(settings.HOME.keys, "feedback"), context=_context(place, owner))


def unseal(sealed: bytes | memoryview, place: str, owner: bytes) -> str:
    """The words again. Raises at_rest.Unreadable."""
    if not sealed:
        return ""
    keys = keyring.open_or_create(settings.HOME.keys)
    old = keys.retired("feedback")
    return at_rest.decrypt(
        bytes(sealed), key=keys.key("feedback"), context=_context(place, owner), retired=old
    ).decode()


def _context(place: str, owner: bytes) -> bytes:
    return f"feedback.{place}:".encode() + owner


@cache
def _key(folder: Path, name: str) -> bytes:
    """The key *name*. That of the index never rotates: a token must be the same for ever."""
    return keyring.open_or_create(folder).key(name)
