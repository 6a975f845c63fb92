"""What a signature needs: something that signs, something that verifies, somewhere that keeps keys. No keys here.

A key may live in a file, in memory or in a hardware module: whoever offers `Signer` and `KeyStore` is one.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Algorithm(StrEnum):
    """How a signature is made. The names are those of RFC 9421's registry; `sm2-sm3` is ours."""

    SM2_SM3 = "sm2-sm3"  # GB/T 32918.2 with SM3, r and s as 64 bytes
    ED25519 = "ed25519"  # RFC 8032
    ES256 = "ecdsa-p256-sha256"  # FIPS 186-5, r and s as 64 bytes
    HMAC_SHA256 = "hmac-sha256"  # RFC 2104: one secret signs and verifies


class SignatureFault(Exception):
    """A key cannot be read or used. (A signature that does not fit is no fault: `verifies` answers False.)"""


class Verifier(Protocol):
    """A key that tells whether a signature fits."""

    @property
    def algorithm(self) -> Algorithm: ...

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether *signature* is of *message* by this key. Never raises over what it is given."""
        ...


class PublicKey(Verifier, Protocol):
    """A verifier that may be published."""

    def der(self) -> bytes:
        """SubjectPublicKeyInfo."""
        ...


class Signer(Protocol):
    """A key that signs, wherever its secret lies."""

    @property
    def kid(self) -> str: ...

    @property
    def algorithm(self) -> Algorithm: ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes (32 with a shared secret). Raises SignatureFault when the key cannot be used."""
        ...


class PrivateKey(Protocol):
    """A key whose secret this process holds."""

    @property
    def algorithm(self) -> Algorithm: ...

    @property
    def public(self) -> PublicKey: ...

    def sign(self, message: bytes) -> bytes: ...

    def der(self) -> bytes:
        """PKCS#8, in clear: only ever to be sealed."""
        ...


class KeyRecord(Protocol):
    """A published key with the time in which its signatures count."""

    @property
    def kid(self) -> str: ...

    @property
    def verifier(self) -> Verifier: ...

    def counts(self, at: datetime) -> bool: ...


class KeyStore(Protocol):
    """Where signing keys are kept: a folder of sealed files here, a hardware module there."""

    def signer(self, purpose: str, *, at: datetime) -> Signer:
        """The key that signs for *purpose* now."""
        ...

    def published(self, purpose: str) -> Iterable[KeyRecord]:
        """All keys of *purpose* that ever counted, and the next one."""
        ...
