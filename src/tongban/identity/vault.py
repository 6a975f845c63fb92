"""Sealing of numbers and telephones, and the blind indexes by which they are found again. Keys: outside the database."""

from functools import cache
from uuid import UUID

from django.conf import settings

from tongban.signing import at_rest, keyring


def seal(place: str, owner: UUID | str, value: str) -> bytes:
    """*value* sealed for *place* (a column) of *owner* (a row): moved elsewhere it does not open."""
    return at_rest.encrypt(value.encode(), key=_key("identity"), context=_context(place, owner))


def unseal(place: str, owner: UUID | str, sealed: bytes | memoryview | None) -> str:
    """The value again; empty when there is none. Raises at_rest.Unreadable."""
    if sealed is None:
        return ""
    context = _context(place, owner)
    return at_rest.decrypt(bytes(sealed), key=_key("identity"), context=context, retired=_retired()).decode()


def number_index(kind: str, number: str) -> bytes:
    """The blind index of a document number: equal for equal numbers of one kind."""
    return at_rest.blind_index(f"{kind}:{number}", key=_key("identity-index"), purpose="number")


def phone_index(phone: str) -> bytes:
    """The blind index of a telephone number."""
    return at_rest.blind_index(phone, key=_key("identity-index"), purpose="phone")


def blind(value: str, purpose: str) -> bytes:
    """The blind index of anything else that must be found and not be read: keys of limits, hashes of codes."""
    return at_rest.blind_index(value, key=_key("identity-index"), purpose=purpose)


def cache_key(key: str, prefix: str, version: int) -> str:
    """The name of a row of the cache table, which tells nothing about what it counts. Django's KEY_FUNCTION."""
    return blind(f"{prefix}:{version}:{key}", "cache").hex()


def _context(place: str, owner: UUID | str) -> bytes:
    return f"identity.{place}:{owner}".encode()


@cache
def _key(name: str) -> bytes:
    return keyring.open_or_create(settings.HOME.keys).key(name)


@cache
def _retired() -> tuple[bytes, ...]:
    return tuple(keyring.open_or_create(settings.HOME.keys).retired("identity"))
