"""Sending to a receiver over HTTP: to the address that was checked, within a few seconds, nothing followed, little read."""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from functools import cache

from tongban.systems import addresses
from tongban.systems.addresses import Target
from tongban.systems.ports import Unreached

SECONDS = 5.0
READ = 4096
AGENT = "Tongban"


class Http:
    """The real sender."""

    def send(self, address: str, headers: Mapping[str, str], body: str) -> int:
        """POST *body*; the status that came back."""
        try:
            target = addresses.check(address)  # each time: a name may lead elsewhere today
        except addresses.Barred as bar:
            raise Unreached("unknown" if bar.args[0] == addresses.UNKNOWN else "inside") from None
        try:
            return _post(target, headers, body)
        except TimeoutError:
            raise Unreached("timeout") from None
        except ssl.SSLError:
            raise Unreached("tls") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise Unreached("broken") from None

    def check_config(self) -> str:
        try:
            addresses._named()  # noqa: SLF001 - the setting is read in one place
        except ValueError:
            return "TONGBAN_HOOK_NETWORKS 里有不是网段的内容。请写成 10.1.0.0/16 的样子，用逗号隔开。"
        return ""


def _post(target: Target, headers: Mapping[str, str], body: str) -> int:
    """One request on one connection to the checked address; the whole of it within the time."""
    ends = time.monotonic() + SECONDS
    plain = socket.create_connection((target.ip, target.port), timeout=SECONDS)
    try:
        line = _tls().wrap_socket(plain, server_hostname=target.host) if target.scheme == "https" else plain
        connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
        connection.sock = line
        whole = {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close", **headers}
        connection.request("POST", target.path, body.encode(), whole)
        line.settimeout(max(0.1, ends - time.monotonic()))
        return _status(line, ends)
    finally:
        plain.close()


def _status(line: socket.socket, ends: float) -> int:
    """The status of the answer, read drop by drop if need be, but not for ever."""
    head = b""
    while b"\r\n" not in head and len(head) < READ:
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        drop = line.recv(READ)
        if not drop:
            break
        head += drop
    words = head.split(b"\r\n", 1)[0].split(b" ")
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():  # noqa: PLR2004 - version, status
        raise Unreached("broken")
    return int(words[1])


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
