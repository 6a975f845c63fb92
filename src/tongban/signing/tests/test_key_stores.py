"""What every key store promises, the one in a folder and the one in memory alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tongban.signing import keyring
from tongban.signing.key_folder import KeyFolder
from tongban.signing.key_memory import KeyMemory
from tongban.signing.ports import Algorithm, KeyStore

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path) -> KeyStore:
    if request.param == "memory":
        return KeyMemory(Algorithm.SM2_SM3)
    return KeyFolder(keyring.open_or_create(tmp_path / "keys"), Algorithm.SM2_SM3)


def test_nothing_is_published_before_a_key_was_asked_for(store):
    assert list(store.published("certificates")) == []


def test_what_a_store_signs_fits_what_it_publishes(store):
    signer = store.signer("certificates", at=NOW)
    [record] = store.published("certificates")
    assert (record.kid, record.verifier.algorithm) == (signer.kid, signer.algorithm)
    assert record.counts(NOW)
    assert record.verifier.verifies(b"x", signer.sign(b"x"))


def test_keys_of_one_purpose_do_not_serve_another(store):
    first, second = (store.signer(purpose, at=NOW) for purpose in ("certificates", "tickets"))
    assert first.kid != second.kid
    assert store.signer("certificates", at=NOW).kid == first.kid


def test_a_key_serves_many_threads_at_once(store):
    signer = store.signer("certificates", at=NOW)
    [record] = store.published("certificates")
    with ThreadPoolExecutor(8) as pool:
        signed = list(pool.map(lambda number: (b"%d" % number, signer.sign(b"%d" % number)), range(200)))
        assert all(pool.map(lambda pair: record.verifier.verifies(*pair), signed))


def test_many_who_ask_a_folder_at_once_get_one_key(tmp_path):
    ring = keyring.open_or_create(tmp_path / "keys")
    with ThreadPoolExecutor(8) as pool:
        kids = pool.map(lambda _: KeyFolder(ring, Algorithm.ED25519).signer("tickets", at=NOW).kid, range(16))
    assert len(set(kids)) == 1
