"""Keys rotate with an overlap, lie sealed, and are published with the times in which they count."""

from datetime import UTC, datetime, timedelta

import pytest

from tongban.signing import key_sets, keyring
from tongban.signing.key_folder import KeyFolder, Terms
from tongban.signing.ports import Algorithm, SignatureFault

DAY = timedelta(days=1)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TERMS = Terms(signs=100 * DAY, announced=10 * DAY, counts_on=1000 * DAY)


@pytest.fixture
def ring(tmp_path):
    return keyring.open_or_create(tmp_path / "keys")


@pytest.fixture(params=[Algorithm.SM2_SM3, Algorithm.ED25519, Algorithm.ES256])
def folder(ring, request):
    return KeyFolder(ring, request.param, TERMS)


def test_the_first_key_is_made_when_asked_for_and_stays(folder):
    first = folder.signer("certificates", at=NOW)
    assert folder.signer("certificates", at=NOW + DAY).kid == first.kid
    assert folder.signer("tickets", at=NOW).kid != first.kid


def test_what_it_signs_is_verified_by_what_it_publishes_wherever_that_is_read(folder):
    signer = folder.signer("certificates", at=NOW)
    published = key_sets.from_json(key_sets.to_json(folder.published("certificates")))
    found = published.find(signer.kid)
    assert found.verifier.verifies(b"x", signer.sign(b"x"))
    assert found.counts(NOW)
    assert published.find("0" * 32) is None


def test_the_next_key_is_published_before_it_signs_and_the_last_one_counts_on(folder):
    first = folder.signer("certificates", at=NOW)
    assert folder.signer("certificates", at=NOW + 95 * DAY).kid == first.kid
    old, new = folder.published("certificates")
    assert folder.signer("certificates", at=NOW + 101 * DAY).kid == new.kid != first.kid
    assert old.counts(NOW + 101 * DAY)
    assert not new.counts(NOW + 99 * DAY)
    assert not old.counts(NOW + 2000 * DAY)


def test_after_a_long_pause_a_key_is_made_at_once(folder):
    folder.signer("certificates", at=NOW)
    late = NOW + 5000 * DAY
    signer = folder.signer("certificates", at=late)
    assert folder.published("certificates").find(signer.kid).counts(late)


def test_a_rotation_out_of_turn_announces_first(folder):
    first = folder.signer("certificates", at=NOW)
    second = folder.rotate("certificates", at=NOW)
    assert folder.signer("certificates", at=NOW + DAY).kid == first.kid
    assert folder.signer("certificates", at=NOW + 11 * DAY).kid == second.kid


def test_a_revoked_key_signs_no_more_and_what_it_signed_since_no_longer_counts(folder):
    first = folder.signer("certificates", at=NOW)
    folder.revoke("certificates", first.kid, since=NOW + DAY)
    assert folder.signer("certificates", at=NOW + DAY).kid != first.kid
    old = folder.published("certificates").find(first.kid)
    assert old.counts(NOW)
    assert not old.counts(NOW + DAY)


def test_a_new_suite_makes_new_keys_and_keeps_publishing_the_old(ring):
    old = KeyFolder(ring, Algorithm.ED25519, TERMS).signer("certificates", at=NOW)
    changed = KeyFolder(ring, Algorithm.SM2_SM3, TERMS)
    assert changed.signer("certificates", at=NOW).algorithm is Algorithm.SM2_SM3
    assert changed.published("certificates").find(old.kid)


def test_files_are_closed_and_hold_no_secret_in_clear(folder, ring):
    signer = folder.signer("certificates", at=NOW)
    path = ring.folder / "signing" / "certificates" / f"{signer.kid}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert signer.private.der()[-32:] not in path.read_bytes()


def test_a_key_whose_times_were_altered_does_not_open(folder, ring):
    signer = folder.signer("certificates", at=NOW)
    path = ring.folder / "signing" / "certificates" / f"{signer.kid}.json"
    end = key_sets.to_jwk(folder.published("certificates").find(signer.kid)).not_after
    path.write_bytes(path.read_bytes().replace(str(end).encode(), str(end + 1).encode()))
    with pytest.raises(SignatureFault, match="备份"):
        folder.signer("certificates", at=NOW)


def test_a_damaged_file_is_named_not_replaced(folder, ring):
    signer = folder.signer("certificates", at=NOW)
    (ring.folder / "signing" / "certificates" / f"{signer.kid}.json").write_text("{")
    with pytest.raises(SignatureFault, match=signer.kid):
        folder.signer("certificates", at=NOW)


def test_keys_open_after_the_sealing_key_was_rotated(folder, ring):
    first = folder.signer("certificates", at=NOW)
    ring.rotate("signing-seal")
    assert folder.signer("certificates", at=NOW).kid == first.kid


def test_a_published_key_under_anothers_id_is_refused(folder):
    folder.signer("certificates", at=NOW)
    folder.rotate("certificates", at=NOW)
    first, second = folder.published("certificates")
    text = key_sets.to_json([first]).replace(first.kid.encode(), second.kid.encode())
    with pytest.raises(SignatureFault, match="不符"):
        key_sets.from_json(text)


@pytest.mark.parametrize("text", [b"", b"{}", b'{"keys":[{}]}', b'{"keys":[],"more":1}'])
def test_what_is_no_key_set_is_refused(text):
    with pytest.raises(SignatureFault):
        key_sets.from_json(text)


@pytest.mark.parametrize("name", ["", "..", "a/b", "A"])
def test_a_purpose_cannot_lead_out_of_the_folder(folder, name):
    with pytest.raises(ValueError, match="not a purpose"):
        folder.signer(name, at=NOW)
    with pytest.raises(SignatureFault, match="不是密钥编号"):
        folder.revoke("certificates", "../x", since=NOW)
