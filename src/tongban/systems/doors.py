"""Doors of the API: who calls (a key as bearer), how often, and a request that is done once. Not here: what is done."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from tongban.identity import limits
from tongban.identity.actors import Actor
from tongban.systems import actions, problems, queries
from tongban.systems.problems import Problem
from tongban.systems.queries import Caller, Client
from tongban.systems.rules import Scope

PER_CLIENT = limits.Limit("api-client", 600, timedelta(minutes=1))
PER_ADDRESS = limits.Limit("api-address", 300, timedelta(minutes=1))
KEY = re.compile(r"[A-Za-z0-9._:-]{1,80}")


class Request(Protocol):
    """A request after a door let it in: for annotations only."""

    actor: Actor
    client: Client
    method: str
    headers: dict[str, str]
    body: bytes
    FILES: Any

    def get_full_path(self) -> str: ...


class Key(HttpBearer):
    """Lets in a client whose key has *scope*."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Who calls. Raises Problem when the key is right and its scope is not, limits.TooMany."""
        at = timezone.now()
        caller = queries.caller(token, at=at)
        if caller is None:
            return None
        limits.count(PER_CLIENT, str(caller.client.pk), at=at)
        if not caller.may(self.scope):
            raise Problem(403, "no_scope", problems.NO_SCOPE)
        actions.touch(caller.client, at=at)
        request.actor = caller.actor  # type: ignore[attr-defined]  # ours: the middleware's would be the session's
        request.client = caller.client  # type: ignore[attr-defined]  # ours
        return caller


class Slowly(BaseThrottle):
    """So many requests a minute from one network address without a key: one statement, no table scanned."""

    def allow_request(self, request: HttpRequest) -> bool:
        limits.count(PER_ADDRESS, limits.address_of(request), at=timezone.now())
        return True


def once(request: HttpRequest, act: Callable[[], Schema]) -> Any:
    """Do *act*; with an Idempotency-Key do it once, and answer a repetition as the first time."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if not KEY.fullmatch(key):
        raise Problem(400, "bad_key", problems.BAD_KEY)
    client = cast("Request", request).client
    return actions.once(client, key, _asked(request), lambda: act().model_dump(mode="json"), at=timezone.now())


def _asked(request: HttpRequest) -> bytes:
    """What was asked, as a digest: a repetition must be the same to the byte, uploads by their content."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.FILES:
        for name in sorted(request.FILES):
            upload = request.FILES[name]
            found.update(f"{name}:{upload.name}\n".encode())  # type: ignore[union-attr]  # one file per name
            found.update(upload.read())  # type: ignore[union-attr]  # as above
            upload.seek(0)  # type: ignore[union-attr]  # as above
    else:
        found.update(request.body)
    return found.digest()
