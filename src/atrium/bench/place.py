"""`atrium bench place`: paid orders over HTTP, on one hot item and spread, beside pgbench writing the same rows."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import LiteralString

import msgspec

from atrium.bench import baseline
from atrium.bench.baseline import Beside
from atrium.bench.premises import open_premises
from atrium.bench.requests import Load
from atrium.bench.runner import Stage, as_run, generating
from atrium.bench.runs import Run, rounded
from atrium.bench.stocking import HOT, SCARCE, Stocked, stock_scarce
from atrium.bench.workshop import Workshop
from atrium.settings import Settings

CLIENTS = (1, 8, 32, 128)
BULK_CLIENTS = 8
BULK = 100
SCARCE_UNITS = 500
SCARCE_CLIENTS = 128
SCARCE_S = 2.0
# Counted from what orders were promised, not from the figure on the shelf that a fault might have spared.
OVERSOLD: LiteralString = """
    SELECT coalesce(sum(greatest(promised - on_hand, abs(promised - reserved))), 0)::bigint
      FROM (SELECT on_hand, reserved,
                   (SELECT coalesce(sum(quantity), 0) FROM inventory.reservations
                     WHERE reservations.sku = stock.sku AND reservations.location = stock.location
                       AND quantity > 0) AS promised
              FROM inventory.stock WHERE reserved > 0 OR sku = %(scarce)s) AS shelf
     WHERE promised > on_hand OR promised <> reserved
"""
Tell = Callable[[str], None]
"""Is told what is measured next."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each case runs, with how many clients, and whether a worker runs beside it."""

    seconds: float = 5.0
    clients: Sequence[int] = CLIENTS
    worker: bool = True

    @property
    def steps(self) -> int:
        """How many things are told of."""
        return 2 * (2 + len(self.clients) + 1) + 1


@dataclass(frozen=True, slots=True)
class Bench:
    """The place of a bench: a stocked database, in which houses are opened."""

    settings: Settings
    workshop: Workshop
    stocked: Stocked

    @contextmanager
    def open_house(self, *, worker: bool, gateway: bool = False) -> Generator[Stage]:
        """A house on this database, and a generator in front of it."""
        with (
            open_premises(self.settings, self.workshop.url, worker=worker, gateway=gateway) as premises,
            generating() as generator,
        ):
            yield Stage(self.workshop, premises, generator, self.stocked.secret)

    def load(self, stage: Stage, *, clients: int, seconds: float, skus: list[str], batch: int = 1) -> Load:
        """Paid orders of one line."""
        return Load(
            port=stage.premises.port,
            clients=clients,
            seconds=seconds,
            kind="orders" if batch == 1 else "batches",
            secret=stage.secret,
            skus=skus,
            total_minor=self.stocked.total_minor,
            batch=batch,
            servers=list(stage.premises.pids),
        )

    def with_items(self, items: int) -> "Bench":
        """The same place with so many items."""
        return replace(self, stocked=replace(self.stocked, items=items))

    def skus(self, most: int | None = None) -> list[str]:
        """The first so many items, or all."""
        return [f"BENCH-{number}" for number in range(1, min(most or self.stocked.items, self.stocked.items) + 1)]

    def oversold(self) -> int:
        """Units that were promised and are not there, or that the shelf's own figure does not know of."""
        with self.workshop.connect() as connection:
            found = connection.execute(OVERSOLD, {"scarce": SCARCE}).fetchone()
        return int(str(found[0])) if found else 0


def measure(bench: Bench, plan: Plan, tell: Tell) -> list[Run]:
    """All cases: hot, spread, and one with fewer units than orders."""
    runs = [
        *_group(bench, plan, "hot", [HOT], tell),
        *_group(bench, plan, "spread", bench.skus(), tell),
    ]
    tell("scarce")
    return [*runs, _scarce(bench, plan)]


def _group(bench: Bench, plan: Plan, case: str, skus: list[str], tell: Tell) -> list[Run]:
    """The runs of one case between two runs of pgbench."""
    tell(f"pgbench {case}, before")
    before = baseline.place(bench.workshop, items=len(skus), seconds=plan.seconds)
    loads = [(case, clients, 1) for clients in plan.clients] + [(f"bulk {case}", BULK_CLIENTS, BULK)]
    measured: list[Run] = []
    with bench.open_house(worker=plan.worker) as stage:
        for name, clients, batch in loads:
            tell(f"{name}, {clients} clients")
            load = bench.load(stage, clients=clients, seconds=plan.seconds, skus=skus, batch=batch)
            measured.append(run(bench, stage, load, name))
    tell(f"pgbench {case}, after")
    baseline.tidy(bench.workshop)
    beside = Beside(before, baseline.place(bench.workshop, items=len(skus), seconds=plan.seconds))
    return [compared(one, beside) for one in measured]


def run(bench: Bench, stage: Stage, load: Load, case: str) -> Run:
    """One case after a short warm-up of the same kind."""
    stage.generator.drive(msgspec.structs.replace(load, seconds=min(1.0, load.seconds / 2)))
    outcome, cost = stage.drive(load)
    return as_run(case, load, outcome, cost, oversold=bench.oversold(), stock_rows=bench.stocked.rows)


def compared(run: Run, beside: Beside) -> Run:
    """The run with pgbench beside it."""
    single = beside.at_once
    return msgspec.structs.replace(
        run,
        pgbench_per_s=rounded(beside.by_row),
        ratio=rounded(run.per_s / beside.by_row),
        pgbench_before_per_s=rounded(beside.before.by_row),
        pgbench_after_per_s=rounded(beside.after.by_row),
        pgbench_single_per_s=None if single is None else rounded(single),
    )


def _scarce(bench: Bench, plan: Plan) -> Run:
    """Everybody wants an item of which there are few; what is sold is counted from the reservations."""
    with bench.workshop.connect() as connection:
        stock_scarce(connection, bench.stocked.locations[0], units=SCARCE_UNITS)
    with bench.open_house(worker=plan.worker) as stage:
        load = bench.load(stage, clients=SCARCE_CLIENTS, seconds=SCARCE_S, skus=[SCARCE])
        outcome, cost = stage.drive(load)
    return as_run("scarce", load, outcome, cost, oversold=bench.oversold(), stock_rows=bench.stocked.rows)
