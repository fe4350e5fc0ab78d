"""What every bench prints: the machine, and one run per case."""

from typing import Any

import msgspec


class Run(msgspec.Struct, frozen=True, omit_defaults=False):
    """One case with so many clients. Rates per second of orders or requests; processor seconds and statements each."""

    case: str
    clients: int
    per_s: float
    pgbench_per_s: float | None
    """With one statement per row: the mean of before and after."""
    ratio: float | None
    """`per_s` to `pgbench_per_s`."""
    p50_ms: float | None
    p99_ms: float | None
    cpu_server_s: float | None
    """Of both web processes."""
    cpu_database_s: float | None
    """Of every process of the server; None when it runs elsewhere."""
    statements: float | None
    oversold: int | None
    pgbench_before_per_s: float | None = None
    pgbench_after_per_s: float | None = None
    pgbench_single_per_s: float | None = None
    """The same rows in one statement."""
    cpu_worker_s: float | None = None
    cpu_generator_s: float | None = None
    per_transaction: float | None = None
    """How many orders shared a transaction."""
    done: int = 0
    refused: int = 0
    stock_rows: int = 0
    p95_ms: float | None = None
    shown: int | None = None
    """How often a change came to a screen that watches it."""
    lost: int | None = None
    """How often it never came."""


class Result(msgspec.Struct, frozen=True):
    """A whole bench."""

    machine: dict[str, Any]
    runs: list[Run]

    def as_json(self) -> str:
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()


def rounded(value: float, digits: int = 4) -> float:
    """A measured figure with as many digits as it deserves."""
    return float(f"{value:.{digits}g}")
