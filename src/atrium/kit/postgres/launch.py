"""Runs one program as the database's own user.

A fresh interpreter runs this file as a script (`python -I -S launch.py JSON program argument...`), because
the steps between fork and exec are not safe inside a process with threads. It therefore imports only the
standard library.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

REFUSED = 97
"""Exit status when the program could not be started; the last line on stderr says why."""

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_SET_SECUREBITS = 28
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAP_DAC_READ_SEARCH = 2
_CAPABILITY_VERSION_3 = 0x20080522


class Order(TypedDict):
    """What the parent asks for: its own pid, the user to become if any, the folders which that user needs."""

    parent: int
    account: tuple[int, int] | None
    folders: list[str]


def _prctl(*arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:5]]
    if libc.prctl(*words) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _capset(mask: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    # Effective, permitted and inheritable, for capabilities 0 to 31 and then for 32 to 63.
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _unreachable(folders: Sequence[str]) -> str | None:
    for folder in folders:
        try:
            # Listing needs the right to read, and looking at an entry the right to pass through.
            for entry in Path(folder).iterdir():
                entry.lstat()
                break
        except OSError:
            return folder
    return None


def _can_do_without_capability(uid: int, gid: int, folders: Sequence[str]) -> bool:
    os.setegid(gid)
    os.seteuid(uid)
    try:
        return _unreachable(folders) is None
    finally:
        os.seteuid(0)
        os.setegid(0)


def _become(uid: int, gid: int, folders: Sequence[str]) -> None:
    os.setgroups([])
    plain = sys.platform != "linux" or _can_do_without_capability(uid, gid, folders) or not _keep_rights()
    os.setgid(gid)
    os.setuid(uid)
    if plain:
        return
    # Of all that root may do, only reading and passing through folders is kept, so that a virtualenv and a
    # data folder below /root work without opening /root to all. A restricted container may refuse even that.
    try:
        _capset(1 << _CAP_DAC_READ_SEARCH)
        _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_DAC_READ_SEARCH)
    except OSError:
        _capset(0)


def _keep_rights() -> bool:
    # Without the second wish access(2) ignores the capability, and initdb asks it whether postgres is there.
    try:
        _prctl(_PR_SET_KEEPCAPS, 1)
        _prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP)
    except OSError:
        return False
    return True


def _refuse(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
    os._exit(REFUSED)


def _change_user(account: tuple[int, int], folders: Sequence[str]) -> None:
    try:
        _become(*account, folders)
    except OSError as error:
        _refuse(
            f"PostgreSQL may not run as root, and changing to user id {account[0]} is not allowed here "
            f"({error.strerror}): run Atrium as a normal user."
        )
    folder = _unreachable(folders)
    if folder is not None:
        _refuse(
            f"PostgreSQL may not run as root, and user id {account[0]} cannot reach {folder}: set "
            "ATRIUM_DATA_DIR to (and install Atrium in) a folder that every user can pass through, "
            "or run Atrium as a normal user."
        )


def _die_with(parent: int) -> None:
    if sys.platform != "linux":
        return
    # Changing the user clears this wish, hence it comes last. SIGINT is PostgreSQL's fast and clean shutdown.
    try:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
    except OSError:
        return
    if os.getppid() != parent:
        _refuse("The process that started PostgreSQL has already ended.")


def main(order: Order, command: list[str]) -> None:
    """Become the wished user, ask to end with the parent, and turn into the program."""
    os.umask(0o077)
    if order["account"] is not None:
        _change_user(order["account"], order["folders"])
    _die_with(order["parent"])
    try:
        os.execv(command[0], command)  # noqa: S606 - no shell is the point
    except OSError as error:
        _refuse(f"{command[0]} cannot be run ({error.strerror}): install Atrium's requirements again.")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
