"""A house that runs for a bench: two web processes on a free port of loopback, and a worker where it is wanted."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from tempfile import TemporaryDirectory

from atrium.kit.ids import new_secret
from atrium.settings import Settings

READY_WITHIN_S = 90.0
END_WITHIN_S = 10.0
WEB_PROCESSES = 2
COUNT = re.compile(r'^atrium_database_(statements|transactions)\{pid="(\d+)"\} (\S+)$', re.MULTILINE)


class PremisesError(Exception):
    """A process of the bench did not start, or does not answer."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the web processes have sent to the database so far, BEGIN and COMMIT not counted."""

    statements: int
    transactions: int


@dataclass(frozen=True, slots=True)
class Premises:
    """A running house: its port, and the process ids of its doors and of its worker, if it has one."""

    port: int
    pids: tuple[int, ...]
    worker: int | None
    secret: str = ""
    """What it signs links with."""

    def count(self, secret: str) -> Counts:
        """Asks until each web process has answered, over a connection of its own each time."""
        found: dict[int, Counts] = {}
        deadline = time.monotonic() + READY_WITHIN_S
        while found.keys() != set(self.pids):
            if time.monotonic() > deadline:
                raise PremisesError("One of the web processes does not answer.")
            pid, counts = _counts(self.port, secret)
            found[pid] = counts
        return Counts(sum(c.statements for c in found.values()), sum(c.transactions for c in found.values()))


@contextmanager
def open_premises(settings: Settings, url: str, *, worker: bool, gateway: bool = False) -> Generator[Premises]:
    """Starts the processes on the database of that address, and ends them with the block.

    With `gateway` a simulated card gateway runs beside them, in a process of its own.
    """
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=1024))
        port = int(listening.getsockname()[1])
        told = {
            "ATRIUM_DATA_DIR": str(settings.data_dir),
            "ATRIUM_PORT": str(port),
            "ATRIUM_DATABASE_URL": url,
            "ATRIUM_SECRET": new_secret(),
            "ATRIUM_DEMO": "0",
            "ATRIUM_REQUESTS_PER_S": "0",
            "ATRIUM_GATEWAY_URL": "",
        }
        if gateway:
            told |= stack.enter_context(_running_gateway())
        doors = [
            stack.enter_context(running(["-m", "atrium.app", str(listening.fileno())], told, listening))
            for _ in range(WEB_PROCESSES)
        ]
        at_work = stack.enter_context(running(["-m", "atrium.worker"], told)).pid if worker else None
        _until_ready(port, doors)
        yield Premises(port, tuple(door.pid for door in doors), at_work, told["ATRIUM_SECRET"])


@contextmanager
def _running_gateway() -> Generator[dict[str, str]]:
    """A simulated card gateway; answers what the house is told of it."""
    key = new_secret()
    with TemporaryDirectory(prefix="atrium-bench-") as folder:
        arguments = ["-m", "atrium.adapters.card_gateway.simulator", "--port", "0", "--state-file", f"{folder}/book"]
        with running(arguments, {"ATRIUM_GATEWAY_KEY": key}, pipes=True) as process:
            line = process.stdout.readline() if process.stdout else b""
            if not line:
                raise PremisesError("The simulated card gateway ended as soon as it began; see its words above.")
            yield {"ATRIUM_GATEWAY_URL": str(json.loads(line)["url"]), "ATRIUM_GATEWAY_KEY": key}


@contextmanager
def running(
    arguments: list[str],
    told: Mapping[str, str] | None = None,
    passed: socket.socket | None = None,
    *,
    pipes: bool = False,
) -> Generator[subprocess.Popen[bytes]]:
    """A Python process of the bench's own, ended with the block; killed when it does not end."""
    pipe = subprocess.PIPE if pipes else subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **(told or {})},
        pass_fds=() if passed is None else (passed.fileno(),),
        stdin=pipe,
        stdout=pipe,
        # Ctrl-C is for the bench, which then ends its processes in order.
        process_group=0,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Asks a process to end, and kills it when it does not."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(END_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def _until_ready(port: int, doors: Sequence[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if any(door.poll() is not None for door in doors):
            raise PremisesError("A web process ended as soon as it began; see its words above.")
        try:
            if _get(port, "/readyz")[0] == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.05)
    raise PremisesError(f"The web processes did not answer within {READY_WITHIN_S:.0f} s; see their words above.")


def _counts(port: int, secret: str) -> tuple[int, Counts]:
    status, body = _get(port, "/metrics", secret)
    counted = {name: int(float(number)) for name, _, number in COUNT.findall(body)}
    pids = {int(pid) for _, pid, _ in COUNT.findall(body)}
    if status != 200 or len(pids) != 1:
        raise PremisesError(f"/metrics answers {status}: {json.dumps(body[:200])}")
    return pids.pop(), Counts(counted["statements"], counted["transactions"])


def _get(port: int, path: str, secret: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {secret}"} if secret else {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
