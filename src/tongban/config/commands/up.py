"""`tongban up`: database, tables, worker and web, until somebody says stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongban.config import house, progress, servers
from tongban.kernel import homes

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("up", help="run everything: database, migrations, worker, web")
    options(parser)
    parser.set_defaults(run=run)


def options(parser: argparse.ArgumentParser) -> None:
    """The options of all commands that serve."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")


def run(chosen: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    home = homes.current()
    with house.locked(home):
        all_servers = servers.Servers(home, chosen.host, chosen.port)
        try:
            all_servers.open_database()
            all_servers.open_web()
            progress.say(f"{all_servers.address}/")
            return all_servers.keep()
        finally:
            all_servers.stop()
