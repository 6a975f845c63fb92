"""Receipts: one for every exchange, chained, sealed in batches, proved one by one. Not here: the files they lie in.

A receipt says who asked whom for which fields on which ground, and what became of it. Nothing in it lets anyone guess a
person or an answer: the subject is a tag (tags), bodies appear as digests and carry 16 random bytes (*salt*) that never
enter here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

import msgspec

from tongban.signing.ports import Signer
from tongban.wire import canonical, envelopes, merkle
from tongban.wire.faults import Fault, Refused
from tongban.wire.signatures import Keys
from tongban.wire.tickets import Ground

SEAL = "seal1"
START = bytes(merkle.HASH)  # what the first record of a node follows
Hex = str


class Outcome(StrEnum):
    """What became of a request."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    FAILED = "failed"


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One exchange as one node saw it. *at* is microseconds since 1970, UTC; digests are hexadecimal SHA-256."""

    node: str
    serial: int
    at: int
    consumer: str
    resource: str
    outcome: Outcome
    fields: tuple[str, ...] = ()
    grant: str = ""
    scene: str = ""
    ground: Ground | None = None
    number: str = ""  # of the ground
    subject: Hex = ""  # tags.subject under this node's key of *month*
    month: str = ""
    ticket: str = ""  # its nonce
    request: Hex = ""
    answer: Hex = ""
    signed_by: str = ""  # the key that signed the request
    answered_by: str = ""  # the key that signed the provider's answer
    fault: str = ""
    took_ms: int = 0


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A batch closed: *count* records from serial *first*. *before* and *head* are the chain's ends, *root* its tree."""

    node: str
    number: int
    first: int
    count: int
    before: Hex
    head: Hex
    root: Hex
    at: int

    @property
    def sealed_at(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What proves one record, without anything else but public keys. *seals* are lines of one seal by several nodes."""

    record: str
    index: int
    path: tuple[Hex, ...]
    seals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof proves, and who vouches for the seal: the node itself first, then those that countersigned."""

    receipt: Receipt
    seal: Seal
    kids: tuple[str, ...]


def salted_digest(body: bytes) -> Hex:
    """The digest of a body as receipts have it. The body carries its own salt, so it cannot be guessed."""
    return sha256(body).hexdigest()


def link(before: bytes, record: bytes) -> bytes:
    """The chain after *record*: 32 bytes. Its first byte keeps links apart from leaves and nodes of trees."""
    return sha256(b"\x02" + before + record).digest()


def chain(records: Iterable[bytes], before: bytes = START) -> Iterator[bytes]:
    """The link after each record."""
    for record in records:
        before = link(before, record)
        yield before


def close(records: Sequence[bytes], *, before: bytes, node: str, number: int, first: int, at: datetime) -> Seal:
    """The seal of a batch of encoded receipts that follows the link *before*. An empty batch is allowed: it says so."""
    head, tree = before, merkle.Growing()
    for record in records:
        head = link(head, record)
        tree.append(merkle.leaf(record))
    return Seal(node, number, first, len(records), before.hex(), head.hex(), tree.root().hex(), int(at.timestamp()))


def sign(seal: Seal, signer: Signer) -> str:
    """The seal, signed or countersigned: every node signs the same words."""
    return envelopes.seal_line(SEAL, canonical.encode(seal), signer)


def read_seal(line: str, keys: Keys) -> tuple[Seal, str]:
    """The seal a line says, and the id of the key that signed. Raises Refused."""
    opened = envelopes.open_line(SEAL, line, keys)
    try:
        seal = canonical.decode(opened.payload, Seal)
        opened.require_key(seal.sealed_at)
    except (canonical.NotCanonical, ValueError, OverflowError, OSError) as fault:
        raise Refused(Fault.STATEMENT_MALFORMED, str(fault)) from fault
    return seal, opened.kid


def verify_batch(records: Iterable[bytes], seal: Seal) -> None:
    """All records of a batch, as many, as they were and in their order. Raises Refused; its detail names the serial."""
    before, tree, serial = _hash(seal.before), merkle.Growing(), seal.first
    for record in records:
        _require_place(record, seal, serial)
        before, serial = link(before, record), serial + 1
        tree.append(merkle.leaf(record))
    if serial != seal.first + seal.count:
        raise Refused(Fault.CHAIN_BROKEN, f"{serial - seal.first} records where {seal.count} were sealed")
    if before.hex() != seal.head or tree.root().hex() != seal.root:
        raise Refused(Fault.CHAIN_BROKEN, f"the batch {seal.number} does not lead to its seal")


def verify_seals(seals: Iterable[Seal], before: bytes = START) -> None:
    """Seals of one node, each following the one before, none missing. Raises Refused; its detail names the seal."""
    head, earlier = before.hex(), None
    for seal in seals:
        follows = earlier is None or _follows(seal, earlier)
        if seal.before != head or not follows:
            raise Refused(Fault.CHAIN_BROKEN, f"the seal {seal.number} does not follow the one before")
        head, earlier = seal.head, seal


def first_break(records: Iterable[bytes], links: Iterable[bytes], before: bytes = START) -> int | None:
    """The index of the first record whose stored link does not fit; None when all do."""
    for index, (record, stored) in enumerate(zip(records, links, strict=True)):
        if link(before, record) != stored:
            return index
        before = stored
    return None


def prove(records: Sequence[bytes], index: int, seals: Sequence[str]) -> Proof:
    """The proof of record *index* of a batch with its signed seals."""
    leaves = [merkle.leaf(record) for record in records]
    path = tuple(each.hex() for each in merkle.inclusion(leaves, index))
    return Proof(records[index].decode(), index, path, tuple(seals))


def verify_proof(proof: Proof, keys: Keys) -> Proved:
    """What *proof* proves. Raises Refused. How many countersignatures are enough is for the reader."""
    read = [read_seal(line, keys) for line in proof.seals]
    if not read or any(seal != read[0][0] for seal, _ in read):
        raise Refused(Fault.PROOF_WRONG, "no seal, or seals that say different things")
    seal, record = read[0][0], proof.record.encode()
    if not merkle.includes(_hash(seal.root), seal.count, proof.index, merkle.leaf(record), _hashes(proof.path)):
        raise Refused(Fault.PROOF_WRONG, "the path does not lead to the root")
    try:
        receipt = canonical.decode(record, Receipt)
    except canonical.NotCanonical as fault:
        raise Refused(Fault.STATEMENT_MALFORMED, str(fault)) from fault
    if (receipt.node, receipt.serial) != (seal.node, seal.first + proof.index):
        raise Refused(Fault.PROOF_WRONG, "the receipt names another place than its own")
    return Proved(receipt, seal, tuple(dict.fromkeys(kid for _, kid in read)))


def _require_place(record: bytes, seal: Seal, serial: int) -> None:
    try:
        receipt = canonical.decode(record, Receipt)
    except canonical.NotCanonical as fault:
        raise Refused(Fault.CHAIN_BROKEN, f"serial {serial} cannot be read") from fault
    if (receipt.node, receipt.serial) != (seal.node, serial):
        raise Refused(Fault.CHAIN_BROKEN, f"serial {receipt.serial} lies where {serial} belongs")


def _follows(seal: Seal, earlier: Seal) -> bool:
    place = (earlier.node, earlier.number + 1, earlier.first + earlier.count)
    return (seal.node, seal.number, seal.first) == place


def _hash(text: Hex) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as fault:
        raise Refused(Fault.PROOF_WRONG, "not hexadecimal") from fault


def _hashes(path: Sequence[Hex]) -> list[bytes]:
    return [_hash(each) for each in path]
