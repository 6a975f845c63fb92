"""The few functions of the system's OpenSSL 3 that SM2 needs, by ctypes. Not here: keys as values (sm2).

`cryptography` carries its own OpenSSL without SM2, hence this one. Every failure empties OpenSSL's error queue: Python's
`ssl` reads the same queue of the thread and would report a stranger's error as its own.
"""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import cache

from tongban.signing.ports import SignatureFault

_LONGEST = 80  # bytes of an SM2 signature in DER, with room
_OLDEST = 0x30000000  # OpenSSL 3.0: before it, SM2 keys had to be told apart by hand
_DER = POINTER(c_void_p)

_FUNCTIONS: dict[str, tuple[type | None, tuple[type, ...]]] = {
    "OpenSSL_version_num": (c_ulong, ()),
    "ERR_clear_error": (None, ()),
    "CRYPTO_free": (None, (c_void_p, c_char_p, c_int)),
    "EVP_sm3": (c_void_p, ()),
    "EVP_PKEY_free": (None, (c_void_p,)),
    "EVP_PKEY_is_a": (c_int, (c_void_p, c_char_p)),
    "EVP_PKEY_CTX_new": (c_void_p, (c_void_p, c_void_p)),
    "EVP_PKEY_CTX_new_from_name": (c_void_p, (c_void_p, c_char_p, c_char_p)),
    "EVP_PKEY_CTX_free": (None, (c_void_p,)),
    "EVP_PKEY_CTX_set1_id": (c_int, (c_void_p, c_char_p, c_int)),
    "EVP_PKEY_keygen_init": (c_int, (c_void_p,)),
    "EVP_PKEY_keygen": (c_int, (c_void_p, _DER)),
    "EVP_PKEY_public_check": (c_int, (c_void_p,)),
    "EVP_PKEY2PKCS8": (c_void_p, (c_void_p,)),
    "PKCS8_PRIV_KEY_INFO_free": (None, (c_void_p,)),
    "i2d_PKCS8_PRIV_KEY_INFO": (c_int, (c_void_p, _DER)),
    "i2d_PUBKEY": (c_int, (c_void_p, _DER)),
    "d2i_AutoPrivateKey": (c_void_p, (c_void_p, _DER, c_long)),
    "d2i_PUBKEY": (c_void_p, (c_void_p, _DER, c_long)),
    "EVP_MD_CTX_new": (c_void_p, ()),
    "EVP_MD_CTX_free": (None, (c_void_p,)),
    "EVP_MD_CTX_set_pkey_ctx": (None, (c_void_p, c_void_p)),
    "EVP_DigestSignInit": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "EVP_DigestSign": (c_int, (c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t)),
    "EVP_DigestVerifyInit": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "EVP_DigestVerify": (c_int, (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)),
}


@cache
def library() -> ctypes.CDLL:
    """The system's libcrypto. Raises SignatureFault where there is none, or one before 3.0."""
    # find_library would name a library of macOS that aborts whoever loads it.
    found = None if sys.platform == "darwin" else ctypes.util.find_library("crypto")
    for name in filter(None, (found, "libcrypto.so.3", "libcrypto.3.dylib")):
        try:
            lib = ctypes.CDLL(name)
            for function, (result, arguments) in _FUNCTIONS.items():
                getattr(lib, function).restype = result
                getattr(lib, function).argtypes = arguments
        except (OSError, AttributeError):
            continue
        if lib.OpenSSL_version_num() >= _OLDEST:
            return lib
    raise SignatureFault("找不到系统的 OpenSSL 3 动态库，国密签名因此不可用。请安装 OpenSSL 3，或把签名套件设为 intl。")


class Handle:
    """One SM2 key held by OpenSSL: not copied, not pickled, freed with the object. May be shared by threads."""

    def __init__(self, pointer: int | None, lib: ctypes.CDLL) -> None:
        self.lib, self.pointer = lib, pointer
        if not pointer or lib.EVP_PKEY_is_a(pointer, b"SM2") != 1:
            lib.ERR_clear_error()
            raise SignatureFault("这不是 SM2 密钥。请核对密钥文件的算法和内容。")

    def __del__(self) -> None:
        if getattr(self, "pointer", None):
            self.lib.EVP_PKEY_free(self.pointer)

    def __reduce__(self) -> str:
        raise TypeError("a key of OpenSSL stays in its process")


def generate() -> Handle:
    """A fresh SM2 key pair."""
    lib = library()
    context, key = lib.EVP_PKEY_CTX_new_from_name(None, b"SM2", None), c_void_p()
    try:
        _expect(lib, lib.EVP_PKEY_keygen_init(context))
        _expect(lib, lib.EVP_PKEY_keygen(context, byref(key)))
    finally:
        lib.EVP_PKEY_CTX_free(context)
    return Handle(key.value, lib)


def private_of(der: bytes) -> Handle:
    """The pair in *der*: PKCS#8, or the older form of SEC 1."""
    return _read(library().d2i_AutoPrivateKey, der)


def public_of(der: bytes) -> Handle:
    """The public key in *der* (SubjectPublicKeyInfo); its point is checked to lie on the curve."""
    handle = _read(library().d2i_PUBKEY, der)
    context = handle.lib.EVP_PKEY_CTX_new(handle.pointer, None)
    try:
        _expect(handle.lib, handle.lib.EVP_PKEY_public_check(context))
    finally:
        handle.lib.EVP_PKEY_CTX_free(context)
    return handle


def private_der(key: Handle) -> bytes:
    """PKCS#8 of the pair, in clear."""
    lib = key.lib
    info = lib.EVP_PKEY2PKCS8(key.pointer)
    if not info:
        lib.ERR_clear_error()
        raise SignatureFault("该密钥不含私钥，不能导出。请提供私钥文件。")
    try:
        return _written(lib, lib.i2d_PKCS8_PRIV_KEY_INFO, info)
    finally:
        lib.PKCS8_PRIV_KEY_INFO_free(info)


def public_der(key: Handle) -> bytes:
    """SubjectPublicKeyInfo of the key."""
    return _written(key.lib, key.lib.i2d_PUBKEY, key.pointer)


def sign(key: Handle, message: bytes, user: bytes) -> bytes:
    """The signature in DER."""
    lib, size, buffer = key.lib, c_size_t(_LONGEST), ctypes.create_string_buffer(_LONGEST)
    with _context(key, user) as digest:
        _expect(lib, lib.EVP_DigestSignInit(digest, None, lib.EVP_sm3(), None, key.pointer))
        _expect(lib, lib.EVP_DigestSign(digest, buffer, byref(size), message, len(message)))
    return buffer.raw[: size.value]


def verifies(key: Handle, message: bytes, signature: bytes, user: bytes) -> bool:
    """Whether *signature* (DER) fits."""
    lib = key.lib
    with _context(key, user) as digest:
        _expect(lib, lib.EVP_DigestVerifyInit(digest, None, lib.EVP_sm3(), None, key.pointer))
        fits: bool = lib.EVP_DigestVerify(digest, signature, len(signature), message, len(message)) == 1
    if not fits:
        lib.ERR_clear_error()
    return fits


@contextmanager
def _context(key: Handle, user: bytes) -> Iterator[int]:
    """A digest context bound to *key* and the signer's *user* id, which SM2 hashes before the message."""
    lib = key.lib
    digest, own = lib.EVP_MD_CTX_new(), lib.EVP_PKEY_CTX_new(key.pointer, None)
    try:
        _expect(lib, lib.EVP_PKEY_CTX_set1_id(own, user, len(user)))
        lib.EVP_MD_CTX_set_pkey_ctx(digest, own)
        yield digest
    finally:
        lib.EVP_MD_CTX_free(digest)
        lib.EVP_PKEY_CTX_free(own)


def _read(reader: "ctypes._NamedFuncPointer", der: bytes) -> Handle:
    buffer = ctypes.create_string_buffer(der, len(der))
    start = c_void_p(ctypes.addressof(buffer))
    handle = Handle(reader(None, byref(start), len(der)), library())
    if start.value != ctypes.addressof(buffer) + len(der):
        raise SignatureFault("密钥之后还有多余的内容，因此未予使用。请重新导出密钥文件。")
    return handle


def _written(lib: ctypes.CDLL, writer: "ctypes._NamedFuncPointer", value: int | None) -> bytes:
    start = c_void_p()
    size = writer(value, byref(start))
    if size <= 0 or not start.value:
        lib.ERR_clear_error()
        raise SignatureFault("OpenSSL 未能导出密钥。请核对密钥是否完整。")
    try:
        return ctypes.string_at(start.value, size)
    finally:
        lib.CRYPTO_free(start, b"", 0)


def _expect(lib: ctypes.CDLL, result: int) -> None:
    if result != 1:
        lib.ERR_clear_error()
        raise SignatureFault("OpenSSL 拒绝了这项 SM2 操作。请核对密钥是否完整。")
