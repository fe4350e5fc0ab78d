"""An order with all that belongs to it."""

import pytest

from atrium.contexts import orders
from atrium.kit.ids import new_id
from atrium.readmodels.order_story import load_order_story
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.story import ship
from tests.world import World


class TestLoadOrderStory:
    async def test_joins_work_money_and_events(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        async with world.database.snapshot() as tx:
            story = await load_order_story(tx, order.id, visible_to=EVERYTHING)
        assert story.order == order
        assert [work.location for work in story.work] == ["S0001"]
        assert [payment.state for payment in story.payments] == ["captured"]
        assert [event.type for event in story.events] == await world.story(order.subject)

    async def test_refuses_an_order_that_is_not_there_or_not_visible(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        async with world.database.snapshot() as tx:
            for id_, scope in ((new_id(), EVERYTHING), (order.id, Scope(channel="till"))):
                with pytest.raises(orders.OrderNotFound):
                    await load_order_story(tx, id_, visible_to=scope)
