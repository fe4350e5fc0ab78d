"""The simulated Saturday, on a small house that is really open."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from atrium.demo.saturday import Plan, Tally, run
from atrium.demo.seeding import Slice, seed
from atrium.kit import clock
from atrium.kit.db import Database
from atrium.kit.postgres import Address
from atrium.wiring import LOCK_ORDER
from tests import database as databases
from tests.properties.running_house import RunningHouse, running_house

SMALL = Slice(products=60, stores=8, centres=3)
NOBODY = "http://127.0.0.1:9"
STUCK = """
    SELECT count(*) FROM orders.orders
     WHERE state IN ('placed', 'in_progress')
       AND NOT EXISTS (SELECT 1 FROM fulfilment.fulfilments
                        WHERE order_id = orders.id AND state IN ('queued', 'picked', 'packed', 'ready'))
       AND NOT EXISTS (SELECT 1 FROM orders.lines WHERE order_id = orders.id AND waiting > 0)
"""
CHANNELS = "SELECT array_agg(DISTINCT channel ORDER BY channel) FROM orders.orders"
ENDS = "SELECT array_agg(DISTINCT state ORDER BY state) FROM fulfilment.fulfilments"

Open = tuple[RunningHouse, dict[str, Any]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(cluster: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Open]:
    """A house with a small part of the demo, and its keys."""
    with databases.cloned(cluster) as url:
        async with Database.open(url, lock_order=LOCK_ORDER) as database:
            keys = asdict((await seed(database, now=clock.now(), part=SMALL)).keys)
        async with running_house(url, tmp_path_factory.mktemp("house")) as house:
            yield house, keys


async def _start(base: str, keys: dict[str, Any], folder: Path, *more: str) -> Process:
    path = folder / "keys.json"
    path.write_text(json.dumps(keys), encoding="utf-8")
    arguments = ("--base", base, "--keys", str(path), *more)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "atrium.demo.saturday", *arguments, stdout=PIPE, stderr=PIPE
    )


@pytest.mark.heavy
@pytest.mark.asyncio(loop_scope="module")
class TestSaturday:
    async def test_takes_orders_from_the_basket_to_the_door_without_a_surprise(self, opened: Open) -> None:
        house, keys = opened
        plan = Plan(house.base, keys, orders_per_s=12, minutes=0.15, haste=25, finish_s=3)
        counts = (await run(plan)).counts
        assert counts["unexpected"] == 0
        assert counts["orders"] > 60
        assert counts["shipped"] + counts["handed_over"] > 40
        assert await house.value(CHANNELS) == ["marketplace", "till", "web"]
        assert {"handed_over", "shipped"} <= set(await house.value(ENDS))
        assert await house.value(STUCK) == 0
        assert await house.faults() == []

    async def test_ends_at_once_when_it_is_told_to(self, opened: Open, tmp_path: Path) -> None:
        house, keys = opened
        process = await _start(house.base, keys, tmp_path, "--minutes", "60")
        assert process.stdout is not None
        async with asyncio.timeout(30):
            assert b"saturday.begins" in await process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert await process.wait() == 0

    async def test_refuses_a_day_without_time(self, tmp_path: Path) -> None:
        process = await _start(NOBODY, {}, tmp_path, "--minutes", "0")
        _, said = await process.communicate()
        assert process.returncode == 2
        assert b"not above zero" in said


class TestPlan:
    def test_has_waves_around_what_was_asked_for(self) -> None:
        plan = Plan(NOBODY, {}, orders_per_s=2, minutes=1)
        rates = [plan.rate(second) for second in range(60)]
        assert sum(rates) / 60 == pytest.approx(2)
        assert (min(rates), max(rates)) == pytest.approx((0.8, 3.2), abs=0.02)

    def test_keeps_its_keys_to_itself(self) -> None:
        assert "secret" not in repr(Plan(NOBODY, {"owner": "secret"}, orders_per_s=2, minutes=1))


class TestTally:
    def test_counts_what_happened_and_how_long_placing_takes(self) -> None:
        tally = Tally()
        tally.add("orders", 2)
        tally.placing_ms.extend([4.0, 8.04, 5.0])
        figures = tally.figures()
        assert (figures["orders"], figures["refused"], figures["placing_ms"]) == (2, 0, 5.0)
