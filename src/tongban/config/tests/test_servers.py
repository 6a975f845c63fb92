"""`tongban up` mends what falls, drops root for every server, and leaves nothing behind however it ends."""

import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tongban.config import servers


class Up:
    """A running `tongban up`."""

    def __init__(self, home):
        self.port = servers.free_port()
        told = os.environ | {"TONGBAN_HOME": str(home.root)}
        command = [sys.executable, "-m", "tongban", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
        self.wait_until_ready()

    def wait_until_ready(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "it ended"
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5).close()
            except (urllib.error.URLError, OSError):
                select.select([], [], [], 0.05)
            else:
                return
        pytest.fail("it never became ready")

    def children(self):
        """The servers, by a word of their command: granian, procrastinate, postgres."""
        found = {}
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            command = Path(f"/proc/{pid}/cmdline").read_text()
            found |= {word: int(pid) for word in ("granian", "procrastinate", "bin/postgres") if word in command}
        return found

    def wait_for_another(self, name, fallen):
        deadline = time.monotonic() + 30
        while self.children().get(name, fallen) == fallen:
            assert time.monotonic() < deadline, f"{name} stayed down"
            select.select([], [], [], 0.05)

    def all_below(self):
        """Every process below, granian's own worker too."""
        pids, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            below = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            pids += below
            queue += below
        return pids


@pytest.fixture
def up(make_home):
    running = Up(make_home())
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait()


def _all_end(handles):
    for handle in handles:
        assert select.select([handle], [], [], 30)[0], "somebody stayed"
        os.close(handle)


def test_what_falls_is_started_again_and_a_killed_parent_takes_all_with_it(up):
    assert up.children().keys() == {"granian", "procrastinate", "bin/postgres"}
    for name in ("granian", "bin/postgres"):
        fallen = up.children()[name]
        handle = os.pidfd_open(fallen)
        os.kill(fallen, signal.SIGKILL)
        _all_end([handle])
        up.wait_for_another(name, fallen)
        up.wait_until_ready()
    handles = [os.pidfd_open(pid) for pid in up.all_below()]
    up.process.kill()
    up.process.wait()
    _all_end(handles)


def test_asked_to_stop_it_stops_all_and_says_so_by_its_exit_code(up):
    if os.geteuid() == 0:
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in up.all_below()} != {0}
        assert all(Path(f"/proc/{pid}").stat().st_uid != 0 for pid in up.all_below())
    handles = [os.pidfd_open(pid) for pid in up.all_below()]
    up.process.terminate()
    assert up.process.wait(30) == 0
    _all_end(handles)
