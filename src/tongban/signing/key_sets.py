"""Published keys: each with its id and the time in which its signatures count; as JSON in the manner of RFC 7517.

Not here: private keys (key_folder). `crv` SM2 is not registered; x and y are as for the other curves of 256 bits.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from tongban.signing import sm2, suites
from tongban.signing.ports import Algorithm, PublicKey, SignatureFault

_CURVES = {Algorithm.SM2_SM3: "SM2", Algorithm.ES256: "P-256", Algorithm.ED25519: "Ed25519"}
_BEFORE = {  # what SubjectPublicKeyInfo has before the key itself
    "SM2": sm2.BEFORE_POINT,
    "P-256": bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
    "Ed25519": bytes.fromhex("302a300506032b6570032100"),
}
_COORDINATE = 32


class Jwk(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One key as it is published. Times are seconds since 1970, UTC; y is empty for Ed25519."""

    kty: str
    crv: str
    alg: Algorithm
    kid: str
    x: str
    not_before: int
    not_after: int
    y: str = ""
    use: str = "sig"
    revoked_at: int | None = None


class Jwks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of one purpose."""

    keys: tuple[Jwk, ...]


@dataclass(frozen=True)
class Published:
    """A public key and when its signatures count."""

    kid: str
    verifier: PublicKey
    not_before: datetime
    not_after: datetime
    revoked_at: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Whether a signature made at *at* counts."""
        return self.not_before <= at < self.not_after and (self.revoked_at is None or at < self.revoked_at)


@dataclass(frozen=True)
class KeySet:
    """The published keys of one purpose, oldest first."""

    keys: tuple[Published, ...]

    def find(self, kid: str) -> Published | None:
        return next((key for key in self.keys if key.kid == kid), None)

    def __iter__(self) -> Iterator[Published]:
        return iter(self.keys)


def to_json(keys: Iterable[Published]) -> bytes:
    """The keys as they are published."""
    return msgspec.json.encode(Jwks(tuple(to_jwk(key) for key in keys)))


def from_json(text: bytes) -> KeySet:
    """The keys again; each id is checked to be its key's. Raises SignatureFault."""
    try:
        found = msgspec.json.decode(text, type=Jwks)
    except msgspec.MsgspecError as fault:
        raise SignatureFault(f"公钥集无法读取：{fault}。请重新下载。") from fault
    return KeySet(tuple(from_jwk(each) for each in found.keys))


def to_jwk(key: Published) -> Jwk:
    curve = _CURVES[key.verifier.algorithm]
    body = key.verifier.der()[len(_BEFORE[curve]) :]
    return Jwk(
        kty="OKP" if curve == "Ed25519" else "EC",
        crv=curve,
        alg=key.verifier.algorithm,
        kid=key.kid,
        x=_text(body[:_COORDINATE]),
        y=_text(body[_COORDINATE:]),
        not_before=int(key.not_before.timestamp()),
        not_after=int(key.not_after.timestamp()),
        revoked_at=None if key.revoked_at is None else int(key.revoked_at.timestamp()),
    )


def from_jwk(jwk: Jwk) -> Published:
    """Raises SignatureFault: wrong curve for the algorithm, a point off the curve, an id that is another key's."""
    if _CURVES.get(jwk.alg) != jwk.crv:
        raise SignatureFault(f"公钥 {jwk.kid} 的曲线与算法不符。请重新下载公钥集。")
    verifier = suites.public_key(jwk.alg, _BEFORE[jwk.crv] + _bytes(jwk.x) + _bytes(jwk.y))
    if suites.key_id(verifier) != jwk.kid:
        raise SignatureFault(f"公钥 {jwk.kid} 的编号与内容不符，可能被替换。请重新下载公钥集并核对来源。")
    revoked = None if jwk.revoked_at is None else _moment(jwk.revoked_at)
    return Published(jwk.kid, verifier, _moment(jwk.not_before), _moment(jwk.not_after), revoked)


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as fault:
        raise SignatureFault("公钥的有效期超出可表示的范围。请重新下载公钥集。") from fault


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as fault:
        raise SignatureFault("公钥不是 base64url 文本。请重新下载公钥集。") from fault
