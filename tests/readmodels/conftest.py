"""The retailer of `tests.world`, furnished anew for every reading."""

import pytest

from atrium.kit.db import Database
from tests.world import World, a_world


@pytest.fixture
async def world(database: Database) -> World:
    return await a_world(database)
