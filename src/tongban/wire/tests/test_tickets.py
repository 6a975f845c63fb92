"""A ticket opens what it names to whom it names for as long as it says, and nothing else."""

from datetime import timedelta

import msgspec
import pytest

from tongban.signing.ports import Algorithm
from tongban.wire import canonical, envelopes, tags, tickets
from tongban.wire.faults import Fault, Refused
from tongban.wire.tests.keys import NOW, SIGNER, SIGNERS, STRANGER, known, published
from tongban.wire.tickets import Ground, Ticket, Use

MINUTE = timedelta(minutes=1)
KEY = tags.node_key(b"m" * 32, "city", tags.month(NOW))
WANG = tags.subject(KEY, "resident", "wang")
SUN = tags.subject(KEY, "resident", "sun")
TICKET = Ticket(
    ground=Ground.CASE,
    number="T-1",
    item="000100000000",
    subject=WANG,
    consumer="market",
    fields={"population": ("name", "address")},
    issued=int(NOW.timestamp()),
    expires=int((NOW + 10 * MINUTE).timestamp()),
    nonce="n" * 22,
)
USE = Use(consumer="market", resource="population", fields=("name",), subject=WANG, item="000100000000")
LINE = tickets.issue(TICKET, SIGNER)


def changed(value, **changes):
    return msgspec.structs.replace(value, **changes)


def fault_of(line, *, at=NOW, keys=known):
    with pytest.raises(Refused) as refused:
        tickets.read(line, keys, at=at)
    return refused.value.fault


@pytest.mark.parametrize("algorithm", [Algorithm.SM2_SM3, Algorithm.ED25519, Algorithm.ES256])
def test_a_ticket_of_any_suite_is_read_as_it_was_issued(algorithm):
    presented = tickets.read(tickets.issue(TICKET, SIGNERS[algorithm]), known, at=NOW + MINUTE)
    assert (presented.ticket, presented.kid) == (TICKET, SIGNERS[algorithm].kid)
    tickets.require(presented.ticket, USE)


def test_a_shared_secret_issues_no_ticket():
    assert fault_of(tickets.issue(TICKET, SIGNERS[Algorithm.HMAC_SHA256])) is Fault.KEY_UNKNOWN


def test_a_ticket_is_refused_before_and_after_its_time_but_two_minutes_of_skew_are_borne():
    assert fault_of(LINE, at=NOW - 3 * MINUTE) is Fault.TICKET_NOT_YET
    assert fault_of(LINE, at=NOW + 12 * MINUTE) is Fault.TICKET_EXPIRED
    tickets.read(LINE, known, at=NOW - MINUTE)
    tickets.read(LINE, known, at=NOW + 11 * MINUTE)


def test_a_ticket_for_longer_than_allowed_is_refused():
    endless = changed(TICKET, expires=TICKET.issued + 3601)
    assert fault_of(tickets.issue(endless, SIGNER)) is Fault.TICKET_TOO_LONG


def test_a_key_must_have_counted_when_the_ticket_was_issued():
    ended = published(SIGNER.kid, SIGNER.private.public, ends=NOW)
    assert fault_of(LINE, keys={SIGNER.kid: ended}.get) is Fault.KEY_OUT_OF_DATE
    assert fault_of(tickets.issue(TICKET, STRANGER)) is Fault.KEY_UNKNOWN


def test_no_letter_of_a_ticket_can_be_changed_and_none_left_out():
    for place in range(0, len(LINE), 5):
        letter = "A" if LINE[place] != "A" else "B"
        assert fault_of(LINE[:place] + letter + LINE[place + 1 :])
        assert fault_of(LINE[:place] + LINE[place + 1 :])


@pytest.mark.parametrize("line", ["x", "ticket1...", "é", LINE + "\n", LINE + "=", " " + LINE, "a" * 20000])
def test_what_is_no_ticket_is_refused(line):
    assert fault_of(line) is Fault.STATEMENT_MALFORMED


def test_no_ticket_is_told_so():
    assert fault_of("") is Fault.TICKET_MISSING


def test_a_statement_of_another_kind_does_not_pass_for_a_ticket():
    assert fault_of(envelopes.seal_line("seal1", canonical.encode(TICKET), SIGNER)) is Fault.STATEMENT_MALFORMED
    renamed = envelopes.seal_line("seal1", canonical.encode(TICKET), SIGNER).replace("seal1", "ticket1")
    assert fault_of(renamed) is Fault.STATEMENT_FORGED


@pytest.mark.parametrize("payload", [b"{}", b"[]", b"x", canonical.encode(TICKET) + b" "])
def test_a_signed_text_that_is_no_ticket_is_refused(payload):
    assert fault_of(envelopes.seal_line("ticket1", payload, SIGNER)) is Fault.STATEMENT_MALFORMED


def test_a_time_out_of_range_is_refused():
    assert fault_of(tickets.issue(changed(TICKET, issued=2**52), SIGNER)) is Fault.STATEMENT_MALFORMED


@pytest.mark.parametrize(
    ("use", "fault"),
    [
        ({"consumer": "police"}, Fault.TICKET_CONSUMER),
        ({"subject": SUN}, Fault.TICKET_SUBJECT),
        ({"item": "other"}, Fault.TICKET_ITEM),
        ({"resource": "tax"}, Fault.TICKET_FIELDS),
        ({"fields": ("name", "income")}, Fault.TICKET_FIELDS),
    ],
)
def test_a_use_that_the_ticket_does_not_name_is_refused_with_its_check(use, fault):
    wanted = {"consumer": "market", "resource": "population", "fields": ("name",), "subject": WANG, **use}
    with pytest.raises(Refused) as refused:
        tickets.require(TICKET, Use(**wanted))
    assert refused.value.fault is fault


def test_an_issuer_speaks_only_for_its_own_grounds():
    presented = tickets.read(LINE, known, at=NOW)
    tickets.require_ground(presented, {SIGNER.kid: (Ground.CASE,)})
    for grounds in ({SIGNER.kid: (Ground.BENEFIT,)}, {}):
        with pytest.raises(Refused) as refused:
            tickets.require_ground(presented, grounds)
        assert refused.value.fault is Fault.TICKET_GROUND


def test_no_two_nonces_are_alike():
    assert len({tickets.nonce() for _ in range(100)}) == 100
    assert len(tickets.nonce()) == 22


def test_a_tag_is_equal_for_one_person_within_one_node_and_month_only():
    month = tags.month(NOW)
    assert tags.is_of(WANG, KEY, "resident", "wang")
    assert not tags.is_of(WANG, KEY, "passport", "wang")
    others = [tags.node_key(b"m" * 32, "other", month), tags.node_key(b"m" * 32, "city", "2026-02")]
    assert not any(tags.is_of(WANG, key, "resident", "wang") for key in others)
    with pytest.raises(ValueError, match="32"):
        tags.node_key(b"short", "city", month)


def test_a_signature_has_one_spelling():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    same_bytes = LINE[:-1] + letters[letters.index(LINE[-1]) + 1]
    assert fault_of(same_bytes) is Fault.STATEMENT_MALFORMED
