"""The machine that was measured, and how fast the load generator alone is on it."""

import os
import platform
import socket
from pathlib import Path
from typing import Any

import psutil

from atrium.bench.premises import running
from atrium.bench.requests import Load
from atrium.bench.runner import Generator, generating
from atrium.bench.runs import rounded
from atrium.bench.workshop import Workshop

ALONE_S = 2.0
ALONE_CLIENTS = 32
SETTINGS = """
    SELECT name, setting FROM pg_settings
     WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'shared_buffers')
     ORDER BY name
"""


def describe(workshop: Workshop, *, worker: bool, seconds: float) -> dict[str, Any]:
    """Processor, memory, versions and settings; `load_average` tells whether others were at work."""
    with workshop.connect() as connection:
        database = {str(name): setting for name, setting in connection.execute(SETTINGS)}
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": database,
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "web_processes": 2,
        "worker_with_sequencer": worker,
        "seconds_per_case": seconds,
        "generator_alone_per_s": rounded(_generator_alone()),
    }


def _generator_alone() -> float:
    """Orders per second that the generator sends to a responder which does nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        arguments = ["-m", "atrium.bench.responder", str(listening.fileno())]
        with running(arguments, passed=listening), generating() as generator:
            load = Load(int(listening.getsockname()[1]), ALONE_CLIENTS, ALONE_S, "orders", "secret", ["BENCH-1"], 1)
            return _rate(generator, load)


def _rate(generator: Generator, load: Load) -> float:
    outcome = generator.drive(load)
    return outcome.done / outcome.elapsed_s


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
