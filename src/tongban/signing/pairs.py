"""The two numbers of an elliptic-curve signature, as 64 bytes (r, then s) and as DER. Not here: what they prove.

Inside Tongban signatures are 64 bytes, as RFC 9421 and JOSE have them; certificates and seals of others want DER.
"""

SIZE = 64
_HALF = 32
_SEQUENCE, _INTEGER = 0x30, 0x02


class Malformed(ValueError):
    """Not a signature in the form that was asked for."""


def der(raw: bytes) -> bytes:
    """DER of 64 bytes. Raises Malformed."""
    if len(raw) != SIZE:
        raise Malformed(f"a signature has {SIZE} bytes")
    body = _integer(raw[:_HALF]) + _integer(raw[_HALF:])
    return bytes((_SEQUENCE, len(body))) + body


def raw(encoded: bytes) -> bytes:
    """64 bytes of DER, which must be the shortest form and nothing but it. Raises Malformed."""
    if encoded[:2] != bytes((_SEQUENCE, (len(encoded) - 2) & 0x7F)):
        raise Malformed("not a sequence of its own length")
    first, rest = _split(encoded[2:])
    second, rest = _split(rest)
    if rest or max(len(first), len(second)) > _HALF:
        raise Malformed("not two integers of 32 bytes")
    return first.rjust(_HALF, b"\0") + second.rjust(_HALF, b"\0")


def _integer(half: bytes) -> bytes:
    value = int.from_bytes(half, "big")
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return bytes((_INTEGER, len(body))) + body


def _split(encoded: bytes) -> tuple[bytes, bytes]:
    if encoded[:1] != bytes((_INTEGER,)) or not 0 < int.from_bytes(encoded[1:2], "big") <= len(encoded) - 2:
        raise Malformed("not an integer")
    body, rest = encoded[2 : 2 + encoded[1]], encoded[2 + encoded[1] :]
    if body[0] & 0x80 or (body[0] == 0 and len(body) > 1 and not body[1] & 0x80):
        raise Malformed("a negative integer, or one not in its shortest form")
    return body.lstrip(b"\0"), rest
