"""The house: one installation's database for as long as somebody needs it, and what its processes are told.

Not here: the servers that stay (servers.py), the commands (commands/).
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tongban.kernel import homes, postgres, privileges

SETTINGS = "tongban.config.settings"
_NOT_FOR_SERVERS = {"TONGBAN_OWNER_URL", "TONGBAN_BACKUP_PASSPHRASE"}  # a captured server must not find them


class Occupied(RuntimeError):
    """Another process runs the servers of this installation."""


@contextmanager
def locked(home: homes.Home) -> Iterator[None]:
    """Be the only one who runs servers here. Raises Occupied."""
    homes.prepare(home)
    with home.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise Occupied(
                f"{home.root} 已由进程 {holder} 运行，因此未再次启动。请直接使用它，或先停止它（kill {holder}）。"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def database(home: homes.Home) -> Iterator[None]:
    """A database to talk to: the named one, the one that runs already, or our own for the while."""
    if os.environ.get("DATABASE_URL") or postgres.is_running(home.postgres):
        yield
        return
    with locked(home):
        server = postgres.start(home.postgres)
        try:
            yield
        finally:
            server.stop()


def environment(home: homes.Home, role: str = postgres.APPLICATION) -> dict[str, str]:
    """What a process of ours finds in its environment: the operator's words, the home, and the database as *role*."""
    ours = {
        "DATABASE_URL": _address(home, role),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS),
        "PYTHONUNBUFFERED": "1",
        "TONGBAN_HOME": str(home.root),
        "HOME": str(home.root),
    }
    return {name: word for name, word in os.environ.items() if name not in _NOT_FOR_SERVERS} | ours


def _address(home: homes.Home, role: str) -> str:
    named = os.environ.get("DATABASE_URL")
    if named and role == postgres.OWNER:
        return os.environ.get("TONGBAN_OWNER_URL", named)
    return named or postgres.url(home.postgres, role)


def run(home: homes.Home, *words: str) -> int:
    """Run one inner command (inside.py) to its end as the account of the servers; its exit code."""
    return start(home, "inside", *words).wait()


def start(home: homes.Home, module: str, *words: str) -> subprocess.Popen[bytes]:
    """Start one of our own modules as the account of the servers. Call from the main thread."""
    return spawn([sys.executable, "-m", f"tongban.config.{module}", *words], environment(home), home)


def spawn(command: list[str], told: dict[str, str], home: homes.Home) -> subprocess.Popen[bytes]:
    """Start *command* without root's powers; it ends when we do. Call from the main thread."""
    how = privileges.drop([*privileges.own_folders(), home.root])
    return subprocess.Popen(
        command,
        env=told,
        cwd=home.root,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches us alone, and we stop our children in order
        # When we are killed the database goes too, and a graceful end would wait for it in vain: half-done jobs are
        # taken up again at the next start.
        preexec_fn=privileges.in_child(how, signal.SIGKILL),  # noqa: PLW1509 - called from the main thread, before there are others
    )


def migrate(home: homes.Home) -> None:
    """Bring the tables up to date as their owner: the one work that the account of the servers may not do itself.

    Raises CalledProcessError.
    """
    command = [sys.executable, "-m", "tongban.config.inside", "migrate"]
    told = environment(home, postgres.OWNER)
    subprocess.run(command, env=told, cwd=home.root, stdin=subprocess.DEVNULL, check=True)


def of_demo() -> homes.Home:
    """The home of the demonstration, apart from the real one's unless TONGBAN_HOME says otherwise."""
    return homes.Home(Path(os.environ.get("TONGBAN_HOME", "var/demo")).resolve())
