"""HTTP message signatures (RFC 9421): signing a message, and saying which check a signature fails.

Not here: whether a nonce was seen before, which needs a memory, and who the key belongs to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tongban.signing.ports import KeyRecord, Signer
from tongban.wire import fields, messages
from tongban.wire.faults import Fault, Refused
from tongban.wire.fields import Bare, InnerList, Item
from tongban.wire.messages import Message

Keys = Callable[[str], KeyRecord | None]

# What a request and its answer must cover between nodes and consumers.
REQUEST = ("@method", "@authority", "@path", "content-digest")
RESPONSE = ("@status", "content-digest")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a verifier asks of a signature."""

    covered: frozenset[str] = frozenset(REQUEST)
    oldest: timedelta = timedelta(minutes=5)
    skew: timedelta = timedelta(minutes=2)
    nonce: bool = True
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """What a signer says beside the components it covers."""

    created: datetime
    expires: datetime | None = None
    nonce: str | None = None
    tag: str | None = None
    label: str = "sig1"


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature that holds."""

    label: str
    kid: str
    created: datetime
    nonce: str
    covered: tuple[Item, ...] = field(repr=False)


def cover(*names: str) -> tuple[Item, ...]:
    """Components by their plain names."""
    return tuple(Item(name) for name in names)


def sign(message: Message, signer: Signer, components: Sequence[Item], saying: Signing) -> dict[str, str]:
    """The two fields to add to *message*: signature-input and signature. Raises Refused over a part it lacks."""
    said: dict[str, Bare | None] = {
        "created": int(saying.created.timestamp()),
        "expires": None if saying.expires is None else int(saying.expires.timestamp()),
        "keyid": signer.kid,
        "nonce": saying.nonce,
        "tag": saying.tag,
    }
    covered = InnerList(tuple(components), {key: value for key, value in said.items() if value is not None})
    signature = signer.sign(messages.base(message, covered))
    return {
        "signature-input": fields.write_dictionary({saying.label: covered}),
        "signature": fields.write_dictionary({saying.label: Item(signature)}),
    }


def verify(message: Message, keys: Keys, *, at: datetime, policy: Policy = Policy()) -> Verified:
    """The signature of *message* that *policy* asks for, if it holds at *at*. Raises Refused with the check it fails.

    *keys* finds a key by its id. With a tag in the policy the one signature so tagged counts; without, the only one.
    """
    label, covered, signature = _chosen(message, policy.tag)
    kid, created = _text(covered, "keyid"), _moment(covered, "created")
    _require_coverage(covered, policy)
    _require_time(covered, created, at, policy)
    if policy.nonce and not covered.parameters.get("nonce"):
        raise Refused(Fault.NONCE_MISSING)
    key = _key(keys, kid, covered, created)
    if not key.verifier.verifies(messages.base(message, covered), signature):
        raise Refused(Fault.SIGNATURE_WRONG, kid)
    return Verified(label, kid, created, str(covered.parameters.get("nonce", "")), covered.items)


def _chosen(message: Message, tag: str | None) -> tuple[str, InnerList, bytes]:
    inputs, signatures = _member_of(message, "signature-input"), _member_of(message, "signature")
    found = [
        (label, covered)
        for label, covered in inputs.items()
        if isinstance(covered, InnerList) and (tag is None or covered.parameters.get("tag") == tag)
    ]
    if not found:
        raise Refused(Fault.UNSIGNED, "no signature with the tag asked for" if tag else "")
    if len(found) > 1:
        raise Refused(Fault.SIGNATURE_MALFORMED, "more than one signature: which one is meant is not said")
    label, covered = found[0]
    signature = signatures.get(label)
    if not isinstance(signature, Item) or not isinstance(signature.value, bytes):
        raise Refused(Fault.SIGNATURE_MALFORMED, f"no signature of the label {label}")
    return label, covered, signature.value


def _member_of(message: Message, name: str) -> dict[str, fields.Member]:
    value = message.header(name)
    if not value:
        raise Refused(Fault.UNSIGNED, name)
    try:
        return fields.dictionary(value)
    except fields.Malformed as fault:
        raise Refused(Fault.SIGNATURE_MALFORMED, f"{name}: {fault}") from fault


def _require_coverage(covered: InnerList, policy: Policy) -> None:
    """A component with parameters is another component: only plain ones count for what must be covered."""
    plain = {item.value for item in covered.items if not item.parameters}
    if missing := policy.covered - plain:
        raise Refused(Fault.NOT_COVERED, ", ".join(sorted(missing)))


def _require_time(covered: InnerList, created: datetime, at: datetime, policy: Policy) -> None:
    if created > at + policy.skew:
        raise Refused(Fault.FUTURE)
    if created < at - policy.oldest:
        raise Refused(Fault.STALE)
    if "expires" in covered.parameters and _moment(covered, "expires") < at:
        raise Refused(Fault.EXPIRED)


def _key(keys: Keys, kid: str, covered: InnerList, created: datetime) -> KeyRecord:
    key = keys(kid)
    if key is None:
        raise Refused(Fault.KEY_UNKNOWN, kid)
    if not key.counts(created):
        raise Refused(Fault.KEY_OUT_OF_DATE, kid)
    named = covered.parameters.get("alg")
    if named is not None and named != key.verifier.algorithm:
        raise Refused(Fault.WRONG_ALGORITHM, kid)
    return key


def _text(covered: InnerList, name: str) -> str:
    value = covered.parameters.get(name)
    if not isinstance(value, str) or not value:
        raise Refused(Fault.SIGNATURE_MALFORMED, f"{name} is missing")
    return value


def _moment(covered: InnerList, name: str) -> datetime:
    value = covered.parameters.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(Fault.SIGNATURE_MALFORMED, f"{name} is missing")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as fault:
        raise Refused(Fault.SIGNATURE_MALFORMED, f"{name} is no time") from fault
