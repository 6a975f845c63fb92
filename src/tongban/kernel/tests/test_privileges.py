"""A child of root is root no more, dies with its parent, and keeps a power only where it could not start without."""

import os
import subprocess

import pytest

from tongban.kernel import privileges

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def closed(tmp_path):
    """A folder that nobody but its owner may enter, with a program in it."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


def _ask(how):
    command = ["/bin/sh", "-c", 'echo "$(id -u) $(grep ^CapEff /proc/self/status | cut -f2)"']
    answer = subprocess.run(
        command, preexec_fn=privileges.in_child(how), cwd="/", capture_output=True, text=True, check=True
    )
    user, powers = answer.stdout.split()
    return int(user), int(powers, 16)


@needs_root
def test_a_child_whose_folders_are_open_keeps_no_power(tmp_path):
    how = privileges.drop([])
    assert how.keeps is None
    assert _ask(how) == (how.account.pw_uid, 0)


@needs_root
def test_a_child_below_a_closed_folder_may_read_files_and_nothing_else(closed):
    how = privileges.drop([closed])
    assert how.keeps in (privileges.DAC_READ_SEARCH, privileges.DAC_OVERRIDE)
    assert _ask(how) == (how.account.pw_uid, 1 << how.keeps)


def test_an_account_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("TONGBAN_USER", "no-such-account")
    with pytest.raises(privileges.NoSuchAccount, match="no-such-account"):
        privileges.account()


def test_who_is_not_root_stays_who_they_are(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert privileges.drop([]) == privileges.Drop(None)


@needs_root
def test_a_folder_that_is_given_belongs_to_the_servers_with_all_that_is_in_it(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "one").touch()
    privileges.give(tmp_path / "keys", 0o700)
    owner = privileges.account().pw_uid
    assert [(tmp_path / name).stat().st_uid for name in ("keys", "keys/one")] == [owner, owner]
