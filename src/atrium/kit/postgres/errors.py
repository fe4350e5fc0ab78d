"""What can go wrong with the embedded database, said in sentences."""

import re
from pathlib import Path

TAIL_LINES = 15

_REMEDIES: tuple[tuple[str, str], ...] = (
    (r"No space left on device|Disk quota exceeded", "The disk is full: free some space and start again."),
    (r"Read-only file system", "The disk is read-only: choose a writable folder with ATRIUM_DATA_DIR."),
    (r"File exists|Not a directory", "A file is in the way: choose another folder with ATRIUM_DATA_DIR."),
    (
        r"could not look up effective user ID",
        "This user id has no name: add it to /etc/passwd or run as a named user.",
    ),
    (r"Address already in use|could not bind", "Another program uses this TCP port: choose another port."),
    (
        r"could not map anonymous shared memory|Cannot allocate memory",
        "Memory is short: set shared_buffers lower.",
    ),
    (
        r"unrecognized configuration parameter|invalid value for parameter",
        "Correct the settings given to the cluster.",
    ),
    (
        r"Permission denied",
        "A file may not be read or written: give the folder back to the user that runs Atrium.",
    ),
    (
        r"invalid checkpoint record|could not locate a valid checkpoint",
        "The files are damaged: restore a backup.",
    ),
)


class ClusterError(Exception):
    """The database cannot be used; the message says what is wrong and how to mend it."""


def log_tail(log: Path, *, since: int = 0) -> str:
    """Return the last lines that the log gained after byte `since`; empty when there are none."""
    try:
        with log.open("rb") as stream:
            stream.seek(since)
            lines = stream.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-TAIL_LINES:])


def failure(what: str, *, tail: str) -> ClusterError:
    """Return the error for a failed program: what failed, the remedy if known, and the tail of its log."""
    remedies = [remedy for pattern, remedy in _REMEDIES if re.search(pattern, tail)]
    remedy = remedies[0] if remedies else "Its last words were:"
    return ClusterError(f"{what} {remedy}\n{tail}".rstrip())
