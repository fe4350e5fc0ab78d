"""Opening the house and its screens, and what the changes came to."""

import asyncio
from typing import LiteralString, cast

import msgspec

from atrium.bench import stocking
from atrium.bench.place import Bench, Tell
from atrium.bench.premises import PremisesError, running
from atrium.bench.runner import Cost, LoadFailedError
from atrium.bench.runs import Run, rounded
from atrium.bench.screens.delays import Delays, Moment, delays
from atrium.bench.screens.watching import CHANGES, Watch, Watched
from atrium.kit import clock
from atrium.surfaces.shop.order.wording import HEADLINES, PARTS

STEPS = 1
PER_S = 20.0
STORES = 5
"""So many stores of the network have tills, and orders to be collected."""
MARKS = (HEADLINES["placed"][0], HEADLINES["in_progress"][0], PARTS["ready"][0])
MOMENTS: LiteralString = """
    SELECT position, subject, type, extract(epoch FROM at)::float8
      FROM kit.events WHERE type = ANY (%(types)s::text[])
"""


def measure(bench: Bench, screens: int, seconds: float, tell: Tell) -> list[Run]:
    """Of twenty screens sixteen are orders' pages, three tills and one a console."""
    tell(f"{screens} screens")
    tills, consoles = screens * 3 // 20, max(screens // 20, 1)
    keys = asyncio.run(_keys(bench))
    operator = asyncio.run(stocking.admit(bench.workshop.url, now=clock.now(), channel=None))
    with bench.open_house(worker=True, gateway=True) as stage:
        watch = Watch(
            port=stage.premises.port,
            seconds=seconds,
            per_s=PER_S,
            secret=stage.secret,
            operator=operator,
            signing=stage.premises.secret,
            orders=screens - tills - consoles,
            consoles=consoles,
            tills=[keys[number % len(keys)] for number in range(tills)],
            skus=bench.skus(),
            marks=MARKS,
        )
        watched, cost = stage.costing(lambda: _run(watch))
    if watched.failures:
        raise LoadFailedError(f"{len(watched.failures)} failed, the first with {watched.failures[0]}")
    return [_as_run(screens, watched, cost, delays(watched.changes, watched.screens, _moments(bench)), bench)]


def _run(watch: Watch) -> Watched:
    with running(["-m", "atrium.bench.screens.watcher"], pipes=True) as process:
        if process.stdin is None or process.stdout is None:
            raise PremisesError("The watcher has no pipes.")
        process.stdin.write(msgspec.json.encode(watch) + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    if not line:
        raise PremisesError("The watcher ended before its time; see its words above.")
    return msgspec.json.decode(line, type=Watched)


async def _keys(bench: Bench) -> list[tuple[str, str]]:
    """A store and a key that sees it alone, for some stores."""
    now = clock.now()
    stores = bench.stocked.locations[1 : 1 + STORES]
    return [(store, await stocking.admit(bench.workshop.url, now=now, location=store)) for store in stores]


def _moments(bench: Bench) -> dict[tuple[str, int], Moment | None]:
    with bench.workshop.connect() as connection:
        rows = cast(
            "list[tuple[int, str, str, float]]", connection.execute(MOMENTS, {"types": list(CHANGES)}).fetchall()
        )
    return {
        (subject.removeprefix("order/"), CHANGES.index(kind)): Moment(position, at)
        for position, subject, kind, at in rows
    }


def _as_run(screens: int, watched: Watched, cost: Cost, found: Delays, bench: Bench) -> Run:
    done = max(len(watched.changes), 1)
    return Run(
        case="screens",
        clients=screens,
        per_s=rounded(len(watched.changes) / watched.elapsed_s),
        pgbench_per_s=None,
        ratio=None,
        p50_ms=rounded(found.at(0.50)),
        p95_ms=rounded(found.at(0.95)),
        p99_ms=rounded(found.at(0.99)),
        cpu_server_s=rounded(cost.server_s / done),
        cpu_database_s=None if cost.database_s is None else rounded(cost.database_s / done),
        cpu_worker_s=None if cost.worker_s is None else rounded(cost.worker_s / done),
        cpu_generator_s=rounded(watched.cpu_s / done),
        statements=rounded(cost.statements / done),
        oversold=bench.oversold(),
        done=len(watched.changes),
        stock_rows=bench.stocked.rows,
        shown=len(found.seconds),
        lost=found.lost,
    )
