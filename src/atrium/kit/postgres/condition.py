"""How a cluster's folder is found, without starting or changing anything."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from atrium.kit.postgres.address import ADDRESS_FILE, Address, find
from atrium.kit.postgres.binaries import MAJOR_VERSION
from atrium.kit.postgres.ownership import LOCK_FILE
from atrium.kit.postgres.postmaster import is_postmaster_of, read_pid_file


@dataclass(frozen=True, slots=True)
class Condition:
    """What a folder holds: `owned` by a live process, a `server` process, the `version` of its files."""

    owned: bool
    server: int | None
    address: Address | None
    stale_address: bool
    version: str | None

    @property
    def orphaned(self) -> bool:
        """Whether a server runs that nobody will stop."""
        return self.server is not None and not self.owned

    @property
    def foreign_version(self) -> bool:
        """Whether the files are of another PostgreSQL than this one."""
        return self.version is not None and self.version != str(MAJOR_VERSION)


def inspect(folder: Path) -> Condition:
    """Looks at a cluster's folder; ClusterError when it may not be read."""
    place = folder.resolve()
    pid_file = read_pid_file(place / "data")
    server = pid_file.pid if pid_file is not None and is_postmaster_of(pid_file.pid, place / "data") else None
    address = find(place)
    return Condition(
        owned=_is_locked(place / LOCK_FILE),
        server=server,
        address=address,
        stale_address=address is None and (place / ADDRESS_FILE).exists(),
        version=_version(place / "data"),
    )


def _is_locked(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def _version(data_folder: Path) -> str | None:
    try:
        return (data_folder / "PG_VERSION").read_text(encoding="utf-8").strip()
    except OSError:
        return None
