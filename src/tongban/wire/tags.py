"""Tags: what stands for a person where her number must not stand. Equal for equal numbers, and only under one key.

A number has so few possible values that a plain hash of it is the number. So the tag is keyed; the key is derived per
node and month, and a month's tags say nothing about another's. Not here: who holds the master key (the control plane).
"""

import hmac
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY = 32


def month(at: datetime) -> str:
    """The month of *at* in UTC, such as 2026-01: which key a tag is under."""
    return at.strftime("%Y-%m")


def node_key(master: bytes, node: str, of_month: str) -> bytes:
    """The key of one node for one month, 32 bytes. *master* has at least 32 random bytes."""
    if len(master) < KEY:
        raise ValueError("a master key of tags has at least 32 bytes")
    return HKDFExpand(SHA256(), KEY, b"tongban tag\0" + node.encode() + b"\0" + of_month.encode()).derive(master)


def subject(key: bytes, kind: str, number: str) -> str:
    """64 hexadecimal letters for the holder of document *number* of *kind*; normalise the number first."""
    return hmac.digest(key, kind.encode() + b"\0" + number.encode(), "sha256").hex()


def is_of(tag: str, key: bytes, kind: str, number: str) -> bool:
    """Whether *tag* stands for that person, compared in constant time."""
    return hmac.compare_digest(tag.encode(), subject(key, kind, number).encode())
