"""What the shop shows unasked."""

from decimal import Decimal

import pytest

from atrium.contexts import catalog, pricing
from atrium.readmodels.shop_window import Department, draw_picks, list_departments, list_on_the_shelf
from tests.builders import NOW, a_category
from tests.story import ANA
from tests.world import World

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
async def shop(world: World) -> World:
    """Beside the world's lamps without a picture: three tools that have one."""
    async with world.database.transaction() as tx:
        await catalog.save_categories(tx, [a_category("tools", named="Tools", place=1), a_category("empty", place=2)])
        items = [catalog.NewItem(f"SAW-{n}", "Saw", "tools", style, illustration=SVG) for n, style in enumerate("aab")]
        await catalog.save_items(tx, items, now=NOW, actor=ANA)
        prices = [pricing.ListPrice("US", item.sku, "USD", Decimal(2)) for item in items]
        await pricing.save_list_prices(tx, prices, now=NOW, actor=ANA)
    return world


class TestListDepartments:
    async def test_shows_those_with_something_for_sale_in_their_order(self, shop: World) -> None:
        async with shop.database.reading() as tx:
            first, second = await list_departments(tx, market="US")
        assert first == Department("furniture", "Furniture", 3, None, None)
        assert (second.code, second.items, second.sku) == ("tools", 3, "SAW-1")
        assert second.picture is not None


class TestDrawPicks:
    async def test_draws_one_of_a_department_and_the_same_all_season(self, shop: World) -> None:
        async with shop.database.reading() as tx:
            drawn = {season: await draw_picks(tx, market="US", season=season) for season in map(str, range(20))}
            assert await draw_picks(tx, market="US", season="0") == drawn["0"]
        assert all([tile.category for tile in tiles] == ["tools"] for tiles in drawn.values())
        assert len({tile.sku for tiles in drawn.values() for tile in tiles}) > 1


class TestListOnTheShelf:
    async def test_shows_what_a_store_has_most_of_one_of_a_style(self, shop: World) -> None:
        await shop.stock(**{"SAW-0": {"S0001": 2}, "SAW-1": {"S0001": 5}, "SAW-2": {"S0001": 9, "S0002": 1}})
        async with shop.database.reading() as tx:
            tiles = await list_on_the_shelf(tx, "S0001", market="US")
            elsewhere = await list_on_the_shelf(tx, "S0002", market="US")
        assert [tile.sku for tile in tiles] == ["SAW-2", "SAW-1"]
        assert [tile.sku for tile in elsewhere] == ["SAW-2"]
