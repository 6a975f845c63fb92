"""Signatures of both suites hold for others, and for nothing but the message they were made of."""

import importlib.util

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from tongban.signing import openssl, pairs, sm2, standard, suites
from tongban.signing.ports import Algorithm, SignatureFault

KINDS = (Algorithm.SM2_SM3, Algorithm.ED25519, Algorithm.ES256)
KEYS = {kind: suites.generate(kind) for kind in KINDS}
OTHERS = {kind: suites.generate(kind) for kind in KINDS}

# GB/T 32918.5-2017, annex A.2: private key, public key, message and signature.
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
POINT = bytes.fromhex(
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
# SEC 1 ECPrivateKey of the example: version, secret, curve, point.
SEC1 = bytes.fromhex("30770201010420") + SECRET + bytes.fromhex("a00a06082a811ccf5501822da14403420004") + POINT


def test_the_example_of_the_standard_is_accepted_and_its_alteration_refused():
    public = sm2.Sm2Public.of_point(POINT)
    assert public.verifies(b"message digest", SIGNATURE)
    assert not public.verifies(b"message digesT", SIGNATURE)


def test_the_private_key_of_the_standard_signs_for_its_public_key():
    private = sm2.Sm2Private.of(SEC1)
    assert private.public.point() == POINT
    assert sm2.Sm2Public.of_point(POINT).verifies(b"message digest", private.sign(b"message digest"))


def test_sm3_gives_the_digest_of_the_standard():
    assert suites.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert suites.named("gm").digest(b"abc") == suites.sm3(b"abc")


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_fits_its_message_and_key_and_nothing_else(kind):
    signature = KEYS[kind].sign(b"message")
    assert len(signature) == pairs.SIZE
    assert KEYS[kind].public.verifies(b"message", signature)
    assert not KEYS[kind].public.verifies(b"messagE", signature)
    assert not OTHERS[kind].public.verifies(b"message", signature)


@pytest.mark.parametrize("kind", KINDS)
def test_every_flipped_byte_and_every_cut_of_a_signature_is_refused(kind):
    signature = KEYS[kind].sign(b"message")
    flipped = [signature[:i] + bytes([signature[i] ^ 1]) + signature[i + 1 :] for i in range(0, pairs.SIZE, 7)]
    for wrong in [*flipped, signature[:-1], signature + b"\0", b"", bytes(pairs.SIZE), b"\xff" * pairs.SIZE]:
        assert not KEYS[kind].public.verifies(b"message", wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_keys_travel_as_pem_and_as_der(kind):
    private, public = KEYS[kind], KEYS[kind].public
    signature = suites.private_key(kind, suites.private_pem(private)).sign(b"x")
    assert suites.private_key(kind, private.der()).public.der() == public.der()
    assert suites.public_key(kind, suites.public_pem(public)).verifies(b"x", signature)
    assert suites.public_key(kind, public.der()).verifies(b"x", signature)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_key_of_another_algorithm_is_refused(kind, other):
    if kind is other:
        return
    with pytest.raises(SignatureFault):
        suites.public_key(kind, KEYS[other].public.der())
    with pytest.raises(SignatureFault):
        suites.private_key(kind, KEYS[other].der())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "wrong", [b"", b"\x30", b"not a key", b"-----BEGIN PUBLIC KEY-----\n??\n-----END PUBLIC KEY-----"]
)
def test_what_is_no_key_is_refused(kind, wrong):
    with pytest.raises(SignatureFault):
        suites.public_key(kind, wrong)
    with pytest.raises(SignatureFault):
        suites.private_key(kind, wrong)


def test_a_point_off_the_curve_and_a_compressed_one_are_refused():
    for wrong in (POINT[:-1] + bytes([POINT[-1] ^ 1]), bytes(64), b"\xff" * 64, POINT[:32]):
        with pytest.raises(SignatureFault):
            sm2.Sm2Public.of_point(wrong)


def test_what_follows_a_key_is_refused():
    with pytest.raises(SignatureFault):
        sm2.Sm2Private.of(KEYS[Algorithm.SM2_SM3].der() + b"\0")


def test_a_signature_of_sm2_holds_only_for_the_id_of_its_signer():
    private = sm2.Sm2Private.generate(b"wang fang")
    signature = private.sign(b"x")
    assert private.public.verifies(b"x", signature)
    assert not sm2.Sm2Public.of(private.public.der()).verifies(b"x", signature)


def test_a_key_of_openssl_neither_leaves_its_process_nor_shows_itself():
    with pytest.raises(TypeError):
        openssl.generate().__reduce__()
    assert "0x" not in repr(KEYS[Algorithm.SM2_SM3])


def test_a_public_key_has_no_secret_to_export():
    with pytest.raises(SignatureFault):
        openssl.private_der(openssl.public_of(KEYS[Algorithm.SM2_SM3].public.der()))


@pytest.mark.skipif(not importlib.util.find_spec("gmssl_pyx"), reason="no wheel of gmssl-pyx for this machine")
def test_gmssl_verifies_ours_and_we_verify_gmssl():
    import gmssl_pyx

    ours, message = KEYS[Algorithm.SM2_SM3], b"\xe5\x8a\x9e" * 50
    assert gmssl_pyx.sm2_verify(ours.public.point(), message, pairs.der(ours.sign(message)))
    assert not gmssl_pyx.sm2_verify(ours.public.point(), message + b"!", pairs.der(ours.sign(message)))
    point, secret = gmssl_pyx.sm2_key_generate()
    theirs = pairs.raw(gmssl_pyx.sm2_sign(secret, point, message))
    assert sm2.Sm2Public.of_point(point[-64:]).verifies(message, theirs)
    assert not sm2.Sm2Public.of_point(point[-64:]).verifies(message + b"!", theirs)


def test_cryptography_verifies_ours():
    edwards, curve = KEYS[Algorithm.ED25519], KEYS[Algorithm.ES256]
    read = serialization.load_pem_public_key
    first = read(suites.public_pem(edwards.public))
    second = read(suites.public_pem(curve.public))
    assert isinstance(first, ed25519.Ed25519PublicKey)
    assert isinstance(second, ec.EllipticCurvePublicKey)
    first.verify(edwards.sign(b"x"), b"x")
    second.verify(pairs.der(curve.sign(b"x")), b"x", ec.ECDSA(SHA256()))


def test_a_shared_secret_signs_and_verifies_but_must_be_long():
    secret = standard.SharedSecret("s", b"k" * 32)
    assert secret.verifies(b"x", secret.sign(b"x"))
    assert not secret.verifies(b"y", secret.sign(b"x"))
    assert "kkk" not in repr(secret)
    with pytest.raises(SignatureFault):
        standard.SharedSecret("s", b"short")
    with pytest.raises(SignatureFault):
        suites.generate(Algorithm.HMAC_SHA256)


def test_a_suite_is_known_by_its_name_only():
    assert [suites.named(name).algorithm for name in ("gm", "intl")] == [Algorithm.SM2_SM3, Algorithm.ED25519]
    for suite in suites.ALL:
        suite.check()
    with pytest.raises(SignatureFault, match="intl"):
        suites.named("none")


@given(st.binary(min_size=64, max_size=64))
def test_64_bytes_come_back_from_der(raw):
    assert pairs.raw(pairs.der(raw)) == raw


@given(st.binary(max_size=80))
def test_whatever_else_is_given_as_der_is_refused_or_comes_back_the_same(noise):
    try:
        raw = pairs.raw(noise)
    except pairs.Malformed:
        return
    assert pairs.der(raw) == noise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "3000",
        "3006020181020101",
        "300702020001020101",
        "300602010102010100",
        "3006020101",
        "3106020101020101",
    ],
)
def test_der_in_any_but_its_shortest_form_is_refused(text):
    with pytest.raises(pairs.Malformed):
        pairs.raw(bytes.fromhex(text))
