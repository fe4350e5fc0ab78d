"""Finding items by their stock."""

from typing import Any

import pytest

from atrium.contexts import inventory
from atrium.readmodels.stock_search import FoundItem, StockFilters, search_stock
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.story import ANA, ship
from tests.world import World


@pytest.fixture
async def shelves(world: World) -> World:
    await world.stock(LAMP={"S0001": 4, "DC-RENO": 20}, VASE={"S0002": 3})
    await world.order(ship("LAMP", 2))
    return world


async def found(world: World, *, sees: Scope = EVERYTHING, **filters: Any) -> list[str]:
    async with world.database.reading() as tx:
        page = await search_stock(tx, StockFilters(**filters), visible_to=sees)
    return [item.sku for item in page.items]


class TestSearchStock:
    async def test_sums_an_items_places(self, shelves: World) -> None:
        async with shelves.database.reading() as tx:
            page = await search_stock(tx, StockFilters(text="LAMP"), visible_to=EVERYTHING)
        assert page.items[1] == FoundItem("LAMP", "Desk lamp", 2, 24, 0, 2, 0, 22, 0)

    @pytest.mark.parametrize(
        ("filters", "skus"),
        [
            ({}, ["BOLT", "LAMP", "VASE"]),
            ({"text": "desk  LAMP"}, ["BOLT", "LAMP", "VASE"]),
            ({"text": "va"}, ["VASE"]),
            ({"text": "%"}, []),
            ({"text": "_"}, []),
            ({"location": "S0001"}, ["LAMP"]),
            ({"condition": "out"}, ["BOLT"]),
            ({"condition": "low"}, ["BOLT", "VASE"]),
            ({"condition": "low", "location": "S0001"}, ["LAMP"]),
            ({"condition": "short"}, []),
        ],
    )
    async def test_keeps_what_passes(self, shelves: World, filters: dict[str, Any], skus: list[str]) -> None:
        assert await found(shelves, **filters) == skus

    async def test_finds_what_is_promised_and_not_there(self, shelves: World) -> None:
        order = await shelves.order(ship("VASE"))
        (work,) = await shelves.work(order.id)
        async with shelves.database.transaction() as tx:
            await inventory.adjust(
                tx, [inventory.Adjustment("VASE", "S0002", -3, "stolen", kind="count")], now=shelves.now, actor=ANA
            )
        assert work.location == "S0002"
        assert await found(shelves, condition="short") == ["VASE"]

    async def test_counts_only_what_may_be_seen(self, shelves: World) -> None:
        async with shelves.database.reading() as tx:
            page = await search_stock(tx, StockFilters(text="LAMP"), visible_to=Scope(locations=("S0001",)))
        assert [(item.places, item.on_hand) for item in page.items] == [(0, 0), (1, 4), (0, 0)]

    async def test_goes_on_where_a_page_ended(self, shelves: World) -> None:
        async with shelves.database.reading() as tx:
            first = await search_stock(tx, StockFilters(), visible_to=EVERYTHING, limit=2)
            rest = await search_stock(tx, StockFilters(), visible_to=EVERYTHING, limit=2, cursor=first.next_cursor)
        assert [item.sku for item in (*first.items, *rest.items)] == ["BOLT", "LAMP", "VASE"]
        assert rest.next_cursor is None


class TestSearchLedger:
    @pytest.mark.parametrize(
        ("filters", "moved"),
        [
            ({}, [("LAMP", -2), ("VASE", 3), ("LAMP", 20), ("LAMP", 4)]),
            ({"location": "S0001"}, [("LAMP", 4)]),
            ({"sku": "VASE"}, [("VASE", 3)]),
            ({"kind": "shipment"}, [("LAMP", -2)]),
            ({"document": "nothing"}, []),
        ],
    )
    async def test_keeps_what_passes(self, shelves: World, filters: dict[str, Any], moved: list[Any]) -> None:
        async with shelves.database.reading() as tx:
            (number,) = await tx.values("SELECT id FROM orders.orders")
        await shelves.ship_all(await shelves.get(number))
        async with shelves.database.reading() as tx:
            page = await inventory.search_ledger(tx, inventory.LedgerFilters(**filters), visible_to=EVERYTHING)
            first = await inventory.search_ledger(
                tx, inventory.LedgerFilters(**filters), visible_to=EVERYTHING, limit=1
            )
        assert sorted((one.sku, one.quantity) for one in page.items) == sorted(moved)
        assert (first.next_cursor is not None) == (len(moved) > 1)

    async def test_shows_only_what_may_be_seen(self, shelves: World) -> None:
        async with shelves.database.reading() as tx:
            page = await inventory.search_ledger(tx, inventory.LedgerFilters(), visible_to=Scope(locations=("S0002",)))
        assert [one.sku for one in page.items] == ["VASE"]
