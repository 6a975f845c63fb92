"""The servers that stay: database, web, worker; started, watched, restarted when they fall, stopped in order."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from tongban.config import house, tcp
from tongban.kernel import homes, postgres

_PATIENCE = 20  # seconds a child has to end by itself
_FALLS, _WINDOW = 5, 60  # so many falls within so many seconds, and we stop trying
TUNED = {"shared_buffers": "256MB", "random_page_cost": "1.1", "idle_in_transaction_session_timeout": "120s"}


class Stopped(Exception):
    """Somebody asked us to stop."""


class Unsteady(RuntimeError):
    """A server falls again and again; the message names it."""


@dataclass
class Child:
    """One server: how to start it, and the process that is it now."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    falls: list[float] = field(default_factory=list)


class Servers:
    """All servers of one installation. Use from the main thread only: children die with the thread that forked them."""

    def __init__(self, home: homes.Home, host: str, port: int) -> None:
        self.home, self.host, self.port = home, host, port
        self.children: list[Child] = []
        self._asked_to_stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the web server."""
        return f"http://{'127.0.0.1' if self.host in ('0.0.0.0', '::') else self.host}:{self.port}"  # noqa: S104 - compared, not bound

    def open_database(self) -> None:
        """Start the database, unless DATABASE_URL names one, and bring its tables up to date."""
        if not os.environ.get("DATABASE_URL"):
            self._add("database", lambda: postgres.start(self.home.postgres, options=TUNED).process)
        house.migrate(self.home)

    def open_web(self) -> None:
        """Start web and worker and return when the web answers. Raises tcp.Taken."""
        tcp.require_free(self.host, self.port)
        self._add("worker", self._worker)
        self._add("web", self._web)
        while not self._answers():
            self._look()
            self.pause(0.1)

    def pause(self, seconds: float) -> None:
        """Wait; raise Stopped as soon as somebody asks us to stop."""
        if self._asked_to_stop.wait(seconds):
            raise Stopped

    def keep(self, until: subprocess.Popen[bytes] | None = None) -> int:
        """Watch the servers until *until* ends (its exit code) or somebody asks us to stop (raises Stopped)."""
        while True:
            self._look()
            if until is not None and until.poll() is not None:
                return until.returncode
            self.pause(0.2)

    def stop(self) -> None:
        """Stop in order, the database last. A second request to stop changes nothing."""
        for child in reversed(self.children):
            how = signal.SIGINT if child.name == "database" else signal.SIGTERM
            if child.process.poll() is None:
                child.process.send_signal(how)
                _wait(child.process)

    def _add(self, name: str, begin: Callable[[], subprocess.Popen[bytes]]) -> None:
        self.children.append(Child(name, begin, begin()))

    def _look(self) -> None:
        """Start again what has fallen."""
        for child in self.children:
            if child.process.poll() is None:
                continue
            now = time.monotonic()
            child.falls = [*(at for at in child.falls if now - at < _WINDOW), now]
            if len(child.falls) >= _FALLS:
                raise Unsteady(
                    f"{child.name} 反复退出（退出码 {child.process.returncode}），已停止重试。请查看上方日志。"
                )
            sys.stderr.write(f"event=restart server={child.name} code={child.process.returncode}\n")
            self.pause(0.2 * len(child.falls))
            child.process = child.begin()
            if child.name == "database":
                self._restart_worker()

    def _restart_worker(self) -> None:
        """Its connections went with the database, and it would wait half a minute for each; _look starts it again."""
        for child in self.children:
            if child.name == "worker":
                child.process.kill()

    def _web(self) -> subprocess.Popen[bytes]:
        words = [
            *("--interface", "wsgi", "--host", self.host, "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "10", "tongban.config.wsgi:application"),
        ]
        told = house.environment(self.home) | {"TONGBAN_SUPERVISED": "1"}
        return house.spawn([sys.executable, "-m", "granian", *words], told, self.home)

    def _worker(self) -> subprocess.Popen[bytes]:
        words = ["procrastinate", "--skip-checks", "worker", "--shutdown-graceful-timeout", "10"]
        return house.spawn([sys.executable, "-m", "django", *words], house.environment(self.home), self.home)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)  # noqa: PLR2004 - OK
        except (urllib.error.URLError, OSError):
            return False

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop.set()


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that is free now, for tests and demonstrations side by side."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
