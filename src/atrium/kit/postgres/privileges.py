"""As which user the database runs, and how a program is started as that user."""

import json
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atrium.kit.postgres import launch
from atrium.kit.postgres.binaries import bin_folder
from atrium.kit.postgres.errors import ClusterError

ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""All that PostgreSQL sees: a PGDATA, PGPORT or locale of the caller would change what it does."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group ids that own and run the database."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process already runs as that user."""
        return self.uid == os.geteuid()

    def let_through(self, folder: Path) -> None:
        """Let this account, and nobody else, pass through a folder of ours that it does not own."""
        if not self.is_ours:
            self._give(folder, uid=-1)
            folder.chmod(0o710)

    def own(self, path: Path) -> None:
        """Give one file or folder to this account; a link is given itself, not what it points to."""
        if path.lstat().st_uid != self.uid:
            self._give(path, uid=self.uid)

    def _give(self, path: Path, *, uid: int) -> None:
        try:
            os.chown(path, uid, self.gid, follow_symlinks=False)
        except OSError as error:
            message = (
                f"PostgreSQL may not run as root, and {path} cannot be given to {user_name(self.uid)} here "
                f"({error.strerror}): run Atrium as a normal user."
            )
            raise ClusterError(message) from error


def choose_account(data_folder: Path) -> Account:
    """Return who runs the database: we ourselves, or as root the owner of the files, or else nobody."""
    owner = data_folder.stat() if data_folder.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner.st_uid != os.geteuid():
            message = (
                f"{data_folder} belongs to {user_name(owner.st_uid)}, not to {user_name(os.geteuid())}: "
                "start as that user, or choose another folder with ATRIUM_DATA_DIR."
            )
            raise ClusterError(message)
        return Account(uid=os.geteuid(), gid=os.getegid())
    if owner is not None and owner.st_uid != 0:
        return Account(uid=owner.st_uid, gid=owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        message = "PostgreSQL may not run as root, and there is no user `nobody` here: run Atrium as a normal user."
        raise ClusterError(message) from None
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid)


def user_name(uid: int) -> str:
    """Return the name of a user, or the id as text where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def send_signal(pid: int, wish: signal.Signals, *, account: Account) -> None:
    """Signal a server of `account`; one that is gone already is no error."""
    try:
        os.kill(pid, wish)
    except ProcessLookupError:
        return
    except PermissionError:
        # Root in a container may lack the right to signal others; the account itself always may.
        name = wish.name.removeprefix("SIG")
        command = command_as(account, "pg_ctl", "kill", name, str(pid), folders=[])
        subprocess.run(command, env=ENVIRONMENT, cwd="/", capture_output=True, check=False)


def command_as(account: Account, program: str, *arguments: str, folders: Sequence[Path]) -> list[str]:
    """Return the command that runs a program of PostgreSQL as `account` and ends it with this process."""
    order: launch.Order = {
        "parent": os.getpid(),
        "account": None if account.is_ours else (account.uid, account.gid),
        "folders": [str(folder) for folder in (bin_folder(), *folders)],
    }
    launcher = [sys.executable, "-I", "-S", str(Path(launch.__file__).resolve()), json.dumps(order)]
    return [*launcher, str(bin_folder() / program), *arguments]
