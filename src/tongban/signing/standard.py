"""Ed25519, ECDSA on P-256 and HMAC keys as values, all by `cryptography` and the standard library."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self, TypeVar

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

from tongban.signing import pairs
from tongban.signing.ports import Algorithm, SignatureFault

Key = TypeVar("Key")
OnCurve = TypeVar("OnCurve", ec.EllipticCurvePublicKey, ec.EllipticCurvePrivateKey)

_SHORTEST_SECRET = 32
_ECDSA = ec.ECDSA(SHA256())


@dataclass(frozen=True)
class Ed25519Public:
    """A public key of RFC 8032."""

    key: ed25519.Ed25519PublicKey = field(repr=False)
    algorithm: Algorithm = field(default=Algorithm.ED25519, init=False)

    @classmethod
    def of(cls, der: bytes) -> Self:
        return cls(_public(der, ed25519.Ed25519PublicKey))

    def verifies(self, message: bytes, signature: bytes) -> bool:
        try:
            self.key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def der(self) -> bytes:
        return _public_der(self.key)


@dataclass(frozen=True)
class Ed25519Private:
    """A key pair of RFC 8032."""

    key: ed25519.Ed25519PrivateKey = field(repr=False)
    algorithm: Algorithm = field(default=Algorithm.ED25519, init=False)

    @classmethod
    def generate(cls) -> Self:
        return cls(ed25519.Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, der: bytes) -> Self:
        return cls(_private(der, ed25519.Ed25519PrivateKey))

    @property
    def public(self) -> Ed25519Public:
        return Ed25519Public(self.key.public_key())

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    def der(self) -> bytes:
        return _private_der(self.key)


@dataclass(frozen=True)
class Es256Public:
    """A public key on P-256."""

    key: ec.EllipticCurvePublicKey = field(repr=False)
    algorithm: Algorithm = field(default=Algorithm.ES256, init=False)

    @classmethod
    def of(cls, der: bytes) -> Self:
        return cls(_on_p256(_public(der, ec.EllipticCurvePublicKey)))

    def verifies(self, message: bytes, signature: bytes) -> bool:
        try:
            self.key.verify(pairs.der(signature), message, _ECDSA)
        except (InvalidSignature, pairs.Malformed):
            return False
        return True

    def der(self) -> bytes:
        return _public_der(self.key)


@dataclass(frozen=True)
class Es256Private:
    """A key pair on P-256."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    algorithm: Algorithm = field(default=Algorithm.ES256, init=False)

    @classmethod
    def generate(cls) -> Self:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def of(cls, der: bytes) -> Self:
        return cls(_on_p256(_private(der, ec.EllipticCurvePrivateKey)))

    @property
    def public(self) -> Es256Public:
        return Es256Public(self.key.public_key())

    def sign(self, message: bytes) -> bytes:
        return pairs.raw(self.key.sign(message, _ECDSA))

    def der(self) -> bytes:
        return _private_der(self.key)


@dataclass(frozen=True)
class SharedSecret:
    """One secret of two parties: signs and verifies, so it proves nothing to a third."""

    kid: str
    secret: bytes = field(repr=False)
    algorithm: Algorithm = field(default=Algorithm.HMAC_SHA256, init=False)

    def __post_init__(self) -> None:
        if len(self.secret) < _SHORTEST_SECRET:
            raise SignatureFault(f"共享密钥短于 {_SHORTEST_SECRET} 字节，容易被猜出。请换用更长的随机密钥。")

    def sign(self, message: bytes) -> bytes:
        return hmac.digest(self.secret, message, "sha256")

    def verifies(self, message: bytes, signature: bytes) -> bool:
        return hmac.compare_digest(self.sign(message), signature)


@dataclass(frozen=True)
class Agreed:
    """A shared secret and when its signatures count."""

    verifier: SharedSecret
    not_before: datetime
    not_after: datetime

    @property
    def kid(self) -> str:
        return self.verifier.kid

    def counts(self, at: datetime) -> bool:
        return self.not_before <= at < self.not_after


def _public(der: bytes, kind: type[Key]) -> Key:
    try:
        key: object = serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    return _expected(key, kind)


def _private(der: bytes, kind: type[Key]) -> Key:
    try:
        key: object = serialization.load_der_private_key(der, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    return _expected(key, kind)


def _expected(key: object, kind: type[Key]) -> Key:
    if not isinstance(key, kind):
        raise SignatureFault("这不是所需算法的密钥。请核对密钥文件的算法和内容。")
    return key


def _on_p256(key: OnCurve) -> OnCurve:
    if not isinstance(key.curve, ec.SECP256R1):
        raise SignatureFault("密钥不在 P-256 曲线上。请换用 P-256 的密钥。")
    return key


def _public_der(key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _private_der(key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
