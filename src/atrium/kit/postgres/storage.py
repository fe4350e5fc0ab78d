"""The files of a cluster: made once, recognised ever after."""

import os
import shutil
import subprocess
from pathlib import Path

from atrium.kit.postgres import launch
from atrium.kit.postgres.binaries import MAJOR_VERSION
from atrium.kit.postgres.configuration import SUPERUSER
from atrium.kit.postgres.errors import ClusterError, failure, log_tail
from atrium.kit.postgres.privileges import ENVIRONMENT, Account, command_as


def prepare_storage(data_folder: Path, *, account: Account, log: Path, durable: bool) -> None:
    """Make the data folder unless it is there; ClusterError when its files are not of our version."""
    if data_folder.exists() and any(data_folder.iterdir()):
        _check_version(data_folder)
        _give(data_folder, account)
    else:
        _create(data_folder, account=account, log=log, durable=durable)


def _check_version(data_folder: Path) -> None:
    marker = data_folder / "PG_VERSION"
    if not marker.is_file():
        message = f"{data_folder} holds other files: choose an empty folder with ATRIUM_DATA_DIR."
        raise ClusterError(message)
    version = marker.read_text(encoding="utf-8").strip()
    if version != str(MAJOR_VERSION):
        message = (
            f"{data_folder} was made by PostgreSQL {version}, this is PostgreSQL {MAJOR_VERSION}: dump it "
            f"with the pg_dumpall of version {version} and load it into a new folder, or choose another "
            "with ATRIUM_DATA_DIR."
        )
        raise ClusterError(message)


def _give(data_folder: Path, account: Account) -> None:
    # Files that root copied here are the one case in which more than the new folder itself changes hands.
    if data_folder.stat().st_uid == account.uid:
        return
    for parent, folders, files in os.walk(data_folder):
        for name in (*folders, *files):
            account.own(Path(parent, name))
    account.own(data_folder)


def _create(data_folder: Path, *, account: Account, log: Path, durable: bool) -> None:
    # Made under another name and then renamed: an interrupted start never leaves half a cluster behind.
    draft = data_folder.with_name(f"{data_folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.own(draft)
    _initdb(
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--auth=reject",
        "--no-sync",
        "--no-instructions",
        draft=draft,
        account=account,
        log=log,
    )
    if durable:
        _initdb("--sync-only", draft=draft, account=account, log=log)
    if data_folder.exists():
        data_folder.rmdir()
    draft.rename(data_folder)
    if durable:
        _sync(data_folder.parent)


def _initdb(*arguments: str, draft: Path, account: Account, log: Path) -> None:
    begin = log.stat().st_size
    command = command_as(account, "initdb", f"--pgdata={draft}", *arguments, folders=[draft])
    with log.open("ab") as output:
        status = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=ENVIRONMENT,
            check=False,
        ).returncode
    if status == 0:
        return
    tail = log_tail(log, since=begin)
    shutil.rmtree(draft, ignore_errors=True)
    if status == launch.REFUSED:
        raise ClusterError(tail.splitlines()[-1])
    what = f"PostgreSQL's files could not be made in {draft.parent}."
    raise failure(what, tail=tail)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
