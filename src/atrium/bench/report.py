"""A result as a table for people, with what is to be reached."""

from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from atrium.bench.runs import Result, Run

Find = Callable[[str, int], Run | None]


def show(result: Result, console: Console) -> None:
    """Prints the machine, the runs and the targets."""
    console.print(_machine(result))
    console.print(_table(result.runs))
    targets = _targets(result)
    if targets.row_count:
        console.print(targets)


def _machine(result: Result) -> str:
    machine = result.machine
    worker = "on" if machine["worker_with_sequencer"] else "off"
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; "
        f"PostgreSQL {machine['postgresql'].get('server_version')}, "
        f"synchronous_commit {machine['postgresql'].get('synchronous_commit')}; "
        f"two web processes, worker with sequencer {worker}; load average {machine['load_average'][0]} at the start; "
        f"the generator alone sends {machine['generator_alone_per_s']:,.0f} orders/s."
    )


def _table(runs: list[Run]) -> Table:
    table = Table(
        header_style="bold",
        caption="CPU in ms per order or request; `at once` is pgbench with all rows of an order in one statement",
    )
    table.add_column("case", no_wrap=True)
    for name in (
        *("clients", "per s", "pgbench", "ratio", "at once", "p50 ms", "p99 ms"),
        *("server CPU", "worker", "database", "stmts", "oversold"),
    ):
        table.add_column(name, justify="right", no_wrap=True)
    for run in runs:
        table.add_row(
            run.case,
            str(run.clients),
            _figure(run.per_s, 0),
            _figure(run.pgbench_per_s, 0),
            _figure(run.ratio, 2),
            _figure(run.pgbench_single_per_s, 0),
            _figure(run.p50_ms, 2),
            _figure(run.p99_ms, 2),
            _figure(run.cpu_server_s, 3, 1000),
            _figure(run.cpu_worker_s, 3, 1000),
            _figure(run.cpu_database_s, 3, 1000),
            _figure(run.statements, 2),
            "-" if run.oversold is None else str(run.oversold),
        )
    return table


def _targets(result: Result) -> Table:
    table = Table("target", "measured", "", title="To be reached on two cores", title_justify="left")
    for sentence, measured, met in _judged(result):
        table.add_row(sentence, measured, "[green]met[/]" if met else "[red]not met[/]")
    return table


def _judged(result: Result) -> list[tuple[str, str, bool]]:
    """Each target that the runs can tell of: the sentence, the figure, and whether it is met."""
    if any(run.lost is not None for run in result.runs):
        return _judged_screens(result.runs)
    if "calls_per_checkout" in result.machine:
        return _judged_checkouts(result)
    runs = {(run.case, run.clients): run for run in result.runs}
    hot, spread, one, many = (runs.get(key) for key in (("hot", 32), ("spread", 32), ("hot", 1), ("hot", 128)))
    judged: list[tuple[str, str, bool]] = []
    if hot and hot.ratio is not None:
        judged.append(("hot at 32 clients: at least 1.0 x pgbench", f"{hot.ratio:.2f}", hot.ratio >= 1.0))
    if spread and spread.ratio is not None:
        judged.append(("spread at 32 clients: at least 0.2 x pgbench", f"{spread.ratio:.2f}", spread.ratio >= 0.2))
    if hot and spread:
        share = hot.per_s / spread.per_s
        judged.append(("hot at 32 clients: at least 0.8 x our own spread", f"{share:.2f}", share >= 0.8))
    if one and one.statements is not None:
        # To a tenth, because each process also reads the key and the network anew every five seconds.
        sent = round(one.statements, 1)
        judged.append(("at most 12 statements per order at 1 client", f"{sent:.1f}", sent <= 12))
    if many and many.statements is not None:
        judged.append(("under 2 statements per order at 128 clients", f"{many.statements:.2f}", many.statements < 2))
    if hot:
        sold = sum(run.oversold or 0 for run in result.runs)
        judged.append(("nothing oversold in any case", str(sold), sold == 0))
        fastest = max(run.per_s for run in result.runs if run.case in ("hot", "spread"))
        share = result.machine["generator_alone_per_s"] / fastest
        judged.append(("the generator alone: at least 1.5 x the best figure", f"{share:.1f}", share >= 1.5))
    return judged


def _judged_checkouts(result: Result) -> list[tuple[str, str, bool]]:
    """The same of checkouts, each of several calls."""
    runs = {(run.case, run.clients): run for run in result.runs}
    hot, one = runs.get(("hot", 32)), runs.get(("hot", 1))
    calls = result.machine["calls_per_checkout"]
    judged: list[tuple[str, str, bool]] = []
    if hot and hot.ratio is not None:
        sentence = f"checkouts of {calls} calls, hot at 32 clients: at least 0.2 x pgbench"
        judged.append((sentence, f"{hot.ratio:.2f}", hot.ratio >= 0.2))
    if one and one.statements is not None:
        sent = round(one.statements, 1)
        judged.append(("at most 30 statements per checkout at 1 client", f"{sent:.1f}", sent <= 30))
    sold = sum(run.oversold or 0 for run in result.runs)
    return [*judged, ("nothing oversold in any case", str(sold), sold == 0)]


def _judged_screens(runs: list[Run]) -> list[tuple[str, str, bool]]:
    """How late the screens are, and whether each showed everything that it watches."""
    judged: list[tuple[str, str, bool]] = []
    for run in runs:
        sentence = f"from event to {run.clients} screens: p95 under 1,000 ms"
        judged.append((sentence, _figure(run.p95_ms, 0), run.p95_ms is not None and run.p95_ms < 1000))
        judged.append((f"of {(run.shown or 0) + (run.lost or 0):,} times, never shown", str(run.lost), run.lost == 0))
    return judged


def _figure(value: float | None, digits: int, times: int = 1) -> str:
    return "-" if value is None else f"{value * times:,.{digits}f}"
