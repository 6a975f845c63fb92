"""The examples of RFC 9421 Appendix B hold: keys of B.1, messages and signatures of B.2.4 to B.2.6, B.3 and B.4."""

import dataclasses

import pytest

from tongban.wire import digests, fields, messages, signatures
from tongban.wire.faults import Fault, Refused
from tongban.wire.fields import Item
from tongban.wire.messages import Message
from tongban.wire.signatures import Policy, Signing, cover
from tongban.wire.tests.keys import RFC_ED25519, RFC_RECORDS, RFC_SHARED

BODY = b'{"hello": "world"}'
DIGEST = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"
ANSWER = b'{"message": "good dog"}'
ANSWER_DIGEST = "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:"
REQUEST = Message.asked(
    "POST",
    "https://example.com/foo?param=Value&Pet=dog",
    [
        ("Host", "example.com"),
        ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"),
        ("Content-Digest", DIGEST),
        ("Content-Length", "18"),
    ],
)
RESPONSE = Message.answered(
    200,
    [
        ("Date", "Tue, 20 Apr 2021 02:07:56 GMT"),
        ("Content-Type", "application/json"),
        ("Content-Digest", ANSWER_DIGEST),
        ("Content-Length", "23"),
    ],
)
CLIENT_CERT = (
    ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0"
    "ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnM"
    "tOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjL"
    "a38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoG"
    "CCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:"
)
PROXIED = Message.asked(
    "POST", "https://service.internal.example/foo?param=Value&Pet=dog", [("Client-Cert", CLIENT_CERT)]
)
DEMO = Message.asked(
    "GET", "https://example.org/demo?name1=Value1&Name2=value2", [("Accept", "application/json"), ("Accept", "*/*")]
)
ALL_BUT_QUERY = '"@path" "@authority" "content-type" "content-length"'

# name → message, Signature-Input, Signature
EXAMPLES = {
    "B.2.4": (
        RESPONSE,
        'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
        "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:",
    ),
    "B.2.5": (
        REQUEST,
        'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
        "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:",
    ),
    "B.2.6": (
        REQUEST,
        f'sig-b26=("date" "@method" {ALL_BUT_QUERY});created=1618884473;keyid="test-key-ed25519"',
        "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
    ),
    "B.3": (
        PROXIED,
        'ttrp=("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256"',
        "ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==:",
    ),
    "B.4": (
        DEMO,
        'transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519"',
        "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:",
    ),
}
CREATED = signatures.datetime.fromtimestamp(1618884473, signatures.UTC)
LOOSE = Policy(covered=frozenset(), nonce=False)


def signed(message, signature_input, signature):
    headers = {**message.headers, "signature-input": (signature_input,), "signature": (signature,)}
    return dataclasses.replace(message, headers=headers)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_verifies(name):
    verified = signatures.verify(signed(*EXAMPLES[name]), RFC_RECORDS.get, at=CREATED, policy=LOOSE)
    assert (verified.created, verified.nonce) == (CREATED, "")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_refused_once_a_covered_part_is_altered(name):
    message, signature_input, signature = EXAMPLES[name]
    change = {"status": 201} if message.status else {"authority": "example.net"}
    altered = signed(dataclasses.replace(message, **change), signature_input, signature)
    with pytest.raises(Refused) as refused:
        signatures.verify(altered, RFC_RECORDS.get, at=CREATED, policy=LOOSE)
    assert refused.value.fault is Fault.SIGNATURE_WRONG


def test_ours_are_the_very_signatures_of_the_standard_where_these_are_determined():
    parts = cover("date", "@method", "@path", "@authority", "content-type", "content-length")
    ours = signatures.sign(REQUEST, RFC_ED25519, parts, Signing(CREATED, label="sig-b26"))
    assert (ours["signature-input"], ours["signature"]) == EXAMPLES["B.2.6"][1:]
    parts = cover("date", "@authority", "content-type")
    ours = signatures.sign(REQUEST, RFC_SHARED, parts, Signing(CREATED, label="sig-b25"))
    assert (ours["signature-input"], ours["signature"]) == EXAMPLES["B.2.5"][1:]


def test_the_signature_bases_of_b21_b22_and_b23_are_as_printed():
    def base_of(text):
        return messages.base(REQUEST, fields.dictionary(text)["s"]).decode()

    parameters = '();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"'
    assert base_of(f"s={parameters}") == f'"@signature-params": {parameters}'
    covered = '("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;tag="header-example"'
    expected = ['"@authority": example.com', f'"content-digest": {DIGEST}', '"@query-param";name="Pet": dog']
    assert base_of(f"s={covered}").split("\n") == [*expected, f'"@signature-params": {covered}']
    assert base_of('s=("date" "@query")').split("\n")[1] == '"@query": ?param=Value&Pet=dog'


def test_the_digests_of_the_standard_fit_their_bodies():
    digests.require(DIGEST, BODY)
    digests.require(ANSWER_DIGEST, ANSWER)
    assert digests.content_digest(BODY, "sha-512") == DIGEST
    assert digests.content_digest(BODY) == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"


TARGET = Message.asked("GET", "HTTP://www.Example.com:80/path?param=value&foo=bar&baz=batman&qux=")


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (Item("@target-uri"), "http://www.example.com/path?param=value&foo=bar&baz=batman&qux="),
        (Item("@request-target"), "/path?param=value&foo=bar&baz=batman&qux="),
        (Item("@scheme"), "http"),
        (Item("@authority"), "www.example.com"),
        (Item("@path"), "/path"),
        (Item("@query"), "?param=value&foo=bar&baz=batman&qux="),
        (Item("@query-param", {"name": "baz"}), "batman"),
        (Item("@query-param", {"name": "qux"}), ""),
    ],
)
def test_derived_components_are_those_of_section_2_2(component, expected):
    assert messages.value_of(TARGET, component) == expected


def test_an_empty_path_is_a_slash_and_a_missing_query_a_question_mark():
    bare = Message.asked("GET", "https://example.com")
    assert messages.value_of(bare, Item("@path")) == "/"
    assert messages.value_of(bare, Item("@query")) == "?"


def test_query_parameters_are_encoded_anew():
    message = Message.asked(
        "GET", "https://e.com/p?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace"
    )
    assert (
        messages.value_of(message, Item("@query-param", {"name": "var"})) == "this%20is%20a%20big%0Amultiline%20value"
    )
    assert messages.value_of(message, Item("@query-param", {"name": "bar"})) == "with%20plus%20whitespace"


def test_fields_are_joined_folded_wrapped_and_picked_from_as_section_2_1_says():
    message = Message.asked(
        "GET",
        "https://e.com/",
        [
            ("X", "  a "),
            ("x", "b,  c"),
            ("Fold", "one\r\n   two"),
            ("D", "  a=1,    b=2;x=1;y=2,   c=(a   b   c)"),
            ("E", ""),
        ],
    )
    assert messages.value_of(message, Item("x")) == "a, b,  c"
    assert messages.value_of(message, Item("x", {"bs": True})) == ":YQ==:, :YiwgIGM=:"
    assert messages.value_of(message, Item("fold")) == "one two"
    assert messages.value_of(message, Item("d", {"key": "b"})) == "2;x=1;y=2"
    assert messages.value_of(message, Item("d", {"key": "c"})) == "(a b c)"
    assert messages.value_of(message, Item("e")) == ""


def test_an_answer_can_cover_what_was_asked():
    answer = dataclasses.replace(RESPONSE, request=REQUEST)
    assert messages.value_of(answer, Item("@method", {"req": True})) == "POST"
    assert messages.value_of(answer, Item("content-digest", {"req": True})) == DIGEST


@pytest.mark.parametrize(
    "component",
    [
        Item("x-none"), Item("@status"), Item("@unknown"), Item("@method", {"req": True}), Item("date", {"sf": True}),
        Item("date", {"tr": True}), Item("@query-param", {"name": "none"}), Item("date", {"key": "a"}), Item("Date"),
    ],
)  # fmt: skip
def test_what_the_message_does_not_say_cannot_be_covered(component):
    with pytest.raises(Refused) as refused:
        messages.value_of(REQUEST, component)
    assert refused.value.fault is Fault.COMPONENT_MISSING


def test_a_parameter_given_twice_cannot_be_covered():
    with pytest.raises(Refused):
        messages.value_of(Message.asked("GET", "https://e.com/?a=1&a=2"), Item("@query-param", {"name": "a"}))
