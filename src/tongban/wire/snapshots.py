"""Snapshots: all that one gateway serves from, numbered and signed by the control plane. And the check of a new one.

A snapshot holds the secrets its node shares with consumers: it travels encrypted and lies sealed. Not here: pulling it,
keeping it, looking things up in it (gateway), or deciding what goes in (exchange).
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from tongban.signing.key_sets import Jwk
from tongban.signing.ports import Signer
from tongban.wire import canonical, envelopes
from tongban.wire.faults import Fault, Refused
from tongban.wire.signatures import Keys
from tongban.wire.tickets import Ground

KIND = "snapshot1"
SKEW = timedelta(minutes=2)


class Mask(StrEnum):
    """How a field is shown to a consumer."""

    FULL = "full"
    PARTIAL = "partial"  # the ends stay, the middle is covered
    HASHED = "hashed"  # equal for equal values, for joining only
    EXISTS = "exists"  # whether there is a value


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A field of a resource. *sensitivity* is 1 (public) to 4 (most sensitive)."""

    code: str
    sensitivity: int
    title: str = ""


class Resource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something a department answers."""

    code: str
    version: int
    title: str
    provider: str  # the department's code
    node: str  # where its gateway is
    sharing: str  # the class, a code of the region pack
    fields: tuple[Field, ...]
    oldest_snapshot: int  # seconds: with an older snapshot it is not served
    subject: str = ""  # the field of the request that names a person's number; empty: no person's data, no ticket
    timeout_ms: int = 3000
    grounds: tuple[Ground, ...] = ()  # which grounds it accepts; empty with a subject: any


class Quota(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How much may be asked. Zero means none, not unlimited."""

    per_second: int
    burst: int
    per_day: int


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one consumer may ask of one resource, until when. *scenes* are codes of registered uses."""

    number: str
    consumer: str
    resource: str
    fields: dict[str, Mask]
    scenes: tuple[str, ...]
    quota: Quota
    not_before: int
    not_after: int


class Secret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A secret that a consumer shares with its node."""

    kid: str
    secret: bytes
    not_before: int
    not_after: int


class Consumer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody who asks, with keys of its own and, where it cannot hold one, secrets shared with its node."""

    code: str
    node: str
    keys: tuple[Jwk, ...] = ()
    secrets: tuple[Secret, ...] = ()
    organ: str = ""


class Issuer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody who issues tickets, and the grounds that are its to speak for."""

    code: str
    grounds: tuple[Ground, ...]
    keys: tuple[Jwk, ...]


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A gateway as others reach it."""

    code: str
    address: str
    keys: tuple[Jwk, ...]


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where this node asks for a resource: at the provider's own system. Others are reached through their node."""

    resource: str
    address: str
    keys: tuple[Jwk, ...] = ()


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All that *node* serves from. *number* only ever grows; *made* is seconds since 1970, UTC."""

    node: str
    number: int
    made: int
    resources: tuple[Resource, ...] = ()
    grants: tuple[Grant, ...] = ()
    consumers: tuple[Consumer, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    nodes: tuple[Node, ...] = ()
    routes: tuple[Route, ...] = ()
    tag_keys: dict[str, bytes] = {}  # month → tags.node_key of this node

    @property
    def made_at(self) -> datetime:
        return datetime.fromtimestamp(self.made, UTC)


def publish(snapshot: Snapshot, signer: Signer) -> bytes:
    """The snapshot as a signed file."""
    return envelopes.seal_file(KIND, canonical.encode(snapshot), signer)


def read(content: bytes, keys: Keys, *, node: str, above: int, at: datetime) -> Snapshot:
    """The snapshot in *content*, for *node*, numbered above *above*. Raises Refused with the check it fails."""
    opened = envelopes.open_file(KIND, content, keys)
    try:
        snapshot = msgspec.json.decode(opened.payload, type=Snapshot)
        made = snapshot.made_at
    except (msgspec.MsgspecError, ValueError, OverflowError, OSError) as fault:
        raise Refused(Fault.STATEMENT_MALFORMED, str(fault)) from fault
    opened.require_key(made)
    if snapshot.node != node:
        raise Refused(Fault.SNAPSHOT_OTHER_NODE, snapshot.node)
    if snapshot.number <= above:
        raise Refused(Fault.SNAPSHOT_OLDER, f"{snapshot.number} after {above}")
    if made > at + SKEW:
        raise Refused(Fault.SNAPSHOT_FUTURE)
    return snapshot


def require_fresh(snapshot: Snapshot, resource: Resource, *, at: datetime) -> None:
    """The snapshot must not be older than *resource* allows. Raises Refused."""
    if at - snapshot.made_at > timedelta(seconds=resource.oldest_snapshot):
        raise Refused(Fault.SNAPSHOT_TOO_OLD, resource.code)
