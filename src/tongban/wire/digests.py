"""Content-Digest (RFC 9530): what a body was when it was signed. `sm3` is ours, for regions that ask for it."""

import hmac
from collections.abc import Callable
from hashlib import sha256, sha512

from tongban.signing import suites
from tongban.wire import fields
from tongban.wire.faults import Fault, Refused

_DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    "sha-256": lambda body: sha256(body).digest(),
    "sha-512": lambda body: sha512(body).digest(),
    "sm3": suites.sm3,
}


def content_digest(body: bytes, name: str = "sha-256") -> str:
    """The field's value for *body*."""
    return fields.write_dictionary({name: fields.Item(_DIGESTS[name](body))})


def require(value: str | None, body: bytes) -> None:
    """Every digest we know must fit, and one at least must be known. Raises Refused."""
    if not value:
        raise Refused(Fault.DIGEST_MISSING)
    try:
        members = fields.dictionary(value)
    except fields.Malformed as fault:
        raise Refused(Fault.DIGEST_WRONG, str(fault)) from fault
    known = {name: member for name, member in members.items() if name in _DIGESTS}
    if not known:
        raise Refused(Fault.DIGEST_MISSING, f"none of {', '.join(_DIGESTS)}")
    for name, member in known.items():
        if not _fits(member, _DIGESTS[name](body)):
            raise Refused(Fault.DIGEST_WRONG, name)


def _fits(member: fields.Member, digest: bytes) -> bool:
    said = member.value if isinstance(member, fields.Item) else None
    return isinstance(said, bytes) and hmac.compare_digest(said, digest)
