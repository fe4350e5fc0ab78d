"""The server process: told apart from strangers, started, watched and stopped."""

import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import psutil

from atrium.kit.postgres.errors import ClusterError
from atrium.kit.postgres.privileges import ENVIRONMENT, Account, send_signal

FAST_STOP_SECONDS = 120.0
IMMEDIATE_STOP_SECONDS = 15.0
_STOPS = ((signal.SIGINT, FAST_STOP_SECONDS), (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS))
_POLL_SECONDS = 0.02
_PID_FILE = "postmaster.pid"
_STATUS_LINE = 7


@dataclass(frozen=True, slots=True)
class PidFile:
    """What a server writes about itself into its data folder."""

    pid: int
    is_ready: bool


def read_pid_file(data_folder: Path) -> PidFile | None:
    """Return what the server in this folder says about itself; None when it says nothing or nonsense."""
    try:
        lines = (data_folder / _PID_FILE).read_text(encoding="utf-8").splitlines()
        # A server in single-user mode writes its pid as a negative number.
        pid = abs(int(lines[0]))
    except (FileNotFoundError, NotADirectoryError, ValueError, IndexError):
        return None
    return PidFile(pid=pid, is_ready=len(lines) > _STATUS_LINE and lines[_STATUS_LINE].strip() == "ready")


def is_postmaster_of(pid: int, data_folder: Path) -> bool:
    """Tell whether the process is a live server of this folder, not a stranger with a reused pid."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith("postgres"):
            return False
        words = process.cmdline()
    except psutil.Error:
        return False
    return str(data_folder) in words or _works_in(process, data_folder)


def _works_in(process: psutil.Process, data_folder: Path) -> bool:
    try:
        return Path(process.cwd()) == data_folder
    except psutil.Error:
        return False


def clear_predecessor(data_folder: Path, *, account: Account) -> None:
    """Stop a server that outlived its owner, and remove a pid file that would stop the next from starting."""
    pid_file = read_pid_file(data_folder)
    if pid_file is not None and is_postmaster_of(pid_file.pid, data_folder):
        _stop_orphan(pid_file.pid, data_folder, account=account)
        pid_file = read_pid_file(data_folder)
    # PostgreSQL itself clears the pid file of a dead process. It trusts one whose pid now belongs to a
    # stranger or to a zombie, and stumbles over an empty one; we hold the owner's lock and know better.
    if pid_file is None or psutil.pid_exists(pid_file.pid):
        (data_folder / _PID_FILE).unlink(missing_ok=True)


def _stop_orphan(pid: int, data_folder: Path, *, account: Account) -> None:
    for wish, seconds in _STOPS:
        send_signal(pid, wish, account=account)
        # Waiting for the pid to vanish would take for ever where nobody collects the ended orphan.
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not is_postmaster_of(pid, data_folder):
                return
            time.sleep(_POLL_SECONDS)
    message = f"The server {pid} of {data_folder} lost its owner and does not stop: end it with `kill -9 {pid}`."
    raise ClusterError(message)


class Postmaster:
    """A server process that we started."""

    def __init__(self, command: Sequence[str], *, log: Path, account: Account) -> None:
        """Start the command with its output appended to `log`; OSError when that fails."""
        self._account = account
        started: Future[subprocess.Popen[bytes]] = Future()
        # The kernel ends the server with the *thread* that started it: this one lives as long as the server.
        self._guardian = threading.Thread(
            target=_guard, args=(command, log, started), name="postgres guardian", daemon=True
        )
        self._guardian.start()
        self._process = started.result()

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """How the server ended; None while it runs."""
        return self._process.returncode

    def stop(self) -> None:
        """Stop the server: fast, else immediately, else by force; returns when it has ended."""
        for wish, seconds in _STOPS:
            if not self._guardian.is_alive():
                return
            send_signal(self.pid, wish, account=self._account)
            self._guardian.join(seconds)
        if self._guardian.is_alive():
            send_signal(self.pid, signal.SIGKILL, account=self._account)
        self._guardian.join(IMMEDIATE_STOP_SECONDS)


def _guard(command: Sequence[str], log: Path, started: "Future[subprocess.Popen[bytes]]") -> None:
    try:
        with log.open("ab") as output:
            # A session of its own keeps Ctrl-C of the terminal away: the owner decides when to stop.
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,
            )
    except OSError as error:
        started.set_exception(error)
        return
    started.set_result(process)
    process.wait()
