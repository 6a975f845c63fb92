"""Structured fields of HTTP (RFC 9651): dictionaries of items and inner lists, read and written. Not here: meaning.

Stricter than the standard where it lets the later of two equal keys win: nothing signed may be read in two ways.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST = 8192  # bytes of one field

Bare = int | Decimal | str | bytes | bool


class Malformed(ValueError):
    """Not a structured field of the kind asked for."""


class Token(str):
    """A word without quotes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A value with its parameters, in order."""

    value: Bare
    parameters: Mapping[str, Bare] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InnerList:
    """Items in parentheses, with parameters of the list."""

    items: tuple[Item, ...]
    parameters: Mapping[str, Bare] = field(default_factory=dict)


Member = Item | InnerList

_KEY = re.compile(r"[a-z*][a-z0-9_\-.*]*")
_PARAMETER = re.compile(r";[ ]*([a-z*][a-z0-9_\-.*]*)(=?)")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_SPACES = re.compile(r"[ ]*")
_BARE = re.compile(
    r'"(?P<string>(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"'
    r"|:(?P<bytes>[A-Za-z0-9+/=]*):"
    r"|(?P<decimal>-?[0-9]{1,12}\.[0-9]{1,3})"
    r"|(?P<integer>-?[0-9]{1,15})(?![0-9.])"
    r"|\?(?P<truth>[01])"
    r"|(?P<token>[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*)"
)
_ESCAPED = re.compile(r"\\(.)")
_WRITABLE = re.compile(r"[\x20-\x7e]*")
_TOKEN = re.compile(r"[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*")


def dictionary(text: str) -> dict[str, Member]:
    """The members of a dictionary field, in order. Raises Malformed."""
    if len(text) > LONGEST:
        raise Malformed(f"longer than {LONGEST}")
    text = text.strip(" ")
    members: dict[str, Member] = {}
    place = 0
    while place < len(text):
        if members:
            place = _after(_COMMA, text, place, "a comma")
        key = _KEY.match(text, place)
        if not key or key[0] in members:
            raise Malformed(f"no key, or one said twice, at {place}")
        members[key[0]], place = _member(text, key.end())
    return members


def write_dictionary(members: Mapping[str, Member]) -> str:
    """The dictionary as a field's value. Raises Malformed over what cannot be said."""
    return ", ".join(_written_member(key, member) for key, member in members.items())


def write(member: Member) -> str:
    """An item or an inner list as text."""
    if isinstance(member, InnerList):
        return f"({' '.join(write(each) for each in member.items)}){write_parameters(member.parameters)}"
    return _written(member.value) + write_parameters(member.parameters)


def write_parameters(parameters: Mapping[str, Bare]) -> str:
    """Parameters as text, each with its semicolon."""
    return "".join(f";{key}" if value is True else f";{key}={_written(value)}" for key, value in parameters.items())


def _member(text: str, place: int) -> tuple[Member, int]:
    if text[place : place + 1] != "=":
        parameters, place = _parameters(text, place)
        return Item(True, parameters), place
    if text[place + 1 : place + 2] == "(":
        return _inner_list(text, place + 2)
    return _item(text, place + 1)


def _inner_list(text: str, place: int) -> tuple[InnerList, int]:
    items: list[Item] = []
    while True:
        spaced = _SPACES.match(text, place)
        start = spaced.end() if spaced else place
        if text[start : start + 1] == ")":
            parameters, place = _parameters(text, start + 1)
            return InnerList(tuple(items), parameters), place
        if items and start == place:
            raise Malformed(f"no space between items at {place}")
        item, place = _item(text, start)
        items.append(item)


def _item(text: str, place: int) -> tuple[Item, int]:
    value, place = _bare(text, place)
    parameters, place = _parameters(text, place)
    return Item(value, parameters), place


def _parameters(text: str, place: int) -> tuple[dict[str, Bare], int]:
    found: dict[str, Bare] = {}
    if text[place : place + 1] != ";":
        return found, place
    while match := _PARAMETER.match(text, place):
        key, place = match[1], match.end()
        if key in found:
            raise Malformed(f"the parameter {key} is said twice")
        found[key] = True
        if match[2]:
            found[key], place = _bare(text, place)
    return found, place


def _bare(text: str, place: int) -> tuple[Bare, int]:
    match = _BARE.match(text, place)
    if not match or match.lastgroup is None:
        raise Malformed(f"no value at {place}")
    return _value(match.lastgroup, match[match.lastgroup]), match.end()


def _value(kind: str, said: str) -> Bare:
    match kind:
        case "string":
            return _ESCAPED.sub(r"\1", said) if "\\" in said else said
        case "bytes":
            return _decoded(said)
        case "decimal":
            return Decimal(said)
        case "integer":
            return int(said)
        case "truth":
            return said == "1"
        case _:
            return Token(said)


def _decoded(said: str) -> bytes:
    try:
        return base64.b64decode(said, validate=True)
    except ValueError as fault:
        raise Malformed("not base64") from fault


def _after(pattern: re.Pattern[str], text: str, place: int, what: str) -> int:
    match = pattern.match(text, place)
    if not match:
        raise Malformed(f"{what} is missing at {place}")
    return match.end()


def _written_member(key: str, member: Member) -> str:
    if not _KEY.fullmatch(key):
        raise Malformed(f"{key!r} is no key")
    if isinstance(member, Item) and member.value is True:
        return key + write_parameters(member.parameters)
    return f"{key}={write(member)}"


def _written(value: Bare) -> str:
    match value:
        case bool():
            return f"?{value:d}"
        case int() | Decimal():
            return str(value)
        case bytes():
            return f":{base64.b64encode(value).decode()}:"
        case Token():
            if not _TOKEN.fullmatch(value):
                raise Malformed("not a token")
            return str(value)
        case str():
            if not _WRITABLE.fullmatch(value):
                raise Malformed("a string of a structured field is printable ASCII")
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
