"""`tongban check`, `figures`, `install` and `migrate`: short work that needs the database, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongban.config import house
from tongban.kernel import homes

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    check = commands.add_parser("check", help="say what is missing or wrong, and what to do about it")
    check.set_defaults(run=lambda _chosen: _run("check"))
    figures = commands.add_parser("figures", help="the figures of this installation, from kept counters")
    figures.add_argument("--json", action="store_true", help="for machines")
    figures.set_defaults(run=lambda chosen: _run("figures", *(["--json"] if chosen.json else [])))
    install = commands.add_parser(
        "install", help="enter the region pack: organs, calendar, items; again adds what is new"
    )
    install.set_defaults(run=lambda _chosen: _run("install"))
    migrate = commands.add_parser("migrate", help="bring the tables up to date, as their owner")
    migrate.set_defaults(run=lambda _chosen: _migrate())


def _run(*words: str) -> int:
    home = homes.current()
    homes.prepare(home)
    with house.database(home):
        return house.run(home, *words)


def _migrate() -> int:
    home = homes.current()
    homes.prepare(home)
    with house.database(home):
        house.migrate(home)
    return 0
