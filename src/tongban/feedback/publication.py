"""A month's file of the public figures: canonical bytes, their signature, and how anybody checks it.

The file is JSON with sorted keys and no spaces. The signature is Ed25519 over its bytes; the public key stands beside it
and on the page of publications, so that a copy kept anywhere can be checked without us: hence Ed25519 in every region, which
everybody's tools read. Not here: which figures.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.conf import settings

from tongban.signing import keyring, suites
from tongban.signing.key_folder import KeyFolder
from tongban.signing.ports import Algorithm, SignatureFault

Row = Mapping[str, object]


@dataclass(frozen=True)
class Signed:
    """What proves a file: SHA-256 in hexadecimal, 64 bytes of signature, SubjectPublicKeyInfo of the key."""

    digest: str
    signature: bytes
    public_key: bytes


def content(month: date, tables: Mapping[str, Sequence[Row]], *, at: datetime) -> bytes:
    """The bytes of the file of *month*: the same figures give the same bytes."""
    whole = {"kind": "tongban.ratings", "version": 1, "month": f"{month:%Y-%m}", "at": at.isoformat(), "tables": tables}
    return msgspec.json.encode(whole, order="sorted")


def sign(whole: bytes, *, at: datetime) -> Signed:
    """Sign with the installation's key for publications, which is made at the first call, and rotates."""
    folder = KeyFolder(keyring.open_or_create(settings.HOME.keys), Algorithm.ED25519)
    held = folder.signer("publications", at=at)
    return Signed(hashlib.sha256(whole).hexdigest(), held.sign(whole), held.private.public.der())


def verify(whole: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether these very bytes were signed by the holder of this key."""
    try:
        return suites.public_key(Algorithm.ED25519, public_key).verifies(whole, signature)
    except SignatureFault:
        return False


def is_ours(public_key: bytes) -> bool:
    """Whether the key is one that this installation has published for this purpose."""
    folder = KeyFolder(keyring.open_or_create(settings.HOME.keys), Algorithm.ED25519)
    return any(each.verifier.der() == public_key for each in folder.published("publications"))
