"""`tongban backup` and `tongban restore`: database, files and keys in one file under a passphrase."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tongban.config import backups, house, progress
from tongban.kernel import homes

if TYPE_CHECKING:
    import argparse

LEAST = 12
Refused = backups.Refused


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    backup = commands.add_parser("backup", help="write database, files and keys into FILE, under a passphrase")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="fill an empty home from FILE")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)


def _backup(chosen: argparse.Namespace) -> int:
    home = homes.current()
    target = chosen.file.resolve()
    phrase = _passphrase(twice=True)
    with house.database(home):
        backups.backup(home, target, phrase)
    progress.say(f"已备份到 {target}（{target.stat().st_size / 1e6:.1f} MB）。没有口令则无法恢复，请另处妥善保管口令。")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    home = homes.current()
    backups.restore(home, chosen.file.resolve(), _passphrase(twice=False))
    progress.say(f"已恢复到 {home.root}。请运行 tongban check 检查，再运行 tongban up。")
    return 0


def _passphrase(*, twice: bool) -> str:
    phrase = os.environ.get("TONGBAN_BACKUP_PASSPHRASE") or getpass.getpass("口令：")
    if twice and "TONGBAN_BACKUP_PASSPHRASE" not in os.environ and phrase != getpass.getpass("再输一次："):
        raise Refused("两次输入的口令不同，因此未备份。请重试。")
    if twice and len(phrase) < LEAST:
        raise Refused(f"口令不足 {LEAST} 个字符，易被猜出，因此未备份。请换用更长的口令。")
    return phrase
