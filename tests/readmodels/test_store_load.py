"""Open work and shelves, location by location."""

from atrium.readmodels.store_load import OpenWork, ShelfTotals, load_open_work, load_shelf_totals
from tests.builders import NOW
from tests.story import collect, ship
from tests.world import World


class TestLoadOpenWork:
    async def test_counts_what_has_not_left(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9}, VASE={"S0001": 9})
        await world.order(collect(quantity=3))
        picked = await world.order(collect("VASE", 2))
        await world.pick((await world.work(picked.id))[0])
        await world.hand_over_all(await world.order(collect()))
        await world.order(collect(), paid=False)
        async with world.database.reading() as tx:
            found = await load_open_work(tx)
        assert found == {"S0001": OpenWork("S0001", queued=1, picked=1, ready=0, units=5, oldest_queued_at=NOW)}
        assert found["S0001"].open == 2

    async def test_does_not_count_units_that_were_short(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        order = await world.order(collect(quantity=3))
        await world.pick((await world.work(order.id))[0], 1)
        async with world.database.reading() as tx:
            found = await load_open_work(tx)
        assert (found["S0001"].picked, found["S0001"].units) == (1, 1)


class TestLoadShelfTotals:
    async def test_adds_up_every_item_of_a_location(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5, "S0002": 1}, VASE={"S0001": 2})
        await world.order(collect(quantity=1, at="S0002"))
        await world.order(ship("VASE", 2))
        async with world.database.reading() as tx:
            found = await load_shelf_totals(tx)
        assert found["S0001"] == ShelfTotals("S0001", on_hand=7, available=5, shortfall=0, items_out=1)
        assert found["S0002"] == ShelfTotals("S0002", on_hand=1, available=0, shortfall=0, items_out=1)
