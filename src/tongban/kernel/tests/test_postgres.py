"""The server we start keeps what was committed, lives no longer than its parent, and lets in whom it should."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tongban.kernel import postgres

_PARENT = """
import sys
from pathlib import Path
from tongban.kernel import postgres
server = postgres.start(Path(sys.argv[1]))
print(server.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder made once for this file; each test starts and ends its own server in it."""
    return Path(tmp_path_factory.mktemp("p"))


@pytest.fixture(autouse=True)
def _open_above(folder):
    for part in [folder, *folder.parents]:
        if part.stat().st_uid == os.geteuid() and str(part).startswith("/tmp/"):  # noqa: S108 - pytest closes its own
            part.chmod(part.stat().st_mode | 0o011)


@pytest.fixture
def server(folder):
    server = postgres.start(folder)
    yield server
    if server.process.poll() is None:
        server.stop()


def _rows(server):
    with psycopg.connect(server.url(postgres.OWNER)) as connection:
        return connection.execute("select count(*) from kept").fetchone()[0]


def test_after_kill_9_of_the_server_everything_committed_is_there(server, folder):
    with psycopg.connect(server.url(postgres.OWNER)) as connection:
        connection.execute("drop table if exists kept")
        connection.execute("create table kept as select generate_series(1, 1000) as n")
    server.process.kill()
    server.process.wait()
    again = postgres.start(folder)
    assert _rows(again) == 1000
    assert again.stop() == 0


def test_after_kill_9_of_the_parent_the_server_goes_and_everything_committed_is_there(folder):
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    with psycopg.connect(postgres.url(folder, postgres.OWNER)) as connection:
        connection.execute("create table if not exists kept (n int)")
        connection.execute("truncate kept")
        connection.execute("insert into kept select generate_series(1, 500)")
    parent.kill()
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    _wait_for_end(pid)
    again = postgres.start(folder)
    assert _rows(again) == 500
    again.stop()


def _wait_for_end(pid):
    """Return when the process is gone; pidfd tells without asking again and again."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    import select

    assert select.select([handle], [], [], 30)[0], "the server outlived its parent"
    os.close(handle)


def test_the_data_folder_is_closed_and_there_is_no_tcp(server, folder):
    assert (folder / "data").stat().st_mode & 0o777 == 0o700
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_the_application_role_can_use_tables_but_not_make_or_change_them(server):
    with psycopg.connect(server.url(postgres.OWNER), autocommit=True) as owner:
        owner.execute("create table if not exists plain (n int)")
    with psycopg.connect(server.url(), autocommit=True) as application:
        application.execute("insert into plain values (1)")
        application.execute("update plain set n = 2")
        application.execute("delete from plain")
        for forbidden in (
            "create table mine (n int)",
            "drop table plain",
            "alter table plain add m int",
            "truncate plain",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(("role", "may"), [(postgres.APPLICATION, True), (postgres.OWNER, False), ("postgres", False)])
def test_the_account_of_the_servers_can_be_the_application_role_only(server, role, may):
    program = [postgres.bin_folder() / "psql", "-XAtc", "select 1", server.url(role)]
    answer = subprocess.run(program, user="nobody", cwd="/", capture_output=True, text=True, check=False)
    assert (answer.stdout == "1\n") is may


def test_too_long_a_path_is_refused_with_its_remedy(tmp_path):
    with pytest.raises(postgres.NotStarted, match=r"107.*TONGBAN_HOME"):
        postgres.start(tmp_path / ("x" * 100))


def test_programs_from_elsewhere_are_taken_by_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("TONGBAN_PG_BIN", str(tmp_path))
    with pytest.raises(postgres.NotStarted, match="TONGBAN_PG_BIN"):
        postgres.bin_folder()
    (tmp_path / "postgres").touch()
    assert postgres.bin_folder() == tmp_path


def test_a_server_that_runs_is_seen_and_one_that_ended_is_not(server, folder):
    assert postgres.is_running(folder)
    server.stop()
    assert not postgres.is_running(folder)


def test_a_server_killed_amid_work_comes_back(server, folder):
    with psycopg.connect(server.url(postgres.OWNER), autocommit=True) as busy:
        os.kill(busy.info.backend_pid, signal.SIGKILL)  # the server ends all its backends and recovers by itself
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            psycopg.connect(server.url()).close()
            break
        except psycopg.OperationalError:
            continue
    assert server.process.poll() is None
