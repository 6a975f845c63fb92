"""`tongban manage …`: Django's own commands, with the database up, as the application role."""

from __future__ import annotations

import argparse
import os

from tongban.config import house
from tongban.kernel import homes


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("manage", help="Django's own commands", add_help=False, prefix_chars="\0")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Hand the words to Django, in this process and as whoever called."""
    home = homes.current()
    with house.database(home):
        os.environ |= house.environment(home)
        from django.core.management import execute_from_command_line

        execute_from_command_line(["tongban manage", *chosen.words])
    return 0
