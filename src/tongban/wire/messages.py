"""A message of HTTP as a signature sees it, and the text that is signed (RFC 9421 §2). Not here: keys.

Known parts: all derived components of requests and responses, and fields, with the parameters `req`, `bs`, `key` and
`name`. `sf` and `tr` are refused: the first needs a table of every field's kind, the second trailers.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from tongban.wire import fields
from tongban.wire.faults import Fault, Refused
from tongban.wire.fields import InnerList, Item

_DEFAULT_PORTS = {"https": ":443", "http": ":80"}
_KNOWN = {"req", "bs", "key", "name"}
_FIELD_NAME = re.compile(r"[a-z0-9!#$%&'*+\-.^_`|~]+")
_FOLD = re.compile(r"[ \t]*\r?\n[ \t]+")
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*")


@dataclass(frozen=True, slots=True)
class Message:
    """A request, or a response to *request*. Names of *headers* are in lower case; *query* has no question mark."""

    method: str = ""
    scheme: str = "https"
    authority: str = ""
    path: str = "/"
    query: str | None = None
    status: int | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    request: "Message | None" = None

    @classmethod
    def asked(cls, method: str, target: str, headers: Iterable[tuple[str, str]] = ()) -> Self:
        """A request for an absolute address, such as https://host/path?query."""
        scheme, _, rest = target.partition("://")
        host, slash, rest = rest.partition("/")
        path, mark, query = rest.partition("?")
        return cls(method, scheme, host, slash + path, query if mark else None, None, gather(headers))

    @classmethod
    def answered(cls, status: int, headers: Iterable[tuple[str, str]] = (), request: "Message | None" = None) -> Self:
        """A response."""
        return cls(status=status, headers=gather(headers), request=request)

    def header(self, name: str) -> str | None:
        """All values of a field, joined; None when there is none."""
        values = self.headers.get(name)
        return None if values is None else ", ".join(_tidy(value) for value in values)


def gather(headers: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Pairs of name and value, as they came, by name in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in headers:
        lower = name.lower()
        found[lower] = (*found.get(lower, ()), value)
    return found


def base(message: Message, covered: InnerList) -> bytes:
    """The text to sign: a line a component, and the parameters last. Raises Refused."""
    names = [_identifier(component) for component in covered.items]
    if len(set(names)) < len(names):
        raise Refused(Fault.SIGNATURE_MALFORMED, "a part is covered twice")
    lines = [f"{name}: {value_of(message, each)}" for name, each in zip(names, covered.items, strict=True)]
    lines.append(f'"@signature-params": ({" ".join(names)}){fields.write_parameters(covered.parameters)}')
    try:
        return "\n".join(lines).encode("ascii")
    except UnicodeEncodeError as fault:
        raise Refused(Fault.COMPONENT_MISSING, "a value that is not ASCII; cover it with ;bs") from fault


def _identifier(component: Item) -> str:
    if not isinstance(component.value, str):
        raise Refused(Fault.SIGNATURE_MALFORMED, "a component that is no string")
    return fields.write(component) if component.parameters else _plain(component.value)


@lru_cache(maxsize=256)
def _plain(name: str) -> str:
    """A component's name in quotes; the same few come with every request."""
    return fields.write(Item(name))


def value_of(message: Message, component: Item) -> str:
    """What *message* says under *component*. Raises Refused when it does not."""
    name = str(component.value)
    if component.parameters:
        message = _meant(message, component)
    found = _derived(message, component) if name.startswith("@") else _field(message, component)
    if found is None or "\n" in found:
        raise Refused(Fault.COMPONENT_MISSING, name)
    return found


def _meant(message: Message, component: Item) -> Message:
    """The message that a component with parameters is of. Raises Refused over parameters unknown here."""
    if component.parameters.keys() - _KNOWN:
        raise Refused(Fault.COMPONENT_MISSING, f"unknown parameter of {component.value!s}")
    if not component.parameters.get("req"):
        return message
    if message.request is None:
        raise Refused(Fault.COMPONENT_MISSING, f"{component.value!s} of a request that is not at hand")
    return message.request


def _derived(message: Message, component: Item) -> str | None:
    name = str(component.value)
    if name == "@status":
        return None if message.status is None else str(message.status)
    if message.status is not None:
        return None
    if name == "@query-param":
        return _query_parameter(message.query or "", str(component.parameters.get("name", "")))
    derive = _DERIVED.get(name)
    return derive(message) if derive else None


def _authority(message: Message) -> str:
    return message.authority.lower().removesuffix(_DEFAULT_PORTS.get(message.scheme.lower(), "\n"))


def _request_target(message: Message) -> str:
    return (message.path or "/") + ("" if message.query is None else f"?{message.query}")


_DERIVED: dict[str, Callable[[Message], str]] = {
    "@method": lambda message: message.method,
    "@scheme": lambda message: message.scheme.lower(),
    "@authority": _authority,
    "@path": lambda message: message.path or "/",
    "@query": lambda message: f"?{message.query or ''}",
    "@request-target": _request_target,
    "@target-uri": lambda message: f"{message.scheme.lower()}://{_authority(message)}{_request_target(message)}",
}


def _query_parameter(query: str, wanted: str) -> str | None:
    """The one value of a parameter, encoded anew; None when there is none or more than one."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    values = [_encoded(_decoded(value)) for name, _, value in pairs if _encoded(_decoded(name)) == wanted]
    return values[0] if len(values) == 1 else None


def _decoded(text: str) -> bytes:
    return _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), text.replace("+", " ").encode())


def _encoded(value: bytes) -> str:
    return "".join(chr(each) if each in _PLAIN else f"%{each:02X}" for each in value)


def _field(message: Message, component: Item) -> str | None:
    name, parameters = str(component.value), component.parameters
    values = message.headers.get(name)
    if values is None or not _FIELD_NAME.fullmatch(name):
        return None
    if parameters.get("bs"):
        return ", ".join(fields.write(Item(_tidy(value).encode("latin-1", "replace"))) for value in values)
    joined = ", ".join(_tidy(value) for value in values)
    return _one_member(joined, str(parameters["key"])) if "key" in parameters else joined


def _one_member(joined: str, key: str) -> str | None:
    try:
        member = fields.dictionary(joined).get(key)
    except fields.Malformed:
        return None
    return None if member is None else fields.write(member)


def _tidy(value: str) -> str:
    return _FOLD.sub(" ", value).strip(" \t\r\n") if "\n" in value else value.strip(" \t")
