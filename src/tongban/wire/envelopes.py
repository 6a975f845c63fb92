"""A signed statement: what kind it is, who signed, what it says. As one line of text, or as a file with a first line.

What is signed is `KIND.KID.` and then the payload, so that no statement passes for one of another kind. The payload is
canonical JSON. Here the signature is checked; what the statement says is for its own module.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from tongban.signing.ports import Algorithm, KeyRecord, Signer
from tongban.wire.faults import Fault, Refused
from tongban.wire.signatures import Keys

LONGEST_LINE = 16 * 1024
_KIND = r"[a-z]+[0-9]+"
_LINE = re.compile(rf"({_KIND})\.([A-Za-z0-9_-]{{1,64}})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_HEAD = re.compile(rf"({_KIND})\.([A-Za-z0-9_-]{{1,64}})\.([A-Za-z0-9_-]+)\n".encode())


@dataclass(frozen=True, slots=True)
class Opened:
    """A statement whose signature holds. Whether its key counted at the time is asked with that time."""

    payload: bytes
    key: KeyRecord
    kid: str

    def require_key(self, at: datetime) -> None:
        """The key must count at *at*, the time that the statement names as its own. Raises Refused."""
        if not self.key.counts(at):
            raise Refused(Fault.KEY_OUT_OF_DATE, self.kid)


def seal_line(kind: str, payload: bytes, signer: Signer) -> str:
    """The statement as one line, fit for a header or a URL-safe token."""
    return f"{kind}.{signer.kid}.{_text(payload)}.{_text(signer.sign(_signed(kind, signer.kid, payload)))}"


def open_line(kind: str, line: str, keys: Keys) -> Opened:
    """Raises Refused: malformed, of another kind, of an unknown key, forged."""
    found = _LINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if not found or found[1] != kind:
        raise Refused(Fault.STATEMENT_MALFORMED, f"not a line of kind {kind}")
    return _opened(kind, found[2], _bytes(found[3]), _bytes(found[4]), keys)


def seal_file(kind: str, payload: bytes, signer: Signer) -> bytes:
    """The statement as a file: one line that says kind, key and signature, then the payload as it is."""
    signature = signer.sign(_signed(kind, signer.kid, payload))
    return f"{kind}.{signer.kid}.{_text(signature)}\n".encode() + payload


def open_file(kind: str, content: bytes, keys: Keys) -> Opened:
    """Raises Refused, as open_line."""
    found = _HEAD.match(content)
    if not found or found[1].decode() != kind:
        raise Refused(Fault.STATEMENT_MALFORMED, f"not a file of kind {kind}")
    return _opened(kind, found[2].decode(), content[found.end() :], _bytes(found[3].decode()), keys)


def _opened(kind: str, kid: str, payload: bytes, signature: bytes, keys: Keys) -> Opened:
    key = keys(kid)
    # A shared secret would let either of its holders speak for the other: it makes no statement.
    if key is None or key.verifier.algorithm is Algorithm.HMAC_SHA256:
        raise Refused(Fault.KEY_UNKNOWN, kid)
    if not key.verifier.verifies(_signed(kind, kid, payload), signature):
        raise Refused(Fault.STATEMENT_FORGED, kid)
    return Opened(payload, key, kid)


def _signed(kind: str, kid: str, payload: bytes) -> bytes:
    return f"{kind}.{kid}.".encode() + payload


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """What base64url says, in its one spelling: leftover bits must be zero."""
    try:
        value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        value = b""
    if not value or _text(value) != text:
        raise Refused(Fault.STATEMENT_MALFORMED, "not base64url")
    return value
