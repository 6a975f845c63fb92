"""Signing keys in files of the key folder, their secrets sealed at rest. The port it serves is `ports.KeyStore`.

`signing/PURPOSE/KID.json` holds the public key, its times and the sealed secret, which opens only beside the very times
it was sealed with. A successor is made before its predecessor ends: both count meanwhile, and it is published a while
before it signs, so that those who check have it in time.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tongban.signing import at_rest, key_sets, suites
from tongban.signing.key_sets import KeySet, Published
from tongban.signing.keyring import Keyring
from tongban.signing.ports import Algorithm, PrivateKey, SignatureFault

_PURPOSE = re.compile(r"[a-z][a-z0-9-]{0,63}")
_SEAL = "signing-seal"  # the keyring's key that seals ours


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    public: key_sets.Jwk
    sealed: bytes


@dataclass(frozen=True)
class Terms:
    """How long a key signs, how long its successor is known before it signs, how long signatures count after."""

    signs: timedelta = timedelta(days=365)
    announced: timedelta = timedelta(days=7)
    counts_on: timedelta = timedelta(days=3650)


@dataclass(frozen=True)
class HeldKey:
    """A key of the folder, ready to sign."""

    kid: str
    private: PrivateKey

    @property
    def algorithm(self) -> Algorithm:
        return self.private.algorithm

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


@dataclass(frozen=True)
class KeyFolder:
    """The signing keys of one installation."""

    ring: Keyring
    algorithm: Algorithm
    terms: Terms = Terms()

    def signer(self, purpose: str, *, at: datetime) -> HeldKey:
        """The latest key that counts. The first is made when first asked for, each next one before its turn.

        Opens a file: whoever signs much asks once and keeps the key for a while.
        """
        files = self._files(purpose)
        if self._is_due(files, at):
            files = self._renew(purpose, at)
        return self._open(purpose, self._in_force(files, at))

    def published(self, purpose: str) -> KeySet:
        """Every key of *purpose*, oldest first, with those that no longer sign and the one that will."""
        return KeySet(tuple(key_sets.from_jwk(file.public) for file in self._files(purpose)))

    def rotate(self, purpose: str, *, at: datetime) -> Published:
        """Announce a new key now, out of turn. It signs after the time of announcement."""
        with self._alone(purpose):
            files = self._files(purpose)
            return self._make(purpose, at + self.terms.announced if files else at)

    def revoke(self, purpose: str, kid: str, *, since: datetime) -> None:
        """Signatures of *kid* made at *since* or later no longer count. What others hold learns it with the new set."""
        with self._alone(purpose):
            file = self._read(self._path(purpose, kid))
            self._write(purpose, msgspec.structs.replace(file, public=_revoked(file.public, since)))

    def _is_due(self, files: list[_File], at: datetime) -> bool:
        """Whether the next key is to be made: none signs now, or the last one's turn ends within the announcement."""
        usable = self._usable(files)
        if not any(each.public.not_before <= at.timestamp() for each in usable):
            return True
        turn_ends = usable[-1].public.not_before + self.terms.signs.total_seconds()
        return turn_ends - self.terms.announced.total_seconds() <= at.timestamp()

    def _renew(self, purpose: str, at: datetime) -> list[_File]:
        with self._alone(purpose):
            files = self._files(purpose)
            if self._is_due(files, at):
                self._make(purpose, self._turn(files, at))
            return self._files(purpose)

    def _turn(self, files: list[_File], at: datetime) -> datetime:
        """When the next key begins: at the end of the last one's turn; at once where nothing else may sign."""
        usable = self._usable(files)
        if not any(each.public.not_before <= at.timestamp() for each in usable):
            return at
        ends = datetime.fromtimestamp(usable[-1].public.not_before, UTC) + self.terms.signs
        return max(ends, at)

    def _usable(self, files: list[_File]) -> list[_File]:
        """What may sign at its time: of the algorithm in force, and trusted."""
        return [each for each in files if each.public.alg is self.algorithm and each.public.revoked_at is None]

    def _in_force(self, files: list[_File], at: datetime) -> _File:
        for file in reversed(self._usable(files)):
            if key_sets.from_jwk(file.public).counts(at):
                return file
        raise SignatureFault("没有在有效期内的签名密钥。请核对系统时间，必要时轮换密钥。")

    def _make(self, purpose: str, begins: datetime) -> Published:
        private = suites.generate(self.algorithm)
        begins = begins.replace(microsecond=0)
        ends = begins + self.terms.signs + self.terms.announced + self.terms.counts_on
        key = Published(suites.key_id(private.public), private.public, begins, ends)
        jwk = key_sets.to_jwk(key)
        seal = at_rest.encrypt(private.der(), key=self.ring.key(_SEAL), context=_context(purpose, jwk))
        self._write(purpose, _File(jwk, seal))
        return key

    def _open(self, purpose: str, file: _File) -> HeldKey:
        retired = self.ring.retired(_SEAL)
        context = _context(purpose, file.public)
        try:
            der = at_rest.decrypt(file.sealed, key=self.ring.key(_SEAL), context=context, retired=retired)
        except at_rest.Unreadable as fault:
            where = self._path(purpose, file.public.kid)
            raise SignatureFault(f"签名密钥 {where} 无法解封，可能被改动。请从备份恢复该文件。") from fault
        return HeldKey(file.public.kid, suites.private_key(file.public.alg, der))

    def _files(self, purpose: str) -> list[_File]:
        found = [self._read(path) for path in self._folder(purpose).glob("*.json")]
        return sorted(found, key=lambda file: (file.public.not_before, file.public.kid))

    def _read(self, path: Path) -> _File:
        try:
            return msgspec.json.decode(path.read_bytes(), type=_File)
        except FileNotFoundError:
            raise SignatureFault(f"没有编号为 {path.stem} 的签名密钥。请核对编号。") from None
        except msgspec.MsgspecError as fault:
            raise SignatureFault(f"签名密钥 {path} 内容损坏。请从备份恢复该文件，切勿删除后重新生成。") from fault

    def _write(self, purpose: str, file: _File) -> None:
        path = self._path(purpose, file.public.kid)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as written:
            written.write(msgspec.json.encode(file))
            written.flush()
            os.fsync(written.fileno())
        _give_to_owner_of(path.parent, fresh)
        fresh.replace(path)
        _sync(path.parent)

    def _path(self, purpose: str, kid: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{32}", kid):
            raise SignatureFault(f"{kid!r} 不是密钥编号。请核对编号。")
        return self._folder(purpose) / f"{kid}.json"

    def _folder(self, purpose: str) -> Path:
        if not _PURPOSE.fullmatch(purpose):
            raise ValueError(f"not a purpose of keys: {purpose!r}")
        return self.ring.folder / "signing" / purpose

    @contextmanager
    def _alone(self, purpose: str) -> Iterator[None]:
        """One process at a time makes or changes keys of *purpose*."""
        folder = self._folder(purpose)
        for each in (folder.parent, folder):
            if not each.exists():
                each.mkdir(mode=0o700, exist_ok=True)
                _give_to_owner_of(each.parent, each)
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _context(purpose: str, jwk: key_sets.Jwk) -> bytes:
    """What a secret is sealed with: its purpose, public key and times. Revocation comes later, so it is not among it."""
    as_made = msgspec.structs.replace(jwk, revoked_at=None)
    return b"signing key\0" + purpose.encode() + b"\0" + msgspec.json.encode(as_made, order="sorted")


def _revoked(jwk: key_sets.Jwk, since: datetime) -> key_sets.Jwk:
    earlier = jwk.revoked_at
    moment = int(since.timestamp())
    return msgspec.structs.replace(jwk, revoked_at=moment if earlier is None else min(earlier, moment))


def _give_to_owner_of(folder: Path, path: Path) -> None:
    """What root makes in somebody's folder belongs to that somebody, or the servers could not read it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
