"""Which algorithms belong together, and keys by the name of their algorithm. Not here: where keys are kept (key_folder).

`gm` is what Chinese rules ask for (SM2 with SM3), `intl` what the rest of the world reads (Ed25519 with SHA-256). A
region's pack chooses one by its name. Browsers verify neither SM2 nor, everywhere, Ed25519: what is shown to them is
signed with BROWSER besides.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives import hashes

from tongban.signing import openssl, sm2, standard
from tongban.signing.ports import Algorithm, PrivateKey, PublicKey, SignatureFault

Made = TypeVar("Made")

BROWSER = Algorithm.ES256
_PEM = re.compile(rb"\s*-----BEGIN ([A-Z ]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----\s*")


class Suite(Protocol):
    """One family of algorithms."""

    @property
    def name(self) -> str: ...

    @property
    def algorithm(self) -> Algorithm:
        """What signs."""
        ...

    @property
    def digest_name(self) -> str: ...

    def digest(self, message: bytes) -> bytes:
        """32 bytes."""
        ...

    def check(self) -> None:
        """Raises SignatureFault, with the remedy, where the suite does not run on this machine."""
        ...


@dataclass(frozen=True)
class Gm:
    """SM2 with SM3."""

    name: str = "gm"
    algorithm: Algorithm = Algorithm.SM2_SM3
    digest_name: str = "sm3"

    def digest(self, message: bytes) -> bytes:
        return sm3(message)

    def check(self) -> None:
        openssl.library()


@dataclass(frozen=True)
class Intl:
    """Ed25519 with SHA-256."""

    name: str = "intl"
    algorithm: Algorithm = Algorithm.ED25519
    digest_name: str = "sha-256"

    def digest(self, message: bytes) -> bytes:
        return sha256(message).digest()

    def check(self) -> None:
        """Always there: `cryptography` is installed with us."""


ALL: tuple[Suite, ...] = (Gm(), Intl())

_GENERATE: dict[Algorithm, Callable[[], PrivateKey]] = {
    Algorithm.SM2_SM3: sm2.Sm2Private.generate,
    Algorithm.ED25519: standard.Ed25519Private.generate,
    Algorithm.ES256: standard.Es256Private.generate,
}
_PRIVATE: dict[Algorithm, Callable[[bytes], PrivateKey]] = {
    Algorithm.SM2_SM3: sm2.Sm2Private.of,
    Algorithm.ED25519: standard.Ed25519Private.of,
    Algorithm.ES256: standard.Es256Private.of,
}
_PUBLIC: dict[Algorithm, Callable[[bytes], PublicKey]] = {
    Algorithm.SM2_SM3: sm2.Sm2Public.of,
    Algorithm.ED25519: standard.Ed25519Public.of,
    Algorithm.ES256: standard.Es256Public.of,
}


def named(name: str) -> Suite:
    """The suite of that name. Raises SignatureFault."""
    for suite in ALL:
        if suite.name == name:
            return suite
    raise SignatureFault(f"没有名为 {name} 的签名套件。请改为 {'、'.join(suite.name for suite in ALL)} 之一。")


def sm3(message: bytes) -> bytes:
    """The digest of GB/T 32905, 32 bytes."""
    running = hashes.Hash(hashes.SM3())
    running.update(message)
    return running.finalize()


def generate(algorithm: Algorithm) -> PrivateKey:
    """A fresh key pair."""
    return _of(_GENERATE, algorithm)()


def private_key(algorithm: Algorithm, encoded: bytes) -> PrivateKey:
    """The pair in *encoded*, PKCS#8 as PEM or DER. Raises SignatureFault."""
    return _of(_PRIVATE, algorithm)(_der(encoded))


def public_key(algorithm: Algorithm, encoded: bytes) -> PublicKey:
    """The key in *encoded*, SubjectPublicKeyInfo as PEM or DER. Raises SignatureFault."""
    return _of(_PUBLIC, algorithm)(_der(encoded))


def private_pem(key: PrivateKey) -> bytes:
    """PKCS#8, in clear: only ever to be handed to its owner."""
    return _pem(b"PRIVATE KEY", key.der())


def public_pem(key: PublicKey) -> bytes:
    return _pem(b"PUBLIC KEY", key.der())


def key_id(key: PublicKey) -> str:
    """32 hexadecimal letters: the first 16 bytes of SHA-256 over SubjectPublicKeyInfo."""
    return sha256(key.der()).hexdigest()[:32]


def _of(table: dict[Algorithm, Made], algorithm: Algorithm) -> Made:
    if algorithm not in table:
        raise SignatureFault(f"算法 {algorithm} 没有公钥和私钥之分。请换用非对称算法。")
    return table[algorithm]


def _der(encoded: bytes) -> bytes:
    if not encoded.lstrip().startswith(b"-----BEGIN "):
        return encoded
    found = _PEM.fullmatch(encoded)
    try:
        return base64.b64decode(b"".join(found[2].split()), validate=True) if found else b""
    except ValueError:
        return b""


def _pem(label: bytes, der: bytes) -> bytes:
    text = base64.b64encode(der)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return b"\n".join((b"-----BEGIN %s-----" % label, *lines, b"-----END %s-----" % label, b""))
