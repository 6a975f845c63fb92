"""Whether a TCP port is free, and who has it if not. The web server shares ports (SO_REUSEPORT): it would not notice."""

import socket
from pathlib import Path

_LISTENING = "0A"


class Taken(RuntimeError):
    """Somebody listens on the port; the message names the process and what to do."""


def require_free(host: str, port: int) -> None:
    """Raises Taken when another process listens on *port*."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Taken(f"无权使用端口 {port}，网页服务未启动。请用 --port 另选 1024 以上的端口。") from None
        except OSError:
            raise Taken(
                f"端口 {port} 已被{_holder(port)}占用，网页服务未启动。请先停止它，或用 --port 另选一个端口。"
            ) from None


def _holder(port: int) -> str:
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(handle.readlink()) in sockets for handle in (process / "fd").iterdir()):
                return f"进程 {process.name}（{(process / 'comm').read_text().strip()}）"
        except OSError:
            continue  # it ended, or is not ours to look at
    return "其他进程"


def _inodes(port: int) -> list[str]:
    """The sockets that listen on *port*, from the kernel's own table."""
    found = []
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else []:
            _, local, _, state, *rest = line.split()
            if state == _LISTENING and int(local.rsplit(":", 1)[1], 16) == port:
                found.append(rest[5])
    return found
