"""`atrium bench`: what the house can do, beside pgbench on the same machine."""

import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from atrium.bench import availability as availability_bench
from atrium.bench import checkout as checkout_bench
from atrium.bench import scale as scale_bench
from atrium.bench import screens as screens_bench
from atrium.bench.checkout import CALLS
from atrium.bench.machine import describe
from atrium.bench.opening import open_bench
from atrium.bench.pgbench import PgbenchError
from atrium.bench.place import Plan
from atrium.bench.place import measure as measure_placing
from atrium.bench.premises import PremisesError
from atrium.bench.report import show
from atrium.bench.runner import LoadFailedError
from atrium.bench.runs import Result
from atrium.bench.workshop import BenchUnderWayError
from atrium.cli import AsJson, bench, fail, read_settings

ITEMS = 1000
WIDTH = 150

Seconds = Annotated[float, typer.Option(min=0.5, max=600, help="How long each case is measured.")]
Worker = Annotated[bool, typer.Option(help="Run a worker with its sequencer, as a real house does.")]


@bench.command()
def place(json: AsJson = False, seconds: Seconds = 5.0, worker: Worker = True) -> None:
    """Capture paid orders over HTTP, on one hot item and spread over 1,000, beside pgbench writing the same rows."""
    plan = Plan(seconds, worker=worker)
    with _sentences(), open_bench(read_settings(), items=ITEMS) as opened, _progress(plan.steps) as tell:
        machine = describe(opened.workshop, worker=worker, seconds=seconds)
        result = Result(machine, measure_placing(opened, plan, tell))
    _print(result, json=json)


@bench.command()
def checkout(json: AsJson = False, seconds: Seconds = 5.0, worker: Worker = True) -> None:
    """Buy as guests over the shop's forms, on one hot item and spread, beside pgbench writing the rows of an order."""
    plan = Plan(seconds, worker=worker)
    with (
        _sentences(),
        open_bench(read_settings(), items=ITEMS) as opened,
        _progress(checkout_bench.steps(plan)) as tell,
    ):
        machine = describe(opened.workshop, worker=worker, seconds=seconds) | {"calls_per_checkout": CALLS}
        result = Result(machine, checkout_bench.measure(opened, plan, tell))
    _print(result, json=json)


@bench.command()
def availability(json: AsJson = False, seconds: Seconds = 5.0, worker: Worker = True) -> None:
    """Ask what 50 items have, at one store and across the network, beside pgbench reading the same."""
    plan = Plan(seconds, availability_bench.CLIENTS, worker=worker)
    with (
        _sentences(),
        open_bench(read_settings(), items=ITEMS) as opened,
        _progress(availability_bench.steps(plan)) as tell,
    ):
        machine = describe(opened.workshop, worker=worker, seconds=seconds)
        result = Result(machine, availability_bench.measure(opened, plan, tell))
    _print(result, json=json)


@bench.command()
def scale(
    json: AsJson = False,
    seconds: Seconds = 4.0,
    worker: Worker = True,
    rows: Annotated[int, typer.Option(min=10_000, max=10_000_000, help="The most stock rows to go to.")] = 1_000_000,
) -> None:
    """Place orders over 10,000, 100,000 and 1,000,000 stock rows: the cost should not grow."""
    plan = Plan(seconds, scale_bench.CLIENTS, worker=worker)
    sizes = [size for size in scale_bench.SIZES if size <= rows]
    with (
        _sentences(),
        open_bench(read_settings(), items=ITEMS) as opened,
        _progress(scale_bench.steps(plan, sizes)) as tell,
    ):
        machine = describe(opened.workshop, worker=worker, seconds=seconds)
        result = Result(machine, scale_bench.measure(opened, plan, tell, sizes=sizes))
    _print(result, json=json)


@bench.command()
def screens(
    json: AsJson = False,
    screens: Annotated[int, typer.Option(min=20, max=400, help="How many screens are open.")] = 200,
    seconds: Annotated[float, typer.Option(min=0.5, max=20, help="How long things change, 20 times a second.")] = 10.0,
) -> None:
    """Open orders' pages, tills and consoles, change what they show, and see how late they show it."""
    with _sentences(), open_bench(read_settings(), items=ITEMS) as opened, _progress(screens_bench.STEPS) as tell:
        machine = describe(opened.workshop, worker=True, seconds=seconds)
        result = Result(machine, screens_bench.measure(opened, screens, seconds, tell))
    _print(result, json=json)


def _print(result: Result, *, json: bool) -> None:
    if json:
        typer.echo(result.as_json())
    else:
        # A table that is cut says nothing, so where the output goes to a file it gets the width that it needs.
        show(result, Console() if sys.stdout.isatty() else Console(width=WIDTH))


@contextmanager
def _progress(steps: int) -> Generator[Callable[[str], None]]:
    """A bar on stderr, moved on each time something begins."""
    columns = (TextColumn("{task.description:>24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("warming up", total=steps + 1)

        def tell(what: str) -> None:
            bar.update(task, advance=1, description=what)

        yield tell


@contextmanager
def _sentences() -> Generator[None]:
    """Makes SIGTERM end a bench as Ctrl-C does, cleaned up, and turns its own faults into sentences."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except (BenchUnderWayError, PgbenchError, PremisesError, LoadFailedError) as fault:
        fail(str(fault))
    finally:
        signal.signal(signal.SIGTERM, before)
