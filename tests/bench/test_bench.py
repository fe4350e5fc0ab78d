"""A bench from end to end, as short as can be: its shape, its honesty, and that it leaves nothing behind."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from atrium.bench import availability, baseline, pgbench, place, scale
from atrium.bench.machine import describe
from atrium.bench.opening import open_bench
from atrium.bench.place import Bench, Plan
from atrium.bench.runs import Result
from atrium.bench.workshop import NAME, BenchUnderWayError, workshop
from atrium.kit.postgres import Address
from atrium.settings import MARKETS, Settings

ITEMS = 60
PROMISED = {
    "case",
    "clients",
    "per_s",
    "pgbench_per_s",
    "ratio",
    "p50_ms",
    "p99_ms",
    "cpu_server_s",
    "cpu_database_s",
    "statements",
    "oversold",
}
TABLES = """
    SELECT format('%I.%I', nspname, relname), format('SELECT count(*), avg(pg_column_size(t)) FROM %I.%I AS t',
           nspname, relname)
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema', 'public')
"""
EMPTY = """
    TRUNCATE kit.idempotency_keys, kit.event_inbox, orders.orders, orders.lines, fulfilment.fulfilments,
             fulfilment.lines, payments.payments, payments.operations, inventory.reservations
"""
# Five sixths to six fifths: ids and times are as wide everywhere, and a name may differ.
AS_WIDE = (0.83, 1.2)


def told(_: str) -> None:
    """Nobody watches."""


@pytest.fixture
def settings(cluster: Address, tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, database_url=cluster.url("postgres"), markets=MARKETS)


@pytest.fixture
def bench(settings: Settings, cluster: Address) -> Generator[Bench]:
    with open_bench(settings, items=ITEMS, stores=9) as opened:
        yield replace(opened, workshop=replace(opened.workshop, postmaster=cluster.pid))


def contents(bench: Bench) -> dict[str, tuple[int, float]]:
    """How many rows each table has, and how wide they are on average."""
    with bench.workshop.connect() as connection:
        found: dict[str, tuple[int, float]] = {}
        for name, count in connection.execute(TABLES).fetchall():
            rows, width = connection.execute(str(count).encode()).fetchall()[0]
            found[str(name)] = int(str(rows)), float(str(width or 0))
        return found


def clear(bench: Bench) -> None:
    with bench.workshop.connect() as connection:
        connection.execute(EMPTY)


def reserved(bench: Bench) -> int:
    with bench.workshop.connect() as connection:
        return int(str(connection.execute("SELECT sum(reserved) FROM inventory.stock").fetchall()[0][0]))


def written(bench: Bench, before: dict[str, tuple[int, float]], orders: int) -> dict[str, float]:
    """Rows per order, of the tables that have more than before."""
    after = contents(bench)
    return {name: (after[name][0] - before[name][0]) / orders for name in after if after[name][0] != before[name][0]}


class TestPgbenchScripts:
    @pytest.mark.parametrize("script", [baseline.BY_ROW, baseline.AT_ONCE])
    def test_write_the_rows_that_the_house_writes(self, bench: Bench, script: str) -> None:
        clear(bench)
        empty = contents(bench)
        with bench.open_house(worker=False) as stage:
            done = stage.generator.drive(bench.load(stage, clients=1, seconds=0.3, skus=bench.skus(1))).done
        by_house, house = written(bench, empty, done), contents(bench)
        assert reserved(bench) == done
        clear(bench)
        pgbench.pace(bench.workshop.url, script, items=1, seconds=1, clients=1, transactions=20)
        by_script, rows = written(bench, empty, 20), contents(bench)
        assert by_script == by_house
        assert sum(by_house.values()) == 11
        assert reserved(bench) == done + 20
        for name in by_house:
            assert AS_WIDE[0] < rows[name][1] / house[name][1] < AS_WIDE[1], (name, rows[name], house[name])


class TestPlace:
    def test_prints_the_promised_document_and_oversells_nothing(self, bench: Bench) -> None:
        plan = Plan(0.5, (1, 8))
        machine = describe(bench.workshop, worker=True, seconds=plan.seconds)
        printed = json.loads(Result(machine, place.measure(bench, plan, told)).as_json())
        assert set(printed) == {"machine", "runs"}
        assert all(run.keys() >= PROMISED for run in printed["runs"])
        assert [(run["case"], run["clients"]) for run in printed["runs"]] == [
            ("hot", 1),
            ("hot", 8),
            ("bulk hot", 8),
            ("spread", 1),
            ("spread", 8),
            ("bulk spread", 8),
            ("scarce", 128),
        ]
        assert {run["oversold"] for run in printed["runs"]} == {0}
        # Each process also reads the key and the network anew every five seconds.
        assert all(round(run["statements"]) == 12 for run in printed["runs"] if run["clients"] == 1)
        assert 0 < printed["runs"][-1]["done"] <= place.SCARCE_UNITS
        assert printed["machine"]["generator_alone_per_s"] > 0

    def test_counts_what_was_sold_past_the_shelf(self, bench: Bench) -> None:
        with bench.workshop.connect() as connection:
            connection.execute(
                """INSERT INTO inventory.reservations
                          (id, order_id, line_number, fulfilment_id, sku, location, quantity, created_at)
                   VALUES (uuidv7(), uuidv7(), 1, uuidv7(), 'BENCH-1', 'DC-BENCH', 3, now())"""
            )
            connection.execute(
                "UPDATE inventory.stock SET reserved = 1, on_hand = 1 WHERE sku = 'BENCH-1' AND location = 'DC-BENCH'"
            )
        assert bench.oversold() == 2


class TestAvailability:
    def test_asks_with_one_statement(self, bench: Bench) -> None:
        runs = availability.measure(bench, Plan(0.5, (2,)), told)
        assert [(run.case, run.statements) for run in runs] == [
            ("availability store", 1.0),
            ("availability network", 1.0),
        ]


class TestScale:
    def test_stocks_up_between_its_runs(self, bench: Bench) -> None:
        runs = scale.measure(bench, Plan(0.5, (1,)), told, sizes=(600, 1000))
        assert [(run.stock_rows, run.oversold) for run in runs] == [(600, 0), (1000, 0)]


class TestWorkshop:
    def test_leaves_no_database_behind(self, settings: Settings, cluster: Address) -> None:
        with workshop(settings) as made, made.connect() as connection:
            assert connection.info.dbname == NAME
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchall() == []

    def test_is_dropped_when_the_bench_is_called_off(self, settings: Settings, cluster: Address) -> None:
        with pytest.raises(KeyboardInterrupt), workshop(settings):
            raise KeyboardInterrupt
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchall() == []

    def test_refuses_a_second_bench(self, settings: Settings) -> None:
        with workshop(settings), pytest.raises(BenchUnderWayError), workshop(settings):
            pass
