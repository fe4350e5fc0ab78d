"""`atrium bench availability`: what 50 items have at one store, and across the network, beside pgbench's same read."""

import msgspec

from atrium.bench import baseline
from atrium.bench.baseline import Beside
from atrium.bench.place import Bench, Plan, Tell, compared
from atrium.bench.requests import Load
from atrium.bench.runner import Stage, as_run
from atrium.bench.runs import Run

CASES = ("store", "network")
CLIENTS = (1, 8, 32)


def steps(plan: Plan) -> int:
    """How many things are told of."""
    return 2 + len(CASES) * len(plan.clients)


def measure(bench: Bench, plan: Plan, tell: Tell) -> list[Run]:
    """Both cases with each number of clients, between two runs of pgbench."""
    tell("pgbench, before")
    before = baseline.read(bench.workshop, items=bench.stocked.items, seconds=plan.seconds)
    measured: list[Run] = []
    with bench.open_house(worker=plan.worker) as stage:
        for case in CASES:
            for clients in plan.clients:
                tell(f"{case}, {clients} clients")
                measured.append(_run(bench, stage, case, _load(bench, stage, case, clients, plan.seconds)))
    tell("pgbench, after")
    after = baseline.read(bench.workshop, items=bench.stocked.items, seconds=plan.seconds)
    return [compared(run, Beside(before, after)) for run in measured]


def _run(bench: Bench, stage: Stage, case: str, load: Load) -> Run:
    stage.generator.drive(msgspec.structs.replace(load, seconds=min(1.0, load.seconds / 2)))
    outcome, cost = stage.drive(load)
    return as_run(f"availability {case}", load, outcome, cost, oversold=None, stock_rows=bench.stocked.rows)


def _load(bench: Bench, stage: Stage, case: str, clients: int, seconds: float) -> Load:
    return Load(
        port=stage.premises.port,
        clients=clients,
        seconds=seconds,
        kind=case,
        secret=stage.secret,
        skus=bench.skus(),
        total_minor=0,
        location=bench.stocked.locations[1],
        servers=list(stage.premises.pids),
    )
