"""The secrets of one installation: made once, kept in a closed folder outside the database. Not here: their use.

A secret is a file NAME (the one in force) beside NAME.1, NAME.2 … (retired ones, which still read what they wrote).
"""

import os
import re
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class BadKey(Exception):
    """A key file cannot be used; the message names it and says what to do."""


@dataclass(frozen=True)
class Keyring:
    """The keys in *folder*. Reads each file when asked; holds nothing in memory."""

    folder: Path

    def key(self, name: str) -> bytes:
        """The 32 bytes in force under *name*, made at the first call."""
        return _bytes(_read_or_make(self._path(name)), self._path(name))

    def text(self, name: str) -> str:
        """The key under *name* as 64 hexadecimal letters, for those who want a word."""
        return self.key(name).hex()

    def retired(self, name: str) -> list[bytes]:
        """The keys that *name* had before, latest first: to read what they wrote, never to write."""
        return [_bytes(path.read_text("ascii"), path) for path in self._retired_paths(name)]

    def rotate(self, name: str) -> bytes:
        """Retire the key under *name* and make a new one."""
        old = self._path(name)
        self.key(name)
        os.link(old, old.with_name(f"{name}.{len(self._retired_paths(name)) + 1}"))
        fresh = _write_beside(old)
        fresh.replace(old)
        _sync(self.folder)
        return self.key(name)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name of a key: {name!r}")
        return self.folder / name

    def _retired_paths(self, name: str) -> list[Path]:
        found = [path for path in self.folder.glob(f"{name}.*") if path.suffix[1:].isdigit()]
        return sorted(found, key=lambda path: int(path.suffix[1:]), reverse=True)


@cache
def open_or_create(folder: Path) -> Keyring:
    """The keyring in *folder*, which is made, open to its owner alone, if it is not there."""
    if not folder.exists():
        folder.mkdir(parents=True)
        _give_to_owner_of(folder.parent, folder)
        folder.chmod(0o700)
    if folder.stat().st_mode & 0o077:
        raise BadKey(f"密钥目录 {folder} 对其他用户开放，因此未予使用。请执行 chmod 700 {folder} 后重试。")
    return Keyring(folder)


def _read_or_make(path: Path) -> str:
    if not path.exists():
        fresh = _write_beside(path)
        try:
            os.link(fresh, path)  # fails when another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        _sync(path.parent)
    return path.read_text("ascii")


def _write_beside(path: Path) -> Path:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    _give_to_owner_of(path.parent, fresh)
    return fresh


def _give_to_owner_of(folder: Path, path: Path) -> None:
    """What root makes in somebody's folder belongs to that somebody, or the servers could not read it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _bytes(text: str, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:  # noqa: PLR2004 - a key of AES-256
        raise BadKey(f"密钥文件 {path} 内容损坏，不是 64 位十六进制字符。请从备份恢复该文件，切勿删除后重新生成。")
    return key


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
