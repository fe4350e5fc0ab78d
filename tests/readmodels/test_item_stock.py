"""One item's stock everywhere, and items that moved."""

import pytest

from atrium.contexts import catalog
from atrium.kit.events import sequence
from atrium.readmodels.item_stock import StockTotals, load_item_stock
from atrium.readmodels.moving_items import ItemFace, list_moving_items
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.story import ship
from tests.world import World


class TestLoadItemStock:
    async def test_adds_up_levels_and_lists_the_newest_movements(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5, "S0002": 3})
        await world.ship_all(await world.order(ship(quantity=2)))
        await world.order(ship(), paid=False)
        async with world.database.snapshot() as tx:
            found = await load_item_stock(tx, "LAMP", visible_to=EVERYTHING, movements=2)
        assert found.item.name == "Desk lamp"
        assert found.totals == StockTotals(on_hand=6, held=1, reserved=0, safety=0, available=5, shortfall=0)
        assert (found.movements[0].kind, found.movements[0].quantity) == ("shipment", -2)
        assert len(found.movements) == 2

    async def test_shows_only_what_is_visible(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5, "S0002": 3})
        async with world.database.snapshot() as tx:
            found = await load_item_stock(tx, "LAMP", visible_to=Scope(locations=("S0002",)))
        assert [level.location for level in found.levels] == ["S0002"]
        assert found.totals.on_hand == 3

    async def test_refuses_an_unknown_item(self, world: World) -> None:
        async with world.database.snapshot() as tx:
            with pytest.raises(catalog.ItemNotFound):
                await load_item_stock(tx, "SOFA", visible_to=EVERYTHING)


class TestListMovingItems:
    async def test_names_each_item_once_the_last_one_first(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5}, VASE={"S0001": 5})
        await world.order(ship())
        async with world.database.transaction() as tx:
            await sequence(tx)
        async with world.database.reading() as tx:
            found = await list_moving_items(tx)
            one = await list_moving_items(tx, most=1)
        assert found == [ItemFace("LAMP", "Desk lamp", False), ItemFace("VASE", "Desk lamp", False)]
        assert one == found[:1]
