"""Ports: where an interface meets what implements it. Settings join them; not here: any interface or implementation.

`TONGBAN_PORTS` maps "package.Protocol" to the dotted path of a class or function that is called without arguments.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from django.conf import settings
from django.utils.module_loading import import_string

Port = TypeVar("Port")

_implementations: dict[str, object] = {}


class NotJoined(LookupError):
    """No implementation is set for this port; the message names the line of settings that is missing."""


def get(port: type[Port]) -> Port:
    """The implementation of *port* that settings name; made once per process. Raises NotJoined."""
    name = _name(port)
    if name not in _implementations:
        _implementations[name] = _make(name)
    return cast("Port", _implementations[name])


@contextmanager
def joined(port: type[Port], implementation: Port) -> Iterator[Port]:
    """For as long as the block lasts, *implementation* stands behind *port*: for tests."""
    name = _name(port)
    before = _implementations.get(name)
    _implementations[name] = implementation
    try:
        yield implementation
    finally:
        del _implementations[name]
        if before is not None:
            _implementations[name] = before


def _name(port: type[object]) -> str:
    """notifications.Sms for tongban.notifications.ports.Sms."""
    return f"{port.__module__.split('.')[1]}.{port.__qualname__}"


def _make(name: str) -> object:
    path = settings.TONGBAN_PORTS.get(name)
    if not path:
        raise NotJoined(f"TONGBAN_PORTS has no entry for {name}")
    return import_string(path)()
