"""Driving one case: load from another process, and what it cost on both sides."""

import subprocess
from collections.abc import Callable
from collections.abc import Generator as Generating
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from atrium.bench import processor
from atrium.bench.premises import Premises, PremisesError, running
from atrium.bench.requests import Load, Outcome
from atrium.bench.runs import Run, rounded
from atrium.bench.workshop import Workshop

T = TypeVar("T")


class LoadFailedError(Exception):
    """A request of the load failed, so that its figures mean nothing."""


@dataclass(frozen=True, slots=True)
class Generator:
    """The load generator's process."""

    process: subprocess.Popen[bytes]

    def drive(self, load: Load) -> Outcome:
        """Drives a load to its end; raises LoadFailedError when a request was neither answered nor refused."""
        sent, answered = self.process.stdin, self.process.stdout
        if sent is None or answered is None:
            raise PremisesError("The load generator has no pipes.")
        sent.write(msgspec.json.encode(load) + b"\n")
        sent.flush()
        line = answered.readline()
        if not line:
            raise PremisesError("The load generator ended before its time.")
        outcome = msgspec.json.decode(line, type=Outcome)
        if outcome.failed:
            raise LoadFailedError(f"{outcome.failed} requests failed, the first with {outcome.first_failure}")
        return outcome


@contextmanager
def generating() -> Generating[Generator]:
    """A load generator, ended with the block."""
    with running(["-m", "atrium.bench.generator"], pipes=True) as process:
        yield Generator(process)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a load used: processor seconds, None where unknown, statements and transactions."""

    server_s: float
    worker_s: float | None
    database_s: float | None
    statements: int
    transactions: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a case needs: where it runs, who drives it, and whose key it comes with."""

    workshop: Workshop
    premises: Premises
    generator: Generator
    secret: str

    def drive(self, load: Load) -> tuple[Outcome, Cost]:
        """Drives a load and says what it cost."""
        return self.costing(lambda: self.generator.drive(load))

    def costing(self, work: Callable[[], T]) -> tuple[T, Cost]:
        """Does the work and says what it cost."""
        before = self._used()
        outcome = work()
        after = self._used()
        return outcome, Cost(
            server_s=after.server_s - before.server_s,
            worker_s=_less(after.worker_s, before.worker_s),
            database_s=_less(after.database_s, before.database_s),
            statements=after.statements - before.statements,
            transactions=after.transactions - before.transactions,
        )

    def _used(self) -> Cost:
        counts = self.premises.count(self.secret)
        worker, postmaster = self.premises.worker, self.workshop.postmaster
        return Cost(
            server_s=processor.seconds_of(self.premises.pids),
            worker_s=None if worker is None else processor.seconds_of([worker]),
            database_s=None if postmaster is None else processor.seconds_of_tree(postmaster),
            statements=counts.statements,
            transactions=counts.transactions,
        )


def as_run(case: str, load: Load, outcome: Outcome, cost: Cost, *, oversold: int | None, stock_rows: int) -> Run:
    """What a load came to, per order or request."""
    done = max(outcome.done, 1)
    answered = max(outcome.done + outcome.refused, 1)
    return Run(
        case=case,
        clients=load.clients,
        per_s=rounded(outcome.done / outcome.elapsed_s),
        pgbench_per_s=None,
        ratio=None,
        p50_ms=rounded(outcome.p50_ms),
        p99_ms=rounded(outcome.p99_ms),
        cpu_server_s=rounded(cost.server_s / answered),
        cpu_database_s=None if cost.database_s is None else rounded(cost.database_s / answered),
        statements=rounded(cost.statements / answered),
        oversold=oversold,
        cpu_worker_s=None if cost.worker_s is None else rounded(cost.worker_s / answered),
        cpu_generator_s=rounded(outcome.cpu_s / answered),
        per_transaction=rounded(done / cost.transactions) if cost.transactions else None,
        done=outcome.done,
        refused=outcome.refused,
        stock_rows=stock_rows,
    )


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before
