"""A real `tongban demo` and a real browser, at the width of a telephone and of a desk. Not here: the journeys."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.e2e.walking import Doors

from tongban.config import servers

CHROMIUM = os.environ.get("TONGBAN_CHROMIUM", "/usr/bin/chromium")
WIDTHS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
SECONDS_TO_LOAD = 600
PATIENCE = 10_000  # ms for one thing on one page


@dataclass(frozen=True)
class City:
    """The running demonstration: where its pages are, and its home on disk (the outbox of short messages is there)."""

    address: str
    home: Path


@pytest.fixture(scope="session")
def city():
    """One demonstration for all journeys; one that runs already when TONGBAN_E2E names it ("address home")."""
    if running := os.environ.get("TONGBAN_E2E"):
        address, home = running.split()
        yield City(address, Path(home))
        return
    home = Path(tempfile.mkdtemp(prefix="tb-e2e-"))
    home.chmod(0o755)
    port = servers.free_port()
    command = [sys.executable, "-m", "tongban", "demo", "--no-walk", "--port", str(port)]
    told = os.environ | {"TONGBAN_HOME": str(home)}
    with (home / "demo.log").open("wb") as log:
        process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
    try:
        _wait_until_ready(process, port, home / "demo.log")
        yield City(f"http://127.0.0.1:{port}", home)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(process, port, log):
    deadline = time.monotonic() + SECONDS_TO_LOAD
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).close()
        except (urllib.error.URLError, OSError):
            try:
                process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
            pytest.exit(f"the demonstration ended:\n{log.read_text()[-3000:]}", returncode=1)
        else:
            return
    pytest.exit(f"the demonstration did not become ready:\n{log.read_text()[-3000:]}", returncode=1)


@pytest.fixture(scope="session")
def base_url():
    """None for the session: a test that asks for `city` gets the city's (browser_context_args)."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    words = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": words}


@pytest.fixture(params=WIDTHS)
def width(request):
    """Each journey runs at both widths, unless it asks for one: @pytest.mark.parametrize("width", ["phone"], indirect=True)."""
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, width, request):
    """What every browser of the test is like. pytest-playwright's own is for the session; ours knows the width.

    A test that asks for `city` may write its addresses from the first slash.
    """
    ours = {
        "viewport": WIDTHS[width],
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "has_touch": width == "phone",
    }
    if "city" in request.fixturenames:
        ours["base_url"] = request.getfixturevalue("city").address
    return browser_context_args | ours


@pytest.fixture
def new_context(browser, browser_context_args):
    """Opens contexts; fails when a page of theirs reports a script fault or a breach of its content security policy."""
    faults, opened = [], []

    def open_one(**options):
        context = browser.new_context(**(browser_context_args | options))
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        context.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def someone(new_context):
    """Opens the browser of one more person: a context of her own, with nobody's cookies."""

    def open_browser(**options):
        return new_context(**options).new_page()

    return open_browser


@pytest.fixture(scope="session")
def doors(city, browser):
    """Who signed in once stays signed in for the tests that follow: a second factor is good for one sign-in only."""
    return Doors(browser, city.address)


@pytest.fixture
def signed_in(someone, doors):
    """Opens the browser of one of the cast, signed in; officers sit at a desk."""

    def open_browser(who, **options):
        if hasattr(who, "secret"):
            options = {"viewport": WIDTHS["desk"], "has_touch": False} | options
        return someone(storage_state=doors.cookies_of(who), **options)

    return open_browser


@pytest.fixture
def axe():
    """Fails when the page breaks a rule of accessibility, or can be scrolled sideways."""

    def check(page):
        found = Axe().run(page).response["violations"]
        told = [f"{fault['id']}: {fault['help']} — {node['target']}" for fault in found for node in fault["nodes"]]
        assert not told, f"{page.url}\n" + "\n".join(told)
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sideways <= 0, f"{page.url} is {sideways} px wider than the window"

    return check
