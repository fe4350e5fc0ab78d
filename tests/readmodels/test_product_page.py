"""One item as the shop shows it."""

from datetime import UTC, date, datetime

import pytest

from atrium.contexts import catalog
from atrium.readmodels.product_page import ProductPage, load_product_page, place_of, shelf_of
from tests.story import ANA, PRICES
from tests.world import World

NOON_IN_FARGO = datetime(2026, 11, 20, 18, tzinfo=UTC)


async def the_page(world: World, *, postal_code: str = "58103", store: str | None = None) -> ProductPage:
    near = place_of(world.source_map, country="US", postal_code=postal_code, store=store)
    async with world.database.reading() as tx:
        return await load_product_page(
            tx, "LAMP", market="US", near=near, source_map=world.source_map, now=NOON_IN_FARGO
        )


class TestLoadProductPage:
    async def test_tells_each_store_from_the_nearest_on_what_it_has_and_when(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2, "S0002": 0, "DC-RENO": 9})
        page = await the_page(world)
        assert (page.available, page.stocked_stores) == (11, 1)
        assert [(offer.store.place.id, offer.shelf, offer.available) for offer in page.stores] == [
            ("S0001", "few_left", 2),
            ("S0002", "not_here", 0),
        ]
        first, second = page.stores
        assert first.pickup is not None
        assert f"{first.pickup.ready_at:%H:%M %Z}" == "14:00 CST"
        assert second.pickup is None
        assert first.store.distance_km == 0
        assert page.shipping is not None
        assert (page.shipping.location, page.shipping.ships_on) == ("DC-RENO", date(2026, 11, 20))

    async def test_puts_the_chosen_store_before_nearer_ones(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2, "S0002": 5})
        page = await the_page(world, store="S0002")
        assert [offer.store.place.id for offer in page.stores] == ["S0002", "S0001"]
        assert page.shipping is not None
        assert page.shipping.location == "S0001"

    async def test_takes_the_chosen_store_for_the_place_where_none_is_told(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2, "S0002": 5})
        page = await the_page(world, postal_code="", store="S0002")
        assert page.shipping is not None
        assert page.stores[0].store.distance_km == 0

    async def test_promises_nothing_of_what_nobody_has(self, world: World) -> None:
        page = await the_page(world)
        assert (page.available, page.shipping) == (0, None)
        assert [offer.pickup for offer in page.stores] == [None, None]

    async def test_shows_its_price_and_others_of_its_style(self, world: World) -> None:
        page = await the_page(world)
        assert (page.item.unit_price, page.item.currency) == (PRICES["LAMP"], "USD")
        assert [item.sku for item in page.related] == ["VASE", "BOLT"]

    @pytest.mark.parametrize("sku", ["SAW", "lamp"])
    async def test_refuses_what_is_not_sold(self, world: World, sku: str) -> None:
        near = place_of(world.source_map, country="US")
        async with world.database.reading() as tx:
            with pytest.raises(catalog.ItemNotFound):
                await load_product_page(tx, sku, market="US", near=near, source_map=world.source_map, now=NOON_IN_FARGO)

    async def test_refuses_what_is_withdrawn_or_has_no_price_in_the_market(self, world: World) -> None:
        near = place_of(world.source_map, country="US")
        async with world.database.transaction() as tx:
            await catalog.withdraw_items(tx, ["LAMP"], now=world.now, actor=ANA)
        async with world.database.reading() as tx:
            for sku, market in (("LAMP", "US"), ("VASE", "CA")):
                with pytest.raises(catalog.ItemNotFound):
                    await load_product_page(
                        tx, sku, market=market, near=near, source_map=world.source_map, now=NOON_IN_FARGO
                    )

    async def test_sends_three_statements(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2, "S0002": 5})
        before = world.database.statements.sent
        await the_page(world)
        assert world.database.statements.sent - before == 3


class TestShelfOf:
    @pytest.mark.parametrize(
        ("units", "said"), [(-1, "not_here"), (0, "not_here"), (1, "few_left"), (3, "few_left"), (4, "on_the_shelf")]
    )
    def test_tells_the_number_only_of_few(self, units: int, said: str) -> None:
        assert shelf_of(units) == said
