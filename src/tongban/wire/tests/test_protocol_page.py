"""The examples of docs/protocol.md are true, and it names every code."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from tongban.signing import key_sets
from tongban.wire import digests, messages, receipts, signatures, tags, tickets
from tongban.wire.faults import Fault
from tongban.wire.fields import dictionary
from tongban.wire.messages import Message
from tongban.wire.tests.keys import NOW, RFC_ED25519, RFC_RECORDS, RFC_SHARED

FILE = Path(__file__).parents[4] / "docs" / "protocol.md"
PAGE = FILE.read_text("utf-8") if FILE.exists() else ""
LINES = PAGE.split("\n")
NUMBER = "31019919900101502X"
SAYING = signatures.Signing(NOW, nonce="GBERFBMVFhcYGRobHB0eHw")

pytestmark = pytest.mark.skipif(not PAGE, reason="installed without its documentation")


def line(start):
    return next(each for each in LINES if each.startswith(start))


def request():
    body = line('{"number"').encode()
    headers = [("Content-Digest", digests.content_digest(body))]
    return Message.asked("POST", "https://city.example/r/population", headers)


def test_the_request_is_the_one_that_is_printed():
    added = signatures.sign(request(), RFC_ED25519, signatures.cover(*signatures.REQUEST), SAYING)
    assert f"Signature-Input: {added['signature-input']}" == line("Signature-Input: ")
    assert f"Signature: {added['signature']}" == line("Signature: ")
    assert messages.base(request(), dictionary(added["signature-input"])["sig1"]).decode() in PAGE


def test_the_signature_by_the_shared_secret_is_the_one_that_is_printed():
    added = signatures.sign(request(), RFC_SHARED, signatures.cover(*signatures.REQUEST), SAYING)
    assert f"the signature is `{base64.b64encode(dictionary(added['signature'])['sig1'].value).decode()}`" in PAGE


def test_the_ticket_is_valid_and_of_the_tag_that_is_printed():
    ticket = tickets.read(line("ticket1."), RFC_RECORDS.get, at=NOW + timedelta(minutes=1)).ticket
    key = tags.node_key(bytes(range(32)), "city", "2026-01")
    assert f"`{key.hex()}`" in PAGE
    assert ticket.subject == tags.subject(key, "resident", NUMBER)
    assert f"`{ticket.subject}`" in PAGE


def test_the_key_set_can_be_read():
    [key] = key_sets.from_json(line('{"keys"').encode())
    assert key.verifier.der() == RFC_ED25519.private.public.der()


def test_the_first_link_of_a_chain_is_the_one_that_is_printed():
    record = line("The link after `").removeprefix("The link after `").rstrip("`")
    assert f"`{receipts.link(receipts.START, record.encode()).hex()}`" in PAGE


def test_every_code_is_named():
    assert [fault for fault in Fault if f"`{fault}`" not in PAGE] == []
