"""Encryption of what lies on disk: short values, whole files, and indexes that do not tell what they index.

AES-256-GCM throughout. Every cipher text names its format and its key, so that keys can rotate: give the key in force
and the retired ones, and the right one is found. *context* binds a value to its place (table, column, row; case,
file): moved elsewhere, it no longer opens. Not here: where keys come from (keyring).
"""

import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VALUE = b"\x01"  # format 1 of values: format, key id (4), nonce (12), cipher text with tag (16)
_FILE = b"TBF\x01"  # format 1 of files: format, key id (4), salt (16), chunks
_ID, _NONCE, _SALT, _TAG = 4, 12, 16, 16
CHUNK = 64 * 1024


class Unreadable(Exception):
    """The cipher text was altered, cut short, moved to another context, or its key is missing."""


def encrypt(value: bytes, *, key: bytes, context: bytes) -> bytes:
    """*value* sealed under *key* (32 bytes) for *context*. Twice the same value gives two different texts."""
    header = _VALUE + key_id(key) + secrets.token_bytes(_NONCE)
    return header + AESGCM(key).encrypt(header[-_NONCE:], value, header + context)


def decrypt(sealed: bytes, *, key: bytes, context: bytes, retired: Sequence[bytes] = ()) -> bytes:
    """The value again. Raises Unreadable."""
    size = len(_VALUE) + _ID + _NONCE
    header, body = sealed[:size], sealed[size:]
    if not header.startswith(_VALUE):
        raise Unreadable("not a value sealed here")
    right = _key_named(header[1 : 1 + _ID], [key, *retired])
    try:
        return AESGCM(right).decrypt(header[-_NONCE:], body, header + context)
    except (InvalidTag, ValueError):
        raise Unreadable("altered, or sealed for another place") from None


def blind_index(value: str, *, key: bytes, purpose: str) -> bytes:
    """32 bytes that are equal for equal values and tell nothing without *key*: for look-up and uniqueness.

    Normalise *value* first. *purpose* keeps indexes of different columns apart.
    """
    return hmac.digest(key, purpose.encode() + b"\x00" + value.encode(), "sha256")


def encrypt_file(source: BinaryIO, target: Path, *, key: bytes, context: bytes) -> None:
    """Write *source*, sealed, to *target*: there whole and on disk when this returns, or not there at all."""
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in _sealed(source, key, context):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def decrypt_file(source: Path, target: BinaryIO, *, key: bytes, context: bytes, retired: Sequence[bytes] = ()) -> None:
    """Write what *source* seals to *target*. Raises Unreadable; what was written before it is then to be discarded."""
    target.writelines(read_file(source, key=key, context=context, retired=retired))


def read_file(source: Path, *, key: bytes, context: bytes, retired: Sequence[bytes] = ()) -> Iterator[bytes]:
    """What *source* seals, piece by piece of CHUNK bytes, each checked. Raises Unreadable, also when the end is cut."""
    with source.open("rb") as file:
        header = file.read(len(_FILE) + _ID + _SALT)
        if not header.startswith(_FILE) or len(header) < len(_FILE) + _ID + _SALT:
            raise Unreadable("not a file sealed here")
        right = _key_named(header[len(_FILE) : len(_FILE) + _ID], [key, *retired])
        cipher = _file_cipher(right, header, context)
        for number, (piece, is_last) in enumerate(_pieces(file, CHUNK + _TAG)):
            try:
                yield cipher.decrypt(_chunk_nonce(number, is_last=is_last), piece, None)
            except (InvalidTag, ValueError):
                raise Unreadable("altered, cut short, or sealed for another place") from None


def key_id(key: bytes) -> bytes:
    """Four bytes that name *key* and tell nothing about it."""
    return hmac.digest(key, b"tongban key id", "sha256")[:_ID]


def _key_named(name: bytes, keys: list[bytes]) -> bytes:
    for key in keys:
        if hmac.compare_digest(key_id(key), name):
            return key
    raise Unreadable("its key is not at hand")


def _sealed(source: BinaryIO, key: bytes, context: bytes) -> Iterator[bytes]:
    header = _FILE + key_id(key) + secrets.token_bytes(_SALT)
    cipher = _file_cipher(key, header, context)
    yield header
    for number, (piece, is_last) in enumerate(_pieces(source, CHUNK)):
        yield cipher.encrypt(_chunk_nonce(number, is_last=is_last), piece, None)


def _file_cipher(key: bytes, header: bytes, context: bytes) -> AESGCM:
    """A key for this file alone, so that counting chunks is a safe nonce; header and context go into it."""
    info = b"tongban file" + sha256(header).digest() + context
    return AESGCM(HKDF(SHA256(), 32, salt=header[-_SALT:], info=info).derive(key))


def _chunk_nonce(number: int, *, is_last: bool) -> bytes:
    """The place of a chunk; the last one is marked, so that a file cut at a chunk's border is found out."""
    return number.to_bytes(_NONCE - 1, "big") + bytes([is_last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of *size* bytes (the last may be shorter, even empty), each with whether it is the last."""
    piece = _read(file, size)
    while True:
        following = _read(file, size) if len(piece) == size else b""
        yield piece, not following
        if not following:
            return
        piece = following


def _read(file: BinaryIO, size: int) -> bytes:
    """Exactly *size* bytes unless the end comes first (a pipe may give fewer at a time)."""
    parts = bytearray()
    while len(parts) < size and (part := file.read(size - len(parts))):
        parts += part
    return bytes(parts)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
