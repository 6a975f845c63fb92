"""Giving up root before a child begins, and dying with the parent. Not here: which children there are.

Where the account may not enter the folders a child needs (an interpreter or a clone below a closed home folder), the
child keeps one power of root, to read and search files, and no other; `Drop.keeps` tells, and `tongban check` warns.
"""

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_SET_PDEATHSIG, _SET_KEEPCAPS, _SET_NO_NEW_PRIVS, _CAP_AMBIENT, _CAP_AMBIENT_RAISE = 1, 8, 38, 47, 2
_CAPABILITY_VERSION = 0x20080522
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2  # capabilities(7)

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Drop:
    """Who a child becomes (None: stays who we are) and which capability it keeps (None: not one)."""

    account: pwd.struct_passwd | None
    keeps: int | None = None


class NoSuchAccount(RuntimeError):
    """TONGBAN_USER names nobody on this machine."""


def account() -> pwd.struct_passwd | None:
    """The account of the servers when we are root: TONGBAN_USER, or `nobody`. None when we are not root."""
    if os.geteuid() != 0:
        return None
    name = os.environ.get("TONGBAN_USER", "nobody")
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise NoSuchAccount(
            f"本机没有用户 {name}，服务进程无法以其身份运行。请新建该用户或改设 TONGBAN_USER。"
        ) from None


def drop(needs: Iterable[Path]) -> Drop:
    """How a child that must enter the folders *needs* gives up root."""
    who = account()
    if who is None or all(_may_enter(who, folder) for folder in needs):
        return Drop(who)
    return Drop(who, keeps=DAC_READ_SEARCH if holds(DAC_READ_SEARCH) else DAC_OVERRIDE)


def own_folders() -> list[Path]:
    """The folders that this very program is read from: interpreter, libraries, source."""
    return [Path(sys.executable).resolve().parent, Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parent]


def holds(capability: int) -> bool:
    """Whether this process has *capability*."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    permitted = next(line.split()[1] for line in status if line.startswith("CapPrm"))
    return bool(int(permitted, 16) >> capability & 1)


def give(path: Path, mode: int) -> None:
    """Make the folder *path* if need be, and it and all below it the servers' account's."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    who = account()
    if who is None or path.stat().st_uid == who.pw_uid:
        return
    for part in [path, *path.rglob("*")]:
        os.chown(part, who.pw_uid, who.pw_gid, follow_symlinks=False)


def in_child(how: Drop, death: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """What Popen is to run between fork and exec: become the account, and get *death* when the parent ends.

    Start such children from the main thread: the death signal follows the thread that forked.
    """
    parent = os.getpid()

    def become() -> None:
        if how.account:
            _become(how.account, how.keeps)
        _control(_SET_NO_NEW_PRIVS, 1)
        die_with_parent(death)
        if os.getppid() != parent:  # it ended before we asked to be told
            os._exit(1)

    return become


def die_with_parent(death: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process *death* when its parent ends (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        _control(_SET_PDEATHSIG, death)


def _become(who: pwd.struct_passwd, keeps: int | None) -> None:
    if keeps is not None:
        _control(_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(who.pw_gid, who.pw_gid, who.pw_gid)
    os.setresuid(who.pw_uid, who.pw_uid, who.pw_uid)
    if keeps is not None:
        bit = 1 << keeps
        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
        sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable; low, then high
        if _libc.capset(header, sets) != 0:
            raise OSError(ctypes.get_errno(), "capset")
        _control(_CAP_AMBIENT, _CAP_AMBIENT_RAISE, keeps)


def _control(option: int, *words: int) -> None:
    padded = [ctypes.c_ulong(word) for word in (*words, 0, 0, 0, 0)[:4]]
    if sys.platform == "linux" and _libc.prctl(option, *padded) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def _may_enter(who: pwd.struct_passwd, folder: Path) -> bool:
    """Whether *who* may enter *folder* and all above it, as far as the plain modes tell."""
    return all(_searchable(who, part) for part in [folder.resolve(), *folder.resolve().parents] if part.exists())


def _searchable(who: pwd.struct_passwd, folder: Path) -> bool:
    facts = folder.stat()
    if facts.st_uid == who.pw_uid:
        return bool(facts.st_mode & 0o100)
    if facts.st_gid == who.pw_gid:
        return bool(facts.st_mode & 0o010)
    return bool(facts.st_mode & 0o001)
