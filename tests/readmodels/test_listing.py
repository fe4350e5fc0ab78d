"""Items as a shopper looks through them."""

from decimal import Decimal

import pytest

from atrium.contexts import catalog, inventory, pricing
from atrium.readmodels.listing import PAGE, Filters, Listing, list_category, search_items, suggest_items
from tests.builders import NOW, a_category
from tests.story import ANA
from tests.world import World

SOLD = {
    ("RUG-1", "Wool rug", "furniture", "rug", "red"): "80",
    ("RUG-2", "Blue rug", "furniture", "rug", "blue"): "60",
    ("SOFA-1", "Sofa in red", "furniture", "sofa", "red"): "900",
    ("SAW-1", "Red saw", "tools", "saw", "red"): "15",
}


@pytest.fixture
async def shop(world: World) -> World:
    """Three lamps of the world, and rugs, a sofa and a saw."""
    async with world.database.transaction() as tx:
        await catalog.save_categories(tx, [a_category("tools", named="Tools", place=1)])
        items = [
            catalog.NewItem(sku, name, category, style, colour=colour) for sku, name, category, style, colour in SOLD
        ]
        await catalog.save_items(tx, items, now=NOW, actor=ANA)
        prices = [pricing.ListPrice("US", words[0], "USD", Decimal(price)) for words, price in SOLD.items()]
        await pricing.save_list_prices(tx, prices, now=NOW, actor=ANA)
    return world


async def of_category(world: World, code: str = "furniture", *, store: str | None = None, **filters: object) -> Listing:
    async with world.database.reading() as tx:
        return await list_category(tx, code, Filters(**filters), market="US", store=store)  # pyright: ignore[reportArgumentType]


async def found(world: World, text: str, *, store: str | None = None, **filters: object) -> Listing:
    async with world.database.reading() as tx:
        return await search_items(tx, text, Filters(**filters), market="US", store=store)  # pyright: ignore[reportArgumentType]


def skus(listing: Listing) -> list[str]:
    return [tile.sku for tile in listing.tiles]


class TestListCategory:
    async def test_shows_one_of_each_style_before_a_second(self, shop: World) -> None:
        listing = await of_category(shop)
        assert {tile.style for tile in listing.tiles[:3]} == {"lamp", "rug", "sofa"}
        assert (listing.total, listing.pages) == (6, 1)

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [("price", "BOLT", "SOFA-1"), ("price_down", "SOFA-1", "BOLT"), ("name", "RUG-2", "RUG-1")],
    )
    async def test_sorts_as_it_is_told(self, shop: World, sort: str, first: str, last: str) -> None:
        shown = skus(await of_category(shop, sort=sort))
        assert (shown[0], shown[-1]) == (first, last)

    async def test_counts_what_each_narrowing_would_leave(self, shop: World) -> None:
        listing = await of_category(shop, style="rug")
        assert sorted(skus(listing)) == ["RUG-1", "RUG-2"]
        assert listing.total == 2
        assert [(facet.code, facet.items) for facet in listing.styles] == [("lamp", 3), ("rug", 2), ("sofa", 1)]

    async def test_keeps_to_a_span_of_prices(self, shop: World) -> None:
        listing = await of_category(shop, price_from=Decimal(60), price_below=Decimal(900))
        assert sorted(skus(listing)) == ["RUG-1", "RUG-2"]
        assert listing.total == 2

    async def test_tells_what_the_network_and_the_store_have(self, shop: World) -> None:
        await shop.stock(**{"RUG-1": {"S0001": 2, "S0002": 3}})
        listing = await of_category(shop, store="S0001")
        assert listing.available["RUG-1"] == inventory.Availability("RUG-1", network=5, here=2)
        assert listing.available["RUG-2"] == inventory.Availability("RUG-2", network=0, here=0)

    async def test_sends_three_statements_however_many_items_there_are(self, shop: World) -> None:
        before = shop.database.statements.sent
        await of_category(shop, store="S0001")
        assert shop.database.statements.sent - before == 3

    async def test_pages(self, shop: World) -> None:
        async with shop.database.transaction() as tx:
            many = [catalog.NewItem(f"CUP-{n:03}", "Cup", "tools", "cup") for n in range(PAGE + 4)]
            await catalog.save_items(tx, many, now=NOW, actor=ANA)
            prices = [pricing.ListPrice("US", cup.sku, "USD", Decimal(2)) for cup in many]
            await pricing.save_list_prices(tx, prices, now=NOW, actor=ANA)
        first, second = [await of_category(shop, "tools", page=page) for page in (1, 2)]
        assert (len(first.tiles), len(second.tiles), first.pages, first.total) == (PAGE, 5, 2, PAGE + 5)
        assert not set(skus(first)) & set(skus(second))


class TestSearchItems:
    async def test_puts_a_name_before_a_colour(self, shop: World) -> None:
        listing = await found(shop, "red")
        assert skus(listing) == ["SAW-1", "SOFA-1", "RUG-1"]
        assert [(facet.code, facet.name, facet.items) for facet in listing.categories] == [
            ("furniture", "Furniture", 2),
            ("tools", "Tools", 1),
        ]

    async def test_narrows_to_a_category(self, shop: World) -> None:
        listing = await found(shop, "red", category="tools")
        assert (skus(listing), listing.total) == (["SAW-1"], 1)
        assert len(listing.categories) == 2
        assert [facet.code for facet in listing.styles] == ["saw"]

    async def test_finds_a_sku_as_it_is_typed(self, shop: World) -> None:
        assert skus(await found(shop, "saw-1"))[0] == "SAW-1"

    @pytest.mark.parametrize("text", ["", " !", "the", "xylophone"])
    async def test_finds_nothing_for_what_is_nowhere(self, shop: World, text: str) -> None:
        listing = await found(shop, text)
        assert (skus(listing), listing.total, listing.pages) == ([], 0, 0)

    async def test_leaves_out_what_has_no_price(self, shop: World) -> None:
        async with shop.database.transaction() as tx:
            await catalog.save_items(tx, [catalog.NewItem("SAW-2", "Red saw", "tools", "saw")], now=NOW, actor=ANA)
        assert "SAW-2" not in skus(await found(shop, "saw"))


class TestSuggestItems:
    async def test_answers_what_is_being_typed_with_one_statement(self, shop: World) -> None:
        before = shop.database.statements.sent
        async with shop.database.reading() as tx:
            assert [tile.sku for tile in await suggest_items(tx, "red s", market="US")] == ["SAW-1", "SOFA-1"]
            assert [tile.sku for tile in await suggest_items(tx, "rug", market="US", most=1)] == ["RUG-1"]
            assert await suggest_items(tx, "  ", market="US") == ()
        assert shop.database.statements.sent - before == 2
