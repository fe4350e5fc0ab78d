"""Every surface over real HTTP, as the house serves them."""

from collections.abc import AsyncGenerator

import pytest

from atrium.app import create_app
from atrium.kit.db import Database
from tests import web


@pytest.fixture
async def all_surfaces(database: Database) -> AsyncGenerator[web.Client]:
    """All surfaces, asked with the owner's key."""
    house = web.a_house(database)
    async with web.served(database, create_app(house)) as client:
        yield client
