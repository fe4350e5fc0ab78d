"""Everybody wants the last units at once; nobody gets one that is not there."""

from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from atrium.kit.postgres import Address
from tests import database as databases
from tests.properties.last_unit_race import SOLD, run
from tests.properties.running_house import RunningHouse, running_house

UNGUARDED = Path(__file__).with_name("unguarded_house.py")
DROP_THE_GUARD = "ALTER TABLE inventory.stock DROP CONSTRAINT stock_is_not_oversold"


@pytest.fixture
def url(cluster: Address) -> Generator[str]:
    with databases.cloned(cluster) as cloned:
        yield cloned


async def _race(url: str, folder: Path, *, rounds: int) -> None:
    async with running_house(url, folder) as house:
        outcome = await run(house, rounds=rounds)
        assert outcome.oddities == []
        assert (outcome.oversold, outcome.falsely_refused) == (0, 0)
        assert outcome.sold == outcome.supplied == await house.value(SOLD)
        assert {0, 1} in outcome.reached
        assert await house.faults() == []


@pytest.mark.heavy
class TestLastUnits:
    async def test_go_to_exactly_as_many_buyers_as_there_are_units(self, url: str, tmp_path: Path) -> None:
        await _race(url, tmp_path, rounds=20)

    @pytest.mark.soak
    async def test_go_to_exactly_as_many_buyers_as_there_are_units_for_long(self, url: str, tmp_path: Path) -> None:
        await _race(url, tmp_path, rounds=200)

    async def test_are_kept_by_the_table_when_the_plan_says_yes_to_everybody(self, url: str, tmp_path: Path) -> None:
        async with running_house(url, tmp_path, web=(str(UNGUARDED),)) as house:
            outcome = await run(house, rounds=8)
            assert outcome.oversold == 0
            assert await house.value(SOLD) <= outcome.supplied

    async def test_are_oversold_when_plan_and_table_say_yes_to_everybody(self, url: str, tmp_path: Path) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(DROP_THE_GUARD)
        async with running_house(url, tmp_path, web=(str(UNGUARDED),)) as house:
            assert await _oversells(house, tries=12)


async def _oversells(house: RunningHouse, *, tries: int) -> bool:
    """Whether more is sold than there is; chance decides in which of the races."""
    for _ in range(tries):
        if (await run(house, rounds=5)).oversold:
            return True
    return False
