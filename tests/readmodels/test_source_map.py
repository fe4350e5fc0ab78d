"""Locations ranked for a shopper's place."""

from dataclasses import replace

from atrium.kit.db import Database
from tests.story import HOME
from tests.world import a_world


class TestForShipping:
    async def test_asks_centres_first_and_then_the_nearest(self, database: Database) -> None:
        source_map = (await a_world(database)).source_map
        assert source_map.for_shipping(HOME).locations == ("DC-RENO", "S0001", "S0002")

    async def test_keeps_one_ranking_for_a_place_whatever_shoppers_write(self, database: Database) -> None:
        source_map = (await a_world(database)).source_map
        first = source_map.for_shipping(HOME)
        written = [replace(HOME, postal_code=f"581{number:06}", region=str(number)) for number in range(100)]
        assert all(source_map.for_shipping(address) is first for address in written)
