"""SM2 keys as values: GB/T 32918.2 signatures with SM3. Not here: the calls of OpenSSL (openssl)."""

from dataclasses import dataclass, field
from typing import Self

from tongban.signing import openssl, pairs
from tongban.signing.ports import Algorithm, SignatureFault

USER = b"1234567812345678"  # GM/T 0009 §10: the signer's id where the parties agreed on none
# SubjectPublicKeyInfo of an uncompressed point: id-ecPublicKey on 1.2.156.10197.1.301, then 04, x, y.
BEFORE_POINT = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
_POINT = 64


@dataclass(frozen=True)
class Sm2Public:
    """A public key with the id of its signer."""

    handle: openssl.Handle = field(repr=False)
    user: bytes = USER
    algorithm: Algorithm = field(default=Algorithm.SM2_SM3, init=False)

    @classmethod
    def of(cls, der: bytes, user: bytes = USER) -> Self:
        """From SubjectPublicKeyInfo with an uncompressed point. Raises SignatureFault."""
        if not der.startswith(BEFORE_POINT) or len(der) != len(BEFORE_POINT) + _POINT:
            raise SignatureFault("这不是未压缩形式的 SM2 公钥。请以 SubjectPublicKeyInfo 格式重新导出。")
        return cls(openssl.public_of(der), user)

    @classmethod
    def of_point(cls, point: bytes, user: bytes = USER) -> Self:
        """From x and y, 64 bytes. Raises SignatureFault."""
        return cls.of(BEFORE_POINT + point, user)

    def verifies(self, message: bytes, signature: bytes) -> bool:
        if len(signature) != pairs.SIZE:
            return False
        return openssl.verifies(self.handle, message, pairs.der(signature), self.user)

    def der(self) -> bytes:
        return openssl.public_der(self.handle)

    def point(self) -> bytes:
        """The point: x and y, 64 bytes."""
        return self.der()[len(BEFORE_POINT) :]


@dataclass(frozen=True)
class Sm2Private:
    """A key pair with the id of its signer."""

    handle: openssl.Handle = field(repr=False)
    user: bytes = USER
    algorithm: Algorithm = field(default=Algorithm.SM2_SM3, init=False)

    @classmethod
    def generate(cls, user: bytes = USER) -> Self:
        return cls(openssl.generate(), user)

    @classmethod
    def of(cls, der: bytes, user: bytes = USER) -> Self:
        """From PKCS#8 (or SEC 1). Raises SignatureFault."""
        return cls(openssl.private_of(der), user)

    @property
    def public(self) -> Sm2Public:
        return Sm2Public(self.handle, self.user)

    def sign(self, message: bytes) -> bytes:
        return pairs.raw(openssl.sign(self.handle, message, self.user))

    def der(self) -> bytes:
        return openssl.private_der(self.handle)
