"""A backup: one tar with the salt in clear and, sealed under the passphrase, the dump, the files and the keys.

The dump is taken first: files are written before the rows that name them and never changed, so each row finds its file.
"""

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tongban.config import house
from tongban.kernel import homes, postgres, privileges
from tongban.signing import at_rest, passphrases

_CONTEXT = b"tongban backup 1"
_DUMP = "database.dump"


class Refused(Exception):
    """Backup or restore was not done; the message says why and what to do."""


def backup(home: homes.Home, target: Path, phrase: str) -> None:
    """Write everything of *home* into *target*. The database must be up. Raises Refused."""
    if target.exists():
        raise Refused(f"{target} 已存在，为免覆盖未备份。请另取文件名。")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tongban-backup-") as folder:
        dump, plain, sealed = (Path(folder) / name for name in (_DUMP, "plain", "sealed"))
        _program("pg_dump", "--format=custom", "--no-owner", "--no-comments", "-f", dump, "-d", _url(home))
        with tarfile.open(plain, "w") as tar:
            tar.add(dump, _DUMP)
            for part in (home.keys, home.files):
                if part.exists():
                    tar.add(part, part.name)
        salt = passphrases.salt()
        with plain.open("rb") as source:
            at_rest.encrypt_file(source, sealed, key=passphrases.key(phrase, salt), context=_CONTEXT)
        _pack(salt, sealed, Path(folder) / "whole")
        (Path(folder) / "whole").rename(target)


def restore(home: homes.Home, source: Path, phrase: str) -> None:
    """Fill the empty *home* from *source*. Raises Refused; a wrong passphrase changes nothing."""
    _require_empty(home)
    home.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".restore-") as folder:
        plain = Path(folder) / "plain"
        _open(source, plain, phrase)
        with tarfile.open(plain) as tar:
            tar.extractall(folder, filter="data")
        plain.unlink()
        with house.locked(home):
            _restore_database(home, Path(folder) / _DUMP)
            for part in (home.keys, home.files):
                _put_in_place(Path(folder) / part.name, part)


def _pack(salt: bytes, sealed: Path, target: Path) -> None:
    with tarfile.open(target, "w") as tar:
        head = tarfile.TarInfo("salt")
        head.size = len(salt)
        tar.addfile(head, io.BytesIO(salt))
        tar.add(sealed, "sealed")
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _open(source: Path, plain: Path, phrase: str) -> None:
    """Write what *source* seals to *plain*. Raises Refused."""
    sealed = plain.with_name("sealed")
    try:
        with tarfile.open(source) as tar:
            tar.extractall(plain.parent, [tar.getmember("salt"), tar.getmember("sealed")], filter="data")
        key = passphrases.key(phrase, plain.with_name("salt").read_bytes())
        handle = os.open(plain, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            at_rest.decrypt_file(sealed, file, key=key, context=_CONTEXT)
    except FileNotFoundError:
        raise Refused(f"没有 {source} 这个文件，未恢复。请检查路径。") from None
    except (tarfile.TarError, KeyError):
        raise Refused(f"{source} 不是通办的备份文件，未恢复。请换用 tongban backup 写出的文件。") from None
    except at_rest.Unreadable:
        raise Refused(f"口令不对，或 {source} 已损坏，未恢复，现有数据未改动。请核对口令，或换用另一份备份。") from None
    sealed.unlink()


def _require_empty(home: homes.Home) -> None:
    taken = [part for part in (home.keys, home.files, home.postgres / "data") if part.exists() and any(part.iterdir())]
    if taken:
        raise Refused(f"{taken[0]} 中已有数据，为免覆盖未恢复。请以 TONGBAN_HOME 指定一个空目录，或先移走旧数据。")


def _restore_database(home: homes.Home, dump: Path) -> None:
    """The database takes its rights from the dump alone: rules of ours at work there would add to them."""
    server = None if os.environ.get("DATABASE_URL") else postgres.start(home.postgres)
    words = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-comments", "-d", _url(home), dump)
    try:
        if server:
            postgres.make_bare(server)
        _program("pg_restore", *words)
    except subprocess.CalledProcessError:
        raise Refused(f"数据库未能恢复，原因见上方输出。请移走 {home.root}，确认目标数据库为空后重试。") from None
    finally:
        if server:
            server.stop()


def _put_in_place(source: Path, target: Path) -> None:
    if not source.exists():
        return
    if target.exists():
        target.rmdir()
    source.rename(target)
    privileges.give(target, 0o700)


def _url(home: homes.Home) -> str:
    return house.environment(home, postgres.OWNER)["DATABASE_URL"]


def _program(name: str, *words: str | Path) -> None:
    subprocess.run([postgres.bin_folder() / name, *words], check=True)
