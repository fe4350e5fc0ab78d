"""pgbench of the same installation, writing the same rows straight into the same database."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from atrium.bench.workshop import scripts_folder
from atrium.kit.postgres import bin_folder

CLIENTS = 32
THREADS = 2
PER_S = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
LATENCY = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)
FAILED = re.compile(r"^number of failed transactions: (\d+)", re.MULTILINE)


class PgbenchError(Exception):
    """pgbench ended with a fault, in its own words."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Transactions per second, and how long one took on average."""

    per_s: float
    latency_ms: float


def pace(
    url: str, script: str, *, items: int, seconds: float, clients: int = CLIENTS, transactions: int | None = None
) -> Pace:
    """Runs a script of `bench` for so many seconds, or so many transactions per client."""
    length = ("-T", str(max(round(seconds), 1))) if transactions is None else ("-t", str(transactions))
    threads = str(min(THREADS, clients))
    command = [
        str(bin_folder() / "pgbench"),
        *("-n", "-M", "prepared", "-c", str(clients), "-j", threads, *length),
        *("-D", f"items={items}", "-f", str(scripts_folder() / script), url),
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    try:
        said, faults = process.communicate()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    found, latency, failed = PER_S.search(said), LATENCY.search(said), FAILED.search(said)
    if process.returncode != 0 or found is None or latency is None or failed is None or int(failed[1]):
        raise PgbenchError(f"pgbench failed on {Path(script).name}: {faults.strip() or said.strip()}")
    return Pace(float(found[1]), float(latency[1]))
