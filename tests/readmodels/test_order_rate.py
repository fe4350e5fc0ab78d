"""Orders by minute."""

from datetime import timedelta

from atrium.readmodels.order_rate import Minute, count_by_minute, count_since
from tests.builders import NOW
from tests.story import ship
from tests.world import World


class TestCountByMinute:
    async def test_counts_orders_in_the_minute_of_their_capture(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        await world.order(ship())
        await world.order(ship(), paid=False)
        world.later(minutes=2, seconds=59)
        await world.order(ship())
        async with world.database.reading() as tx:
            found = await count_by_minute(tx, since=NOW)
            last = await count_since(tx, since=NOW)
        assert found == [Minute(NOW, 2), Minute(NOW + timedelta(minutes=2), 1)]
        assert last == 1
