"""What is sealed opens again in its place, and nowhere else."""

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.signing import at_rest, passphrases

KEY = b"k" * 32
OTHER = b"o" * 32


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_a_sealed_value_opens_again_in_its_context(value, context):
    assert at_rest.decrypt(at_rest.encrypt(value, key=KEY, context=context), key=KEY, context=context) == value


def test_the_same_value_sealed_twice_differs():
    assert at_rest.encrypt(b"x", key=KEY, context=b"") != at_rest.encrypt(b"x", key=KEY, context=b"")


def test_a_value_moved_to_another_place_does_not_open():
    sealed = at_rest.encrypt(b"x", key=KEY, context=b"person:1")
    with pytest.raises(at_rest.Unreadable):
        at_rest.decrypt(sealed, key=KEY, context=b"person:2")


def test_any_flipped_bit_and_any_cut_is_found_out():
    sealed = at_rest.encrypt(b"value", key=KEY, context=b"")
    altered = [sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :] for i in range(len(sealed))]
    cut = [sealed[:i] for i in range(len(sealed))]
    for wrong in itertools.chain(altered, cut):
        with pytest.raises(at_rest.Unreadable):
            at_rest.decrypt(wrong, key=KEY, context=b"")


def test_after_rotation_the_retired_key_still_reads():
    sealed = at_rest.encrypt(b"x", key=OTHER, context=b"")
    assert at_rest.decrypt(sealed, key=KEY, context=b"", retired=[OTHER]) == b"x"
    with pytest.raises(at_rest.Unreadable):
        at_rest.decrypt(sealed, key=KEY, context=b"")


def test_a_blind_index_is_equal_for_equal_values_within_one_purpose_and_key():
    index = at_rest.blind_index("value", key=KEY, purpose="number")
    assert index == at_rest.blind_index("value", key=KEY, purpose="number")
    assert index != at_rest.blind_index("value", key=KEY, purpose="phone")
    assert index != at_rest.blind_index("value", key=OTHER, purpose="number")
    assert b"value" not in index


@pytest.mark.parametrize("size", [0, 1, at_rest.CHUNK - 1, at_rest.CHUNK, at_rest.CHUNK + 1, 3 * at_rest.CHUNK])
def test_a_file_of_any_size_comes_back_whole(tmp_path, size):
    content = bytes(i % 251 for i in range(size))
    at_rest.encrypt_file(io.BytesIO(content), tmp_path / "f", key=KEY, context=b"case:1")
    back = io.BytesIO()
    at_rest.decrypt_file(tmp_path / "f", back, key=KEY, context=b"case:1")
    assert back.getvalue() == content
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [at_rest.CHUNK + 16, 1, 100])
def test_a_file_cut_short_is_found_out_even_at_the_border_of_a_chunk(tmp_path, cut):
    path = tmp_path / "f"
    at_rest.encrypt_file(io.BytesIO(b"x" * (2 * at_rest.CHUNK)), path, key=KEY, context=b"")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(at_rest.Unreadable):
        list(at_rest.read_file(path, key=KEY, context=b""))


def test_swapped_chunks_of_a_file_are_found_out(tmp_path):
    path = tmp_path / "f"
    at_rest.encrypt_file(io.BytesIO(b"a" * at_rest.CHUNK + b"b" * at_rest.CHUNK), path, key=KEY, context=b"")
    whole, size = path.read_bytes(), at_rest.CHUNK + 16
    path.write_bytes(whole[: -2 * size] + whole[-size:] + whole[-2 * size : -size])
    with pytest.raises(at_rest.Unreadable):
        list(at_rest.read_file(path, key=KEY, context=b""))


def test_a_file_of_another_case_does_not_open(tmp_path):
    at_rest.encrypt_file(io.BytesIO(b"x"), tmp_path / "f", key=KEY, context=b"case:1")
    with pytest.raises(at_rest.Unreadable):
        list(at_rest.read_file(tmp_path / "f", key=KEY, context=b"case:2"))


def test_a_file_that_was_never_sealed_is_refused(tmp_path):
    (tmp_path / "f").write_bytes(b"plain text")
    with pytest.raises(at_rest.Unreadable):
        list(at_rest.read_file(tmp_path / "f", key=KEY, context=b""))


def test_a_source_that_breaks_off_leaves_nothing_behind(tmp_path):
    class Broken(io.RawIOBase):
        def read(self, _size: int = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        at_rest.encrypt_file(Broken(), tmp_path / "f", key=KEY, context=b"")
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_gives_the_same_key_with_the_same_salt_only():
    salt = passphrases.salt()
    assert passphrases.key("开门", salt) == passphrases.key("开门", salt)
    assert passphrases.key("开门", salt) != passphrases.key("开门", passphrases.salt())
