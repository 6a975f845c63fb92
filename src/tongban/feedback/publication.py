"""A month's file of the public figures: canonical bytes, their signature, and how anybody checks it.

The file is JSON with sorted keys and no spaces. The signature is Ed25519 over its bytes; the public key stands beside it
and on the page of publications, so that a copy kept anywhere can be checked without us. Not here: which figures.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from tongban.signing import keyring

Row = Mapping[str, object]


@dataclass(frozen=True)
class Signed:
    """What proves a file: SHA-256 in hexadecimal, 64 bytes of signature, 32 of public key."""

    digest: str
    signature: bytes
    public_key: bytes


def content(month: date, tables: Mapping[str, Sequence[Row]], *, at: datetime) -> bytes:
    """The bytes of the file of *month*: the same figures give the same bytes."""
    whole = {"kind": "tongban.ratings", "version": 1, "month": f"{month:%Y-%m}", "at": at.isoformat(), "tables": tables}
    return msgspec.json.encode(whole, order="sorted")


def sign(whole: bytes) -> Signed:
    """Sign with the installation's key for publications, which is made at the first call."""
    key = Ed25519PrivateKey.from_private_bytes(keyring.open_or_create(settings.HOME.keys).key("publications"))
    return Signed(hashlib.sha256(whole).hexdigest(), key.sign(whole), key.public_key().public_bytes_raw())


def verify(whole: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether these very bytes were signed by the holder of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, whole)
    except (InvalidSignature, ValueError):
        return False
    return True
