"""The embedded cluster: one owner starts and stops it."""

import atexit
import contextlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

from atrium.kit.postgres import launch
from atrium.kit.postgres.address import ADDRESS_FILE, Address, publish, replace_file
from atrium.kit.postgres.binaries import bin_folder
from atrium.kit.postgres.configuration import (
    DEFAULT_PORT,
    access_rules,
    check_wishes,
    server_arguments,
    user_map,
)
from atrium.kit.postgres.errors import ClusterError, failure, log_tail
from atrium.kit.postgres.ownership import OwnerLock
from atrium.kit.postgres.postmaster import Postmaster, clear_predecessor, read_pid_file
from atrium.kit.postgres.preparation import prepare_database
from atrium.kit.postgres.privileges import Account, choose_account, command_as, user_name
from atrium.kit.postgres.sockets import make_socket_folder, remove_socket_folder
from atrium.kit.postgres.storage import prepare_storage

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
# Recovery after a crash replays up to max_wal_size, and a slow disk needs its time for that.
_START_SECONDS = 600.0
# Sessions of a killed server notice within moments, and hold its memory until then.
_LAST_SESSIONS_SECONDS = 15.0
_POLL_SECONDS = 0.01
_LOG_LIMIT_BYTES = 10_000_000


class Cluster:
    """The PostgreSQL of one folder, started and stopped by its only owner; a context manager."""

    def __init__(
        self,
        folder: Path,
        *,
        tcp_port: int | None = None,
        password: str | None = None,
        durable: bool = True,
        settings: Mapping[str, str] = NO_SETTINGS,
    ) -> None:
        """Describe the cluster, start nothing; with `durable=False` a failing machine may lose everything."""
        check_wishes(tcp_port=tcp_port, password=password, settings=settings)
        self.folder = folder.resolve()
        self._data_folder = self.folder / "data"
        self._log = self.folder / "postgres.log"
        self._port = tcp_port or DEFAULT_PORT
        self._tcp_port = tcp_port
        self._password = password
        self._durable = durable
        self._settings = dict(settings)
        self._lock = OwnerLock(self.folder)
        self._owner_pid = 0
        self._postmaster: Postmaster | None = None
        self._socket_folder: Path | None = None

    def start(self) -> Address:
        """Start the server and return where it answers; ClusterError when it cannot or has another owner."""
        address = self.start_unless_owned()
        if address is None:
            owner = self._lock.owner()
            message = (
                f"The database in {self.folder} is already run by process {owner}: stop that process "
                f"(`kill {owner}`), or choose another folder with ATRIUM_DATA_DIR."
            )
            raise ClusterError(message)
        return address

    def start_unless_owned(self) -> Address | None:
        """Start the server as `start` does, but return None when it has another owner."""
        try:
            is_new = not self.folder.exists()
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._lock.take():
                return None
            self._owner_pid = os.getpid()
            atexit.register(self.stop)
            return self._start(is_new=is_new)
        except OSError as error:
            self.stop()
            what = f"The database in {self.folder} could not be started."
            raise failure(what, tail=str(error)) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if it runs, and let others own the folder; a forked child does nothing."""
        if os.getpid() != self._owner_pid:
            return
        # The address is only a hint, and a disk that has become read-only must not keep the server running.
        with contextlib.suppress(OSError):
            (self.folder / ADDRESS_FILE).unlink(missing_ok=True)
        try:
            if self._postmaster is not None:
                self._postmaster.stop()
            if self._socket_folder is not None:
                remove_socket_folder(self._socket_folder)
        finally:
            self._postmaster = self._socket_folder = None
            self._lock.release()
            self._owner_pid = 0
            atexit.unregister(self.stop)

    @property
    def alive(self) -> bool:
        """Whether the server process that this owner started still runs."""
        return self._postmaster is not None and self._postmaster.exit_status is None

    def restart(self) -> Address:
        """Start the server again after its process has died; the address stays the same."""
        self.stop()
        return self.start()

    def __enter__(self) -> Address:
        """Start the server and give its address."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server."""
        self.stop()

    def _start(self, *, is_new: bool) -> Address:
        (self.folder / ADDRESS_FILE).unlink(missing_ok=True)
        self._turn_log()
        account = choose_account(self._data_folder)
        if is_new:
            account.let_through(self.folder)
        if self._data_folder.exists():
            clear_predecessor(self._data_folder, account=account)
        prepare_storage(self._data_folder, account=account, log=self._log, durable=self._durable)
        self._write_access_rules(account)
        self._socket_folder = make_socket_folder(self.folder, port=self._port, account=account)
        address = self._launch(account, self._socket_folder)
        prepare_database(address, password=self._password)
        publish(address, self.folder)
        return address

    def _turn_log(self) -> None:
        if self._log.exists() and self._log.stat().st_size > _LOG_LIMIT_BYTES:
            self._log.replace(self._log.with_name(f"{self._log.name}.1"))
        self._log.touch(mode=0o600)

    def _write_access_rules(self, account: Account) -> None:
        rules = access_rules(with_tcp=self._tcp_port is not None)
        account.own(replace_file(self._data_folder / "pg_hba.conf", rules))
        users = user_map(system_user=user_name(os.geteuid()))
        account.own(replace_file(self._data_folder / "pg_ident.conf", users))

    def _launch(self, account: Account, socket_folder: Path) -> Address:
        arguments = server_arguments(
            data_folder=self._data_folder,
            socket_folder=socket_folder,
            tcp_port=self._tcp_port,
            durable=self._durable,
            settings=self._settings,
        )
        command = command_as(account, "postgres", *arguments, folders=[self._data_folder, socket_folder])
        deadline = time.monotonic() + _LAST_SESSIONS_SECONDS
        while True:
            begin = self._log.stat().st_size
            self._postmaster = Postmaster(command, log=self._log, account=account)
            if self._await_ready(self._postmaster):
                break
            tail = log_tail(self._log, since=begin)
            if "is still in use" not in tail or time.monotonic() > deadline:
                raise self._failure(self._postmaster, tail=tail)
            time.sleep(10 * _POLL_SECONDS)
        return Address(
            socket_folder=socket_folder,
            port=self._port,
            pid=self._postmaster.pid,
            bin_folder=bin_folder(),
            data_folder=self._data_folder,
            listens_on_tcp=self._tcp_port is not None,
        )

    def _await_ready(self, postmaster: Postmaster) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while postmaster.exit_status is None and time.monotonic() < deadline:
            pid_file = read_pid_file(self._data_folder)
            if pid_file is not None and pid_file.pid == postmaster.pid and pid_file.is_ready:
                return True
            time.sleep(_POLL_SECONDS)
        return False

    def _failure(self, postmaster: Postmaster, *, tail: str) -> ClusterError:
        if postmaster.exit_status == launch.REFUSED and tail:
            return ClusterError(tail.splitlines()[-1])
        return failure(f"The database in {self.folder} did not start.", tail=tail)
