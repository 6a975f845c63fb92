"""A key out of a passphrase, for backups that leave the house. Not here: the sealing itself (at_rest)."""

import secrets

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT = 16
_COST = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB and about a quarter second: once per backup, every time for a guesser


def salt() -> bytes:
    """A fresh salt, to be kept beside what the key seals."""
    return secrets.token_bytes(SALT)


def key(passphrase: str, salted_with: bytes) -> bytes:
    """The 32 bytes that *passphrase* gives with this salt."""
    return Scrypt(salt=salted_with, length=32, **_COST).derive(passphrase.encode())
