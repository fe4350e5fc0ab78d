"""One owner per cluster: a lock that the kernel releases however the owner ends."""

import fcntl
import os
from pathlib import Path

LOCK_FILE = "owner.lock"


class OwnerLock:
    """The lock of one cluster's folder."""

    def __init__(self, folder: Path) -> None:
        """Name the lock; nothing is taken yet."""
        self._path = folder / LOCK_FILE
        self._handle: int | None = None
        # A forked child would otherwise keep the lock when its parent is gone.
        os.register_at_fork(after_in_child=self.release)

    def take(self) -> bool:
        """Take the lock and write our pid into it; False when another owner lives."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would let two owners in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def owner(self) -> str:
        """Return the pid of the owner as it wrote it, or `unknown`."""
        try:
            return self._path.read_text(encoding="utf-8").strip() or "unknown"
        except OSError:
            return "unknown"
