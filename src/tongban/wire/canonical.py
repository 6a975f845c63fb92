"""One form of JSON per value, byte for byte: RFC 8785 with fewer freedoms. Not here: signatures.

Names are ASCII, so that every language sorts them alike; numbers are whole and within 53 bits, so that every language
reads them alike: money is cents, time is seconds. What is not so is refused, not rounded.
"""

from typing import Any, TypeVar

import msgspec

LARGEST = 2**53 - 1
_DEEPEST = 32

Shape = TypeVar("Shape")


class NotCanonical(ValueError):
    """The value has no canonical form, or the text is not in it."""


def encode(value: object) -> bytes:
    """*value* (structs, mappings, sequences, text, whole numbers, truth, None) in canonical form."""
    try:
        plain = msgspec.to_builtins(value)
        _check(plain, 0)
        return msgspec.json.encode(plain, order="sorted")
    except (TypeError, UnicodeEncodeError, msgspec.MsgspecError) as fault:
        raise NotCanonical(str(fault)) from fault


def decode(text: bytes, shape: type[Shape]) -> Shape:
    """The value of *shape* that *text* says, if *text* is its canonical form. Raises NotCanonical.

    A name said twice, a number written otherwise, a space: whatever two readers could read in two ways is refused.
    """
    try:
        value = msgspec.json.decode(text, type=shape)
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise NotCanonical(str(fault)) from fault
    if encode(value) != text:
        raise NotCanonical("not in canonical form")
    return value


def _check(value: Any, depth: int) -> None:  # Any: whatever JSON can say
    if depth > _DEEPEST:
        raise NotCanonical(f"nested deeper than {_DEEPEST}")
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) > LARGEST:
                raise NotCanonical("a number beyond 53 bits")
        case list() | tuple():
            for each in value:
                _check(each, depth + 1)
        case dict():
            for name, each in value.items():
                if not isinstance(name, str) or not name.isascii():
                    raise NotCanonical("a name that is not ASCII text")
                _check(each, depth + 1)
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")
