"""Only one runs an installation; a taken port is named with its holder."""

import os
import socket

import pytest

from tongban.config import house, servers, tcp


def test_a_second_one_is_told_who_runs_the_house(make_home):
    home = make_home()
    with house.locked(home), pytest.raises(house.Occupied, match=str(os.getpid())), house.locked(home):
        pass


def test_a_lock_ends_with_its_holder(make_home):
    home = make_home()
    with house.locked(home):
        pass
    with house.locked(home):
        pass


def test_a_taken_port_is_refused_even_when_it_is_shared_and_its_holder_named():
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(tcp.Taken, match=rf"{port}.*{os.getpid()}.*--port"):
            tcp.require_free("127.0.0.1", port)


def test_a_free_port_is_let_through():
    tcp.require_free("127.0.0.1", servers.free_port())


def test_the_application_is_told_its_own_role_and_the_migration_the_owner_s(make_home):
    home = make_home()
    assert "//tongban@" in house.environment(home)["DATABASE_URL"]
    assert "//tongban_owner@" in house.environment(home, "tongban_owner")["DATABASE_URL"]


def test_a_named_database_replaces_our_own(make_home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    with house.database(make_home()) as nothing:
        assert nothing is None
        assert house.environment(make_home())["DATABASE_URL"] == "postgresql://elsewhere/x"


def test_the_servers_learn_neither_the_owner_s_address_nor_the_passphrase(make_home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setenv("TONGBAN_OWNER_URL", "postgresql://owner@elsewhere/x")
    monkeypatch.setenv("TONGBAN_BACKUP_PASSPHRASE", "a long passphrase")
    told = house.environment(make_home())
    assert not {"TONGBAN_OWNER_URL", "TONGBAN_BACKUP_PASSPHRASE"} & told.keys()
    assert "owner" not in told["DATABASE_URL"]
    assert "owner@" in house.environment(make_home(), "tongban_owner")["DATABASE_URL"]
