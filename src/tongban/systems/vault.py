"""Sealing of what we sign hooks with. The key lies outside the database."""

from django.conf import settings

from tongban.signing import at_rest, keyring
from tongban.systems.models import Subscription


def seal(one: Subscription, secret: str) -> bytes:
    """The secret sealed for its row."""
    return at_rest.encrypt(secret.encode(), key=_keys().key("systems"), context=_context(one))


def secret_of(one: Subscription) -> str:
    """The secret again."""
    keys = _keys()
    sealed = bytes(one.secret_sealed)
    plain = at_rest.decrypt(sealed, key=keys.key("systems"), context=_context(one), retired=keys.retired("systems"))
    return plain.decode()


def _context(one: Subscription) -> bytes:
    return b"systems_subscription.secret:" + one.tag.bytes


def _keys() -> keyring.Keyring:
    return keyring.open_or_create(settings.HOME.keys)
