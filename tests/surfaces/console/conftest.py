"""The console over real HTTP, on the retailer of `tests.world`, with an event log that moves."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
from fastapi import FastAPI

from atrium.app import create_app
from atrium.kit.db import Database
from atrium.kit.events import Sequencer
from atrium.surfaces.shared import House
from tests import web
from tests.builders import NOW
from tests.world import World, a_world


@pytest.fixture
async def world(database: Database) -> World:
    return await a_world(database)


@pytest.fixture
async def house(world: World) -> AsyncGenerator[House]:
    """A house that hears of events as they are sequenced."""
    made = web.a_house(world.database)
    made.now = lambda: NOW
    sequencer = Sequencer(world.database)
    tasks = [asyncio.create_task(made.hub.run()), asyncio.create_task(sequencer.run())]
    yield made
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def app(house: House) -> FastAPI:
    return create_app(house)


@pytest.fixture
async def desk(app: FastAPI, house: House) -> AsyncGenerator[web.Client]:
    """All surfaces, asked with the owner's key."""
    async with web.served(house.database, app) as client:
        yield client
