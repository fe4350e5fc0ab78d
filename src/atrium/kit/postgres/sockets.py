"""The short private folder of the server's socket."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from atrium.kit.postgres.errors import ClusterError
from atrium.kit.postgres.privileges import Account

# The kernel's limit is 107 bytes on Linux and 103 on macOS.
_LONGEST_PATH = 103
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)


def make_socket_folder(folder: Path, *, port: int, account: Account) -> Path:
    """Return a folder with mode 700 of `account`, short enough for a socket and the same at every start."""
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    for base in _bases():
        if len(os.fsencode(base / f"atrium-{digest}-abcdefgh" / f".s.PGSQL.{port}")) > _LONGEST_PATH:
            continue
        path = base / f"atrium-{digest}"
        try:
            return _make(path, account=account)
        except OSError:
            continue
    message = "No folder for the server's socket can be made: make /tmp writable or set XDG_RUNTIME_DIR."
    raise ClusterError(message)


def remove_socket_folder(path: Path) -> None:
    """Remove the folder once its server has ended; what cannot be removed is left."""
    try:
        for file in path.glob(".s.PGSQL.*"):
            file.unlink(missing_ok=True)
        path.rmdir()
    except OSError:
        return


def _bases() -> list[Path]:
    # The runtime folder comes last: it vanishes when its user signs out, while a server may go on.
    names = ("/tmp", tempfile.gettempdir(), os.environ.get("XDG_RUNTIME_DIR", ""))  # noqa: S108 - private folder below
    return [Path(name) for name in names if _PLAIN.fullmatch(name) and Path(name).is_dir()]


def _make(path: Path, *, account: Account) -> Path:
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if not _is_private(path, account=account):
            # Somebody else took the name, perhaps on purpose; one that cannot be guessed is as good.
            path = Path(tempfile.mkdtemp(prefix=f"{path.name}-", dir=path.parent))
        # The folder's owner calls, so nobody listens here; a lock file left by a crash would name a pid that
        # may be somebody else's by now, and PostgreSQL would not start beside it.
        for left in path.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)
    account.own(path)
    return path


def _is_private(path: Path, *, account: Account) -> bool:
    facts = path.lstat()
    return (
        path.is_dir()
        and not path.is_symlink()
        and facts.st_uid in {account.uid, os.geteuid()}
        and (facts.st_mode & 0o077 == 0)
    )
