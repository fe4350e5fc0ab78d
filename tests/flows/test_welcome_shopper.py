"""What a guest gathered and bought becomes theirs when they sign in."""

from dataclasses import replace

import pytest

from atrium.contexts import carts, orders
from atrium.flows.welcome_shopper import welcome_shopper
from atrium.kit.db import Database
from tests.people import a_shopper, signed_in
from tests.story import SHOPPER, ship
from tests.world import World, a_world

SECRET = "crt." + "s" * 43


@pytest.fixture
async def world(database: Database) -> World:
    made = await a_world(database)
    await made.stock(LAMP={"S0001": 9})
    return made


async def welcomed(world: World, *, email: str, cart_secret: str | None = None) -> int:
    async with world.database.transaction() as tx:
        sol = await a_shopper(tx, email=email)
        session = await signed_in(tx, sol, "shop")
        return await welcome_shopper(tx, session, cart_secret=cart_secret, now=world.now)


async def whose(world: World, order: orders.Order) -> object:
    return (await world.get(order.id)).shopper


class TestWelcomeShopper:
    async def test_claims_what_was_bought_under_their_address_and_nothing_else(self, world: World) -> None:
        mine = await world.order(ship(), contact=replace(SHOPPER, email="sol@example.com"))
        other = await world.order(ship(), contact=replace(SHOPPER, email="kim@example.com"))
        assert await welcomed(world, email="Sol@example.com") == 0
        assert await whose(world, mine) is not None
        assert await whose(world, other) is None

    async def test_brings_the_cart_along(self, world: World) -> None:
        await world.fill(carts.Holder(secret=SECRET), carts.AddLine("LAMP", 2))
        assert await welcomed(world, email="sol@example.com", cart_secret=SECRET) == 2
