"""`atrium bench checkout`: guests buy over the shop's own forms, beside pgbench writing the rows of an order.

A checkout is four calls: an item into the cart, the details, the checkout's page with the card's token, and the order,
which is placed, asked of a gateway in a process of its own, and confirmed.
"""

import msgspec

from atrium.bench import baseline
from atrium.bench.baseline import Beside
from atrium.bench.place import SCARCE_UNITS, Bench, Plan, Tell, compared
from atrium.bench.requests import Load
from atrium.bench.runner import Stage, as_run
from atrium.bench.runs import Run
from atrium.bench.stocking import HOT, SCARCE, stock_scarce

CALLS = 4
PAGES = ("product", "store")
PAGE_CLIENTS = 32
SCARCE_CLIENTS = 32
SCARCE_S = 4.0


def steps(plan: Plan) -> int:
    """How many things are told of."""
    return 2 * (2 + len(plan.clients)) + len(PAGES) + 1


def measure(bench: Bench, plan: Plan, tell: Tell) -> list[Run]:
    """Hot and spread, two pages, and one item of which there are fewer than shoppers want."""
    runs = [*_group(bench, plan, "hot", [HOT], tell), *_group(bench, plan, "spread", bench.skus(), tell)]
    with bench.open_house(worker=plan.worker, gateway=True) as stage:
        for kind in PAGES:
            tell(f"{kind}, {PAGE_CLIENTS} clients")
            load = _load(bench, stage, kind, PAGE_CLIENTS, plan.seconds, bench.skus())
            runs.append(_run(bench, stage, load, "product page" if kind == "product" else "store availability"))
        tell("scarce")
        with bench.workshop.connect() as connection:
            stock_scarce(connection, bench.stocked.locations[0], units=SCARCE_UNITS)
        runs.append(_run(bench, stage, _load(bench, stage, "checkouts", SCARCE_CLIENTS, SCARCE_S, [SCARCE]), "scarce"))
    return runs


def _group(bench: Bench, plan: Plan, case: str, skus: list[str], tell: Tell) -> list[Run]:
    """The runs of one case between two runs of pgbench."""
    tell(f"pgbench {case}, before")
    before = baseline.place(bench.workshop, items=len(skus), seconds=plan.seconds)
    measured: list[Run] = []
    with bench.open_house(worker=plan.worker, gateway=True) as stage:
        for clients in plan.clients:
            tell(f"{case}, {clients} clients")
            load = _load(bench, stage, "checkouts", clients, plan.seconds, skus)
            stage.generator.drive(msgspec.structs.replace(load, seconds=min(1.0, load.seconds / 2)))
            measured.append(_run(bench, stage, load, case))
    tell(f"pgbench {case}, after")
    baseline.tidy(bench.workshop)
    beside = Beside(before, baseline.place(bench.workshop, items=len(skus), seconds=plan.seconds))
    return [compared(one, beside) for one in measured]


def _run(bench: Bench, stage: Stage, load: Load, case: str) -> Run:
    outcome, cost = stage.drive(load)
    oversold = bench.oversold() if load.kind == "checkouts" else None
    return as_run(case, load, outcome, cost, oversold=oversold, stock_rows=bench.stocked.rows)


def _load(bench: Bench, stage: Stage, kind: str, clients: int, seconds: float, skus: list[str]) -> Load:
    return Load(
        port=stage.premises.port,
        clients=clients,
        seconds=seconds,
        kind=kind,
        secret=stage.secret,
        skus=skus,
        total_minor=bench.stocked.total_minor,
        location=bench.stocked.locations[1],
        servers=list(stage.premises.pids),
    )
