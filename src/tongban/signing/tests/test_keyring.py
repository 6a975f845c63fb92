"""Keys are made once, kept closed, and never made anew over what they sealed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tongban.signing import keyring


@pytest.fixture
def ring(tmp_path):
    return keyring.open_or_create(tmp_path / "keys")


def test_a_key_is_made_once_and_stays(ring):
    key = ring.key("numbers")
    assert len(key) == 32
    assert ring.key("numbers") == key
    assert ring.text("numbers") == key.hex()
    assert ring.key("phones") != key


def test_folder_and_files_are_open_to_their_owner_alone(ring):
    ring.key("numbers")
    assert ring.folder.stat().st_mode & 0o777 == 0o700
    assert (ring.folder / "numbers").stat().st_mode & 0o777 == 0o600


def test_many_who_ask_at_once_get_one_key_and_leave_no_litter(ring):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ring.key, ["numbers"] * 32))) == 1
    assert [path.name for path in ring.folder.iterdir()] == ["numbers"]


def test_rotation_keeps_the_old_keys_latest_first(ring):
    first = ring.key("numbers")
    second = ring.rotate("numbers")
    third = ring.rotate("numbers")
    assert len({first, second, third}) == 3
    assert ring.key("numbers") == third
    assert ring.retired("numbers") == [second, first]


def test_a_damaged_key_is_refused_with_its_remedy_not_replaced(ring):
    ring.key("numbers")
    (ring.folder / "numbers").write_text("ab")
    with pytest.raises(keyring.BadKey, match="备份"):
        ring.key("numbers")


def test_a_folder_that_others_may_enter_is_refused(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(keyring.BadKey, match="chmod 700"):
        keyring.open_or_create(tmp_path / "open")


@pytest.mark.parametrize("name", ["", "../x", "A", "a.1", "a/b"])
def test_a_name_cannot_lead_out_of_the_folder(ring, name):
    with pytest.raises(ValueError, match="not a name"):
        ring.key(name)
