"""`atrium bench scale`: the cost of placing an order as the stock grows from ten thousand rows to a million."""

from collections.abc import Sequence

from atrium.bench import baseline, stocking
from atrium.bench.baseline import Beside
from atrium.bench.place import Bench, Plan, Tell, compared, run
from atrium.bench.runs import Run

SIZES = (10_000, 100_000, 1_000_000)
CLIENTS = (1, 32)


def steps(plan: Plan, sizes: Sequence[int]) -> int:
    """How many things are told of."""
    return len(sizes) * (3 + len(plan.clients))


def measure(bench: Bench, plan: Plan, tell: Tell, *, sizes: Sequence[int] = SIZES) -> list[Run]:
    """Orders spread over every item there is, at each size, between two runs of pgbench."""
    runs: list[Run] = []
    for size in sizes:
        tell(f"stocking {size:,} rows")
        grown = _grown(bench, size)
        runs.extend(_measure(grown, plan, tell))
    return runs


def _grown(bench: Bench, rows: int) -> Bench:
    """The same bench with as many items as make so many stock rows."""
    items = rows // len(bench.stocked.locations)
    with bench.workshop.connect() as connection:
        known = connection.execute("SELECT count(*) FROM catalog.items").fetchone()
        first = int(str(known[0])) + 1 if known else 1
        if first <= items:
            stocking.stock_up(connection, bench.stocked.locations, first=first, last=items)
    return bench.with_items(items)


def _measure(bench: Bench, plan: Plan, tell: Tell) -> list[Run]:
    case, items = f"spread over {bench.stocked.rows:,} rows", bench.stocked.items
    tell(f"pgbench, {bench.stocked.rows:,} rows")
    before = baseline.place(bench.workshop, items=items, seconds=plan.seconds)
    measured: list[Run] = []
    with bench.open_house(worker=plan.worker) as stage:
        for clients in plan.clients:
            tell(f"{bench.stocked.rows:,} rows, {clients} clients")
            load = bench.load(stage, clients=clients, seconds=plan.seconds, skus=bench.skus())
            measured.append(run(bench, stage, load, case))
    tell(f"pgbench, {bench.stocked.rows:,} rows, after")
    baseline.tidy(bench.workshop)
    after = baseline.place(bench.workshop, items=items, seconds=plan.seconds)
    return [compared(one, Beside(before, after)) for one in measured]
