"""The retailer of `tests.world`, furnished anew for every story."""

import pytest

from atrium.contexts import orders
from atrium.kit.db import Database
from tests.story import collect, ship
from tests.world import World, a_world


@pytest.fixture
async def world(database: Database) -> World:
    return await a_world(database)


@pytest.fixture
async def unpaid(world: World) -> orders.Order:
    """An order of two lamps that waits for its money."""
    await world.stock(LAMP={"S0001": 5})
    return await world.order(collect(), ship(), paid=False)
