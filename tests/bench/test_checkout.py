"""A bench of checkouts from end to end, as short as can be: orders are really placed and paid, and none too many."""

from collections.abc import Generator
from pathlib import Path

import pytest

from atrium.bench import checkout
from atrium.bench.opening import open_bench
from atrium.bench.place import Bench, Plan
from atrium.kit.postgres import Address
from atrium.settings import MARKETS, Settings

STATES = "SELECT DISTINCT state FROM orders.orders"


@pytest.fixture
def bench(cluster: Address, tmp_path: Path) -> Generator[Bench]:
    settings = Settings(data_dir=tmp_path, database_url=cluster.url("postgres"), markets=MARKETS)
    with open_bench(settings, items=60, stores=3) as opened:
        yield opened


class TestMeasure:
    def test_buys_through_the_shop_and_sells_nothing_twice(self, bench: Bench) -> None:
        told: list[str] = []
        plan = Plan(0.5, (1, 4))
        runs = checkout.measure(bench, plan, told.append)
        assert [(run.case, run.clients) for run in runs] == [
            ("hot", 1),
            ("hot", 4),
            ("spread", 1),
            ("spread", 4),
            ("product page", 32),
            ("store availability", 32),
            ("scarce", 32),
        ]
        assert len(told) == checkout.steps(plan)
        assert all(run.done > 0 for run in runs)
        assert sum(run.oversold or 0 for run in runs) == 0
        alone = runs[0].statements
        assert alone is not None
        assert alone <= 30.5  # Each process also reads the network anew every five seconds.
        with bench.workshop.connect() as connection:
            assert connection.execute(STATES).fetchall() == [("placed",)]
