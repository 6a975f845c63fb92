"""`tongban demo`: everything with a demonstration city in a home of its own, one application walked before your eyes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tongban.config import house, progress, servers, tcp
from tongban.config.commands import up
from tongban.config.servers import Servers
from tongban.regions import pack

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="the same with a demonstration city: shows one application, then serves")
    up.options(parser)
    parser.add_argument("--once", action="store_true", help="stop after the application was shown")
    parser.add_argument("--no-walk", action="store_true", help="show no application, only serve")
    parser.add_argument("--region", help="the region pack to show")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Load, serve, walk; with --once the exit code tells whether the walk came through."""
    os.environ["TONGBAN_DEMO"] = "1"
    if chosen.region:
        pack.open_pack(chosen.region)  # an unknown name is refused before the long work
        os.environ["TONGBAN_REGION"] = chosen.region
    home = house.of_demo()
    with house.locked(home):
        all_servers = servers.Servers(home, chosen.host, chosen.port)
        try:
            return _serve(all_servers, chosen)
        finally:
            all_servers.stop()


def _serve(all_servers: Servers, chosen: argparse.Namespace) -> int:
    tcp.require_free(chosen.host, chosen.port)  # before the long work, too
    progress.say("正在启动数据库并建表…")
    all_servers.open_database()
    code = all_servers.keep(until=house.start(all_servers.home, "inside", "city"))
    if code:
        return code
    all_servers.open_web()
    _tell(all_servers, "sign-ins")
    code = 0 if chosen.no_walk else _tell(all_servers, "walk")
    if chosen.once:
        return code
    progress.say(f"\n{all_servers.address}/    Ctrl-C 停止。")
    return all_servers.keep()


def _tell(all_servers: Servers, what: str) -> int:
    """Run an inner command that tells the reader something about this address; its exit code."""
    return all_servers.keep(until=house.start(all_servers.home, "inside", what, all_servers.address))
