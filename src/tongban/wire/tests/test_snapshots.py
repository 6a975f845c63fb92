"""A snapshot is served only when it is signed, meant for this node, newer than the last and fresh enough."""

from datetime import timedelta

import msgspec
import pytest

from tongban.signing import key_sets
from tongban.wire import snapshots
from tongban.wire.faults import Fault, Refused
from tongban.wire.snapshots import Consumer, Field, Grant, Issuer, Mask, Node, Quota, Resource, Route, Secret, Snapshot
from tongban.wire.tests.keys import NOW, SIGNER, STRANGER, known, published
from tongban.wire.tickets import Ground

JWK = key_sets.to_jwk(published(SIGNER.kid, SIGNER.private.public))
RESOURCE = Resource(
    code="population", version=1, title="人口", provider="police", node="city", sharing="authorised",
    fields=(Field("name", 3), Field("address", 4, "住址")), oldest_snapshot=3600, subject="number", grounds=(Ground.CASE,),
)  # fmt: skip
SNAPSHOT = Snapshot(
    node="city",
    number=7,
    made=int(NOW.timestamp()),
    resources=(RESOURCE,),
    grants=(Grant("G1", "market", "population", {"name": Mask.FULL}, ("licence",), Quota(5, 10, 1000), 0, 2**40),),
    consumers=(Consumer("market", "city", (JWK,), (Secret("shared", b"k" * 32, 0, 1),)),),
    issuers=(Issuer("cases", (Ground.CASE,), (JWK,)),),
    nodes=(Node("city", "https://node.example", (JWK,)),),
    routes=(Route("population", "http://127.0.0.1:9000/person"),),
    tag_keys={"2026-01": b"t" * 32},
)
FILE = snapshots.publish(SNAPSHOT, SIGNER)


def fault_of(content=FILE, *, node="city", above=6, at=NOW):
    with pytest.raises(Refused) as refused:
        snapshots.read(content, known, node=node, above=above, at=at)
    return refused.value.fault


def test_a_snapshot_comes_back_whole():
    assert snapshots.read(FILE, known, node="city", above=6, at=NOW) == SNAPSHOT


def test_an_older_number_is_never_accepted_again():
    assert fault_of(above=7) is Fault.SNAPSHOT_OLDER
    assert fault_of(above=8) is Fault.SNAPSHOT_OLDER


def test_a_snapshot_of_another_node_or_of_the_future_is_refused():
    assert fault_of(node="district") is Fault.SNAPSHOT_OTHER_NODE
    assert fault_of(at=NOW - timedelta(minutes=3)) is Fault.SNAPSHOT_FUTURE


def test_a_forged_altered_or_cut_snapshot_is_refused():
    assert fault_of(snapshots.publish(SNAPSHOT, STRANGER)) is Fault.KEY_UNKNOWN
    assert fault_of(FILE.replace(b'"number":7', b'"number":9')) is Fault.STATEMENT_FORGED
    assert fault_of(FILE[:-1]) is Fault.STATEMENT_FORGED
    for wrong in (b"", b"x", FILE[:20], b"seal1" + FILE[9:]):
        assert fault_of(wrong) is Fault.STATEMENT_MALFORMED


def test_a_signed_text_that_is_no_snapshot_is_refused():
    for payload in (b"{}", b"x", b'{"node":"city","number":7,"made":99999999999999999}'):
        wrong = snapshots.envelopes.seal_file(snapshots.KIND, payload, SIGNER)
        assert fault_of(wrong) is Fault.STATEMENT_MALFORMED


def test_a_resource_is_not_served_from_a_snapshot_older_than_it_allows():
    hour = timedelta(hours=1)
    snapshots.require_fresh(SNAPSHOT, RESOURCE, at=NOW + hour)
    with pytest.raises(Refused) as refused:
        snapshots.require_fresh(SNAPSHOT, RESOURCE, at=NOW + hour + timedelta(seconds=1))
    assert refused.value.fault is Fault.SNAPSHOT_TOO_OLD
    patient = msgspec.structs.replace(RESOURCE, oldest_snapshot=86400)
    snapshots.require_fresh(SNAPSHOT, patient, at=NOW + 2 * hour)


def test_the_key_must_have_counted_when_the_snapshot_was_made():
    ended = published(SIGNER.kid, SIGNER.private.public, ends=NOW)
    with pytest.raises(Refused) as refused:
        snapshots.read(FILE, {SIGNER.kid: ended}.get, node="city", above=6, at=NOW)
    assert refused.value.fault is Fault.KEY_OUT_OF_DATE
