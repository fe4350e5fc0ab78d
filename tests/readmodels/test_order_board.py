"""The board against the database."""

from datetime import timedelta

from atrium.readmodels.order_board import Board, load_board
from tests.builders import NOW
from tests.story import collect, ship
from tests.world import World

LONG_AGO = NOW - timedelta(hours=24)


async def board(world: World, most: int = 12) -> Board:
    async with world.database.snapshot() as tx:
        return await load_board(tx, ended_since=LONG_AGO, most=most)


class TestLoadBoard:
    async def test_is_empty_in_an_empty_house(self, world: World) -> None:
        found = await board(world)
        assert set(found.counts.values()) == {0}
        assert all(list(cards) == [] for cards in found.cards.values())

    async def test_puts_each_order_into_the_column_of_its_state(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 20})
        unpaid = await world.order(ship(), paid=False)
        placed = await world.order(ship())
        begun = await world.order(ship(quantity=2))
        await world.pick((await world.work(begun.id))[0])
        done = await world.order(ship())
        await world.ship_all(done)
        gone = await world.order(ship())
        await world.cancel(gone)
        found = await board(world)
        assert {column: [card.id for card in cards] for column, cards in found.cards.items()} == {
            "awaiting_payment": [unpaid.id],
            "placed": [placed.id],
            "in_progress": [begun.id],
            "waiting": [],
            "fulfilled": [done.id],
            "cancelled": [gone.id],
        }
        assert found.counts == {
            "awaiting_payment": 1,
            "placed": 1,
            "in_progress": 1,
            "waiting": 0,
            "fulfilled": 1,
            "cancelled": 1,
        }

    async def test_shows_an_order_that_waits_in_that_column_alone(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2})
        short = await world.order(collect(quantity=2))
        await world.pick((await world.work(short.id))[0], 1)
        found = await board(world)
        assert [(card.id, card.waiting_for) for card in found.cards["waiting"]] == [(short.id, "consent")]
        assert (found.counts["waiting"], found.counts["in_progress"], found.counts["placed"]) == (1, 0, 0)
        assert list(found.cards["in_progress"]) == []

    async def test_tells_what_a_card_shows(self, world: World) -> None:
        await world.stock(LAMP={"S0002": 3})
        order = await world.order(ship())
        card = (await board(world)).cards["placed"][0]
        assert (card.number, card.shopper, card.channel) == (order.number, "Kim Otieno", "web")
        assert (card.total_minor, card.currency) == (order.total_minor, "USD")
        assert card.locations == ["S0002"]

    async def test_shows_the_newest_cards_and_counts_all(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        orders = []
        for _ in range(3):
            orders.append(await world.order(ship()))
            world.later(seconds=1)
        found = await board(world, most=2)
        assert [card.id for card in found.cards["placed"]] == [orders[2].id, orders[1].id]
        assert found.counts["placed"] == 3

    async def test_leaves_out_what_ended_long_ago(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        world.later(days=-2)
        await world.cancel(await world.order(ship()))
        found = await board(world)
        assert found.counts["cancelled"] == 0
        assert list(found.cards["cancelled"]) == []
