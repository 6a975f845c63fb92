"""A request signed by any suite is accepted once it is whole, and refused with the check that it fails."""

import dataclasses
from datetime import timedelta

import pytest

from tongban.wire import digests, signatures
from tongban.wire.faults import SENTENCES, Fault, Refused
from tongban.wire.messages import Message
from tongban.wire.signatures import Policy, Signing, cover
from tongban.wire.tests.keys import NOW, RECORDS, SIGNER, SIGNERS, STRANGER, known, published

MINUTE = timedelta(minutes=1)
BODY = b'{"city":"anywhere"}'
PARTS = cover(*signatures.REQUEST)
SAYING = Signing(NOW, nonce="n1")
USUAL = Policy()


def request(**changes):
    headers = [("Content-Digest", digests.content_digest(BODY)), ("Content-Type", "application/json")]
    return dataclasses.replace(Message.asked("POST", "https://node.example/r/person", headers), **changes)


def signed(message=None, signer=SIGNER, parts=PARTS, saying=SAYING):
    message = message or request()
    added = {name: (value,) for name, value in signatures.sign(message, signer, parts, saying).items()}
    return dataclasses.replace(message, headers={**message.headers, **added})


def fault_of(message, *, at=NOW, keys=known, policy=USUAL):
    with pytest.raises(Refused) as refused:
        signatures.verify(message, keys, at=at, policy=policy)
    return refused.value.fault


@pytest.mark.parametrize("algorithm", SIGNERS)
def test_what_any_suite_signs_is_accepted(algorithm):
    verified = signatures.verify(signed(signer=SIGNERS[algorithm]), known, at=NOW)
    assert (verified.kid, verified.nonce) == (SIGNERS[algorithm].kid, "n1")


@pytest.mark.parametrize("algorithm", SIGNERS)
@pytest.mark.parametrize("change", [{"method": "GET"}, {"path": "/r/other"}, {"authority": "other.example"}])
def test_what_was_altered_on_the_way_is_refused(algorithm, change):
    assert fault_of(dataclasses.replace(signed(signer=SIGNERS[algorithm]), **change)) is Fault.SIGNATURE_WRONG


def test_an_altered_body_is_refused_by_its_digest():
    message = signed()
    digests.require(message.header("content-digest"), BODY)
    for wrong in (BODY[:-1], b"", BODY + b" "):
        with pytest.raises(Refused) as refused:
            digests.require(message.header("content-digest"), wrong)
        assert refused.value.fault is Fault.DIGEST_WRONG


@pytest.mark.parametrize("value", [None, "", "md5=:AA==:"])
def test_a_body_without_a_digest_that_we_know_is_refused(value):
    with pytest.raises(Refused) as refused:
        digests.require(value, BODY)
    assert refused.value.fault is Fault.DIGEST_MISSING


@pytest.mark.parametrize("value", ["sha-256", "sha-256=1", "sha-256=:AA==:", "((", "sm3=:AA==:"])
def test_a_digest_that_is_none_is_refused(value):
    with pytest.raises(Refused) as refused:
        digests.require(value, BODY)
    assert refused.value.fault is Fault.DIGEST_WRONG


def test_every_known_digest_must_fit():
    both = f"{digests.content_digest(BODY)}, {digests.content_digest(BODY, 'sm3')}, other=:AA==:"
    digests.require(both, BODY)
    with pytest.raises(Refused):
        digests.require(f"{digests.content_digest(BODY)}, {digests.content_digest(b'x', 'sm3')}", BODY)


def test_a_signature_is_refused_when_stale_future_or_past_its_own_end():
    assert fault_of(signed(), at=NOW + 6 * MINUTE) is Fault.STALE
    assert fault_of(signed(), at=NOW - 3 * MINUTE) is Fault.FUTURE
    ending = signed(saying=Signing(NOW, expires=NOW + MINUTE, nonce="n"))
    assert fault_of(ending, at=NOW + 2 * MINUTE) is Fault.EXPIRED
    signatures.verify(signed(), known, at=NOW - MINUTE)


def test_keys_that_are_unknown_ended_or_revoked_are_refused():
    def only(record):
        return {record.kid: record}.get

    public = SIGNER.private.public
    assert fault_of(signed(signer=STRANGER)) is Fault.KEY_UNKNOWN
    assert fault_of(signed(), keys=only(published(SIGNER.kid, public, ends=NOW))) is Fault.KEY_OUT_OF_DATE
    assert fault_of(signed(), keys=only(published(SIGNER.kid, public, begins=NOW + MINUTE))) is Fault.KEY_OUT_OF_DATE
    assert fault_of(signed(), keys=only(published(SIGNER.kid, public, revoked=NOW))) is Fault.KEY_OUT_OF_DATE


def test_a_stranger_who_names_anothers_key_is_refused():
    @dataclasses.dataclass
    class Impostor:
        kid = SIGNER.kid
        algorithm = STRANGER.algorithm
        sign = staticmethod(STRANGER.sign)

    assert fault_of(signed(signer=Impostor())) is Fault.SIGNATURE_WRONG


@pytest.mark.parametrize("left_out", signatures.REQUEST)
def test_all_that_the_policy_names_must_be_covered(left_out):
    parts = cover(*(name for name in signatures.REQUEST if name != left_out))
    assert fault_of(signed(parts=parts)) is Fault.NOT_COVERED


def test_a_request_needs_a_nonce():
    assert fault_of(signed(saying=Signing(NOW))) is Fault.NONCE_MISSING


def test_the_algorithm_that_a_signature_names_must_be_its_keys():
    message = signed()
    said = message.headers["signature-input"][0] + ';alg="hmac-sha256"'
    wrong = dataclasses.replace(message, headers={**message.headers, "signature-input": (said,)})
    assert fault_of(wrong) is Fault.WRONG_ALGORITHM


def test_an_unsigned_request_is_told_so():
    assert fault_of(request()) is Fault.UNSIGNED
    assert fault_of(signed(), policy=Policy(tag="other")) is Fault.UNSIGNED


def test_of_several_signatures_the_tagged_one_counts_and_without_a_tag_none():
    first, second = (signed(saying=Signing(NOW, nonce="n", tag=tag, label=tag)).headers for tag in ("a", "b"))
    names = ("signature-input", "signature")
    both = {**first, **{name: (*first[name], *second[name]) for name in names}}
    message = request(headers=both)
    assert signatures.verify(message, known, at=NOW, policy=Policy(tag="b")).label == "b"
    assert fault_of(message) is Fault.SIGNATURE_MALFORMED


@pytest.mark.parametrize(
    "said",
    [
        "((", "sig1", "sig1=1", 'sig1=("@method")', 'sig1=("@method");created=1', 'sig1=("@method");created="1";keyid="k"',
        'sig1=("@method");created=?1;keyid="k"', 'sig1=("@method");created=999999999999999;keyid="k"', "x" * 9000,
        'other=("@method");created=1767603600;keyid="k"',
    ],
)  # fmt: skip
def test_fields_that_cannot_be_read_are_refused(said):
    message = signed()
    wrong = dataclasses.replace(message, headers={**message.headers, "signature-input": (said,)})
    assert fault_of(wrong) in {Fault.SIGNATURE_MALFORMED, Fault.UNSIGNED}


def test_a_part_covered_twice_is_refused():
    with pytest.raises(Refused):
        signed(parts=cover("@method", "@method"))


def test_every_fault_has_a_sentence_in_both_languages_that_ends():
    assert set(SENTENCES) == set(Fault)
    assert all(zh.endswith("。") and en.endswith(".") for zh, en in SENTENCES.values())
    assert (Refused(Fault.STALE).zh, Refused(Fault.STALE).en) == SENTENCES[Fault.STALE]


def test_an_answer_is_bound_to_its_request():
    asked = signed()
    answer = Message.answered(200, [("Content-Digest", digests.content_digest(b"{}"))], asked)
    parts = (*cover(*signatures.RESPONSE), signatures.Item("signature", {"req": True, "key": "sig1"}))
    policy = Policy(covered=frozenset(signatures.RESPONSE), nonce=False)
    answered = signed(answer, parts=parts, saying=Signing(NOW))
    assert signatures.verify(answered, RECORDS.get, at=NOW, policy=policy).kid == SIGNER.kid
    other = signed(saying=Signing(NOW, nonce="n2"))
    assert fault_of(dataclasses.replace(answered, request=other), policy=policy) is Fault.SIGNATURE_WRONG


def test_a_part_covered_in_another_form_does_not_stand_for_the_plain_one():
    parts = (*cover("@method", "@authority", "@path"), signatures.Item("content-digest", {"bs": True}))
    assert fault_of(signed(parts=parts)) is Fault.NOT_COVERED
