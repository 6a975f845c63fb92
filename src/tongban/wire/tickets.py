"""Tickets: the proof of a ground, without which nobody looks at a person's data. Issued online, verified offline.

Whoever owns the ground (a case, a registration, the person's own page) signs one for a short time. Not here: who may
own which ground, which the snapshot says, and the wording of consent.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from tongban.signing.ports import Signer
from tongban.wire import canonical, envelopes
from tongban.wire.faults import Fault, Refused
from tongban.wire.signatures import Keys

KIND = "ticket1"
FIELD = "tongban-ticket"  # the header that carries it; a request's signature must cover it
LONGEST = timedelta(hours=1)
SKEW = timedelta(minutes=2)
_NONCE = 16


class Ground(StrEnum):
    """Why a person's data may be looked at."""

    CASE = "case"
    REGISTRATION = "registration"
    OWN_PAGE = "own_page"
    BENEFIT = "benefit"
    COUNTER = "counter"
    INVESTIGATION = "investigation"


class Ticket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Times are seconds since 1970, UTC. *fields* lists, per resource or certificate type, what may be read."""

    ground: Ground
    number: str  # of the ground: the case, the registration
    item: str  # the catalogue code, or empty where the ground is no case
    subject: str  # tags.subject under the key of consumer's node and the month of *issued*
    consumer: str
    fields: dict[str, tuple[str, ...]]
    issued: int
    expires: int
    nonce: str

    @property
    def issued_at(self) -> datetime:
        return _moment(self.issued)

    @property
    def expires_at(self) -> datetime:
        return _moment(self.expires)


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to do with a ticket."""

    consumer: str
    resource: str
    fields: Sequence[str]
    subject: str
    item: str | None = None  # None: the caller does not say, and does not have to


@dataclass(frozen=True, slots=True)
class Presented:
    """A ticket whose signature holds, and the key that made it."""

    ticket: Ticket
    kid: str


def nonce() -> str:
    """22 letters of 16 random bytes."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_NONCE)).rstrip(b"=").decode()


def issue(ticket: Ticket, signer: Signer) -> str:
    """The ticket as one line of text."""
    return envelopes.seal_line(KIND, canonical.encode(ticket), signer)


def read(line: str, keys: Keys, *, at: datetime, longest: timedelta = LONGEST) -> Presented:
    """The ticket that *line* says, signed by a key that counted when it was issued, and valid at *at*. Raises Refused."""
    if not line:
        raise Refused(Fault.TICKET_MISSING)
    opened = envelopes.open_line(KIND, line, keys)
    try:
        ticket = canonical.decode(opened.payload, Ticket)
    except canonical.NotCanonical as fault:
        raise Refused(Fault.STATEMENT_MALFORMED, str(fault)) from fault
    _require_time(ticket, at, longest)
    opened.require_key(ticket.issued_at)
    return Presented(ticket, opened.kid)


def require_ground(presented: Presented, grounds: Mapping[str, Sequence[str]]) -> None:
    """The ticket's key must be one that may speak for its ground; *grounds* says which, by key id. Raises Refused."""
    if presented.ticket.ground not in grounds.get(presented.kid, ()):
        raise Refused(Fault.TICKET_GROUND, presented.ticket.ground)


def require(ticket: Ticket, use: Use) -> None:
    """The ticket must allow *use*. Raises Refused with the first check that fails."""
    if ticket.consumer != use.consumer:
        raise Refused(Fault.TICKET_CONSUMER)
    if not secrets.compare_digest(ticket.subject.encode(), use.subject.encode()):
        raise Refused(Fault.TICKET_SUBJECT)
    if use.item is not None and ticket.item != use.item:
        raise Refused(Fault.TICKET_ITEM)
    allowed = ticket.fields.get(use.resource)
    if allowed is None:
        raise Refused(Fault.TICKET_FIELDS, use.resource)
    if beyond := sorted(set(use.fields).difference(allowed)):
        raise Refused(Fault.TICKET_FIELDS, ", ".join(beyond))


def _require_time(ticket: Ticket, at: datetime, longest: timedelta) -> None:
    if ticket.issued_at > at + SKEW:
        raise Refused(Fault.TICKET_NOT_YET)
    if ticket.expires_at <= at - SKEW:
        raise Refused(Fault.TICKET_EXPIRED)
    if ticket.expires_at - ticket.issued_at > longest:
        raise Refused(Fault.TICKET_TOO_LONG)


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as fault:
        raise Refused(Fault.STATEMENT_MALFORMED, "a time out of range") from fault
