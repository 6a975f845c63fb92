"""Any receipt can be proved offline, and a changed, removed or reordered one is found."""

from datetime import timedelta

import msgspec
import pytest

from tongban.signing.ports import Algorithm
from tongban.wire import canonical, receipts
from tongban.wire.faults import Fault, Refused
from tongban.wire.receipts import Outcome, Receipt
from tongban.wire.tests.keys import NOW, SIGNER, SIGNERS, STRANGER, known
from tongban.wire.tickets import Ground

MICROSECONDS = int(NOW.timestamp() * 1_000_000)


def receipt(serial, **more):
    said = {"consumer": "market", "resource": "population", "outcome": Outcome.ANSWERED, "ground": Ground.CASE, **more}
    return canonical.encode(Receipt(node="city", serial=serial, at=MICROSECONDS + serial, **said))


RECORDS = [receipt(serial, number=f"T-{serial}") for serial in range(100, 111)]
SEAL = receipts.close(RECORDS, before=receipts.START, node="city", number=1, first=100, at=NOW)
SEALS = tuple(receipts.sign(SEAL, SIGNERS[kind]) for kind in (Algorithm.ED25519, Algorithm.SM2_SM3, Algorithm.ES256))


def fault_of(call, *given):
    with pytest.raises(Refused) as refused:
        call(*given)
    return refused.value


@pytest.mark.parametrize("index", range(len(RECORDS)))
def test_every_receipt_is_proved_with_the_names_of_all_that_vouch(index):
    proved = receipts.verify_proof(receipts.prove(RECORDS, index, SEALS), known)
    assert proved.receipt.serial == 100 + index
    assert (proved.seal, len(proved.kids)) == (SEAL, 3)


def test_a_proof_travels_as_json():
    proof = receipts.prove(RECORDS, 3, SEALS)
    again = canonical.decode(canonical.encode(proof), receipts.Proof)
    assert receipts.verify_proof(again, known).receipt.number == "T-103"


def test_a_proof_of_an_altered_or_displaced_receipt_fails():
    proof = receipts.prove(RECORDS, 3, SEALS)
    altered = msgspec.structs.replace(proof, record=proof.record.replace("T-103", "T-999"))
    moved = msgspec.structs.replace(proof, index=4)
    unreadable = msgspec.structs.replace(proof, path=("zz", *proof.path[1:]))
    for wrong in (altered, moved, unreadable, msgspec.structs.replace(proof, seals=())):
        assert fault_of(receipts.verify_proof, wrong, known).fault is Fault.PROOF_WRONG


def test_a_seal_by_a_stranger_or_of_other_words_does_not_vouch():
    other = receipts.close(RECORDS[:5], before=receipts.START, node="city", number=1, first=100, at=NOW)
    proof = receipts.prove(RECORDS, 3, (*SEALS, receipts.sign(other, SIGNER)))
    assert fault_of(receipts.verify_proof, proof, known).fault is Fault.PROOF_WRONG
    proof = receipts.prove(RECORDS, 3, (receipts.sign(SEAL, STRANGER),))
    assert fault_of(receipts.verify_proof, proof, known).fault is Fault.KEY_UNKNOWN


def test_the_same_key_vouches_once():
    proof = receipts.prove(RECORDS, 0, (SEALS[0], SEALS[0]))
    assert receipts.verify_proof(proof, known).kids == (SIGNER.kid,)


def test_a_receipt_that_names_another_place_than_its_own_is_refused():
    records = [receipt(7)]
    seal = receipts.close(records, before=receipts.START, node="city", number=1, first=100, at=NOW)
    proof = receipts.prove(records, 0, (receipts.sign(seal, SIGNER),))
    assert fault_of(receipts.verify_proof, proof, known).fault is Fault.PROOF_WRONG


def test_a_whole_batch_holds():
    receipts.verify_batch(RECORDS, SEAL)
    receipts.verify_batch([], receipts.close([], before=receipts.START, node="city", number=1, first=0, at=NOW))


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda records: records[:4] + records[5:], "104"),
        (lambda records: [*records[:2], records[3], records[2], *records[4:]], "102"),
        (lambda records: records[:-1], "10 records where 11"),
        (lambda records: [*records, receipt(111)], "12 records where 11"),
        (lambda records: [*records[:4], receipt(104, number="T-1"), *records[5:]], "batch 1"),
        (lambda records: [*records[:4], b"{", *records[5:]], "104"),
    ],
)
def test_a_changed_removed_added_or_reordered_record_is_found_and_named(spoil, named):
    refused = fault_of(receipts.verify_batch, spoil(RECORDS), SEAL)
    assert refused.fault is Fault.CHAIN_BROKEN
    assert named in refused.detail


def test_the_stored_links_name_the_very_record_that_was_changed():
    links = list(receipts.chain(RECORDS))
    assert receipts.first_break(RECORDS, links) is None
    assert links[-1].hex() == SEAL.head
    assert receipts.first_break([*RECORDS[:4], receipt(104), *RECORDS[5:]], links) == 4


def test_seals_follow_one_another_and_none_is_missing():
    later = NOW + timedelta(minutes=1)
    following = [receipt(serial) for serial in range(111, 115)]
    second = receipts.close(following, before=bytes.fromhex(SEAL.head), node="city", number=2, first=111, at=later)
    third = receipts.close([], before=bytes.fromhex(second.head), node="city", number=3, first=115, at=later)
    receipts.verify_seals([SEAL, second, third])
    for wrong in ([SEAL, third], [second], [SEAL, msgspec.structs.replace(second, number=3)], [second, SEAL]):
        assert fault_of(receipts.verify_seals, wrong).fault is Fault.CHAIN_BROKEN


def test_a_seal_that_cannot_be_read_is_refused():
    wrong = receipts.envelopes.seal_line(receipts.SEAL, b"{}", SIGNER)
    assert fault_of(receipts.read_seal, wrong, known).fault is Fault.STATEMENT_MALFORMED
    endless = receipts.sign(msgspec.structs.replace(SEAL, at=2**52), SIGNER)
    assert fault_of(receipts.read_seal, endless, known).fault is Fault.STATEMENT_MALFORMED


def test_no_receipt_has_room_for_a_number_or_an_answer():
    named = set(Receipt.__struct_fields__)
    assert not named & {"name", "person", "document", "body", "salt", "address"}
    assert receipts.salted_digest(b"x") != receipts.salted_digest(b"y")


@pytest.mark.parametrize("end", ["root", "head"])
def test_both_chain_and_tree_must_lead_to_the_seal(end):
    wrong = msgspec.structs.replace(SEAL, **{end: "00" * 32})
    assert fault_of(receipts.verify_batch, RECORDS, wrong).fault is Fault.CHAIN_BROKEN
