"""`tongban`: the commands and their options. Not here: what each does (commands/)."""

import argparse
import subprocess
import sys

from tongban.config import house, servers, tcp
from tongban.config.commands import backup, demo, inner, manage, up
from tongban.kernel import postgres, privileges
from tongban.regions import pack
from tongban.signing import keyring

COMMANDS = (up, demo, inner, backup, manage)
KNOWN = (
    house.Occupied,
    tcp.Taken,
    postgres.NotStarted,
    privileges.NoSuchAccount,
    keyring.BadKey,
    servers.Unsteady,
    backup.Refused,
    pack.Unreadable,
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser("tongban", description="通办：一网通办。Every dealing with government on one net.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return whole


def main() -> None:
    """Entry point. A fault that we know is told in its own words, without a traceback."""
    options = parser().parse_args()
    try:
        code = options.run(options)
    except KNOWN as fault:
        sys.exit(f"tongban: {fault}")
    except servers.Stopped:
        code = 0
    except subprocess.CalledProcessError as fault:
        sys.exit(f"tongban: {' '.join(map(str, fault.cmd[:4]))} 失败（退出码 {fault.returncode}）。原因见上方输出。")
    sys.exit(code)
