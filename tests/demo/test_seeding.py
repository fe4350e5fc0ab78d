"""An empty house is filled once, whatever breaks off and whoever else fills it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import partial

import pytest

from atrium.contexts import catalog, identity, inventory, locations, pricing
from atrium.demo import retailer, seeding
from atrium.demo.seeding import running
from atrium.demo.seeding.opening_stock import add_opening_stock
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import EVERYTHING, HOUSE, Scope
from atrium.vocabulary.location_id import LocationId

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SMALL = seeding.Slice(products=40, stores=5, centres=1)
ROWS = """
    SELECT (SELECT count(*) FROM catalog.categories), (SELECT count(*) FROM catalog.items),
           (SELECT count(*) FROM locations.locations), (SELECT count(*) FROM locations.postal_areas),
           (SELECT count(*) FROM pricing.list_prices), (SELECT count(*) FROM inventory.stock),
           (SELECT sum(on_hand)::integer FROM inventory.stock), (SELECT count(*) FROM identity.actors),
           (SELECT count(*) FROM identity.api_keys), (SELECT count(*) FROM inventory.movements),
           (SELECT count(*) FROM kit.event_inbox)
"""
UNLIKE_THE_LEDGER = """
    SELECT count(*)
      FROM inventory.stock
      FULL JOIN (SELECT sku, location, sum(quantity) AS moved, count(*) AS times
                   FROM inventory.movements WHERE kind = 'opening' AND reason = 'opening stock'
                  GROUP BY sku, location) AS ledger USING (sku, location)
     WHERE on_hand IS DISTINCT FROM moved OR times <> 1
"""

WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
STOCK = [retailer.StockRow(sku, "S0001", 5, 1, Decimal("2.50")) for sku in ("CHAIR", "LAMP")]


class Broken(Exception):
    """The run was broken off on purpose."""


@dataclass(slots=True)
class BreaksOff:
    """Listens to progress, and raises once so many rows of a step are done."""

    step: str
    done: int

    def __call__(self, step: str, done: int, total: int) -> None:
        if step == self.step and done >= min(self.done, total):
            raise Broken


async def seed(
    database: Database, *, part: seeding.Slice = SMALL, progress: Callable[[str, int, int], None] | None = None
) -> seeding.Seeded:
    return await seeding.seed(database, now=NOW, part=part, progress=progress)


async def rows(database: Database) -> tuple[int, ...]:
    async with database.readers.connection() as connection:
        found = await (await connection.execute(ROWS)).fetchone()
    assert found is not None
    return found


async def unlike_the_ledger(database: Database) -> int:
    async with database.reading() as tx:
        return await tx.value(UNLIKE_THE_LEDGER)


async def open_stock_at_once(database: Database) -> None:
    """Opens the same stock in two transactions, the second of which starts before the first commits."""
    opened = asyncio.Event()

    async def first(tx: Tx) -> None:
        await add_opening_stock(tx, STOCK, now=NOW)
        opened.set()
        async with asyncio.timeout(3), database.reading() as reader:
            while not await reader.value(WAITING):  # noqa: ASYNC110 - only the database knows who waits
                await asyncio.sleep(0.01)

    async def second() -> None:
        await opened.wait()
        await running.alone(database, partial(add_opening_stock, rows=STOCK, now=NOW))

    await asyncio.gather(running.alone(database, first), second())


class TestSeed:
    async def test_fills_an_empty_house_with_exactly_the_slice(self, database: Database) -> None:
        seeded = await seed(database)
        assert (seeded.categories, seeded.items, seeded.prices) == (20, 40, 40)
        assert (seeded.locations, seeded.postal_areas, seeded.actors) == (6, 583, 11)
        counts = await rows(database)
        assert counts[:8] == (20, 40, 6, 583, 40, seeded.stock_rows, seeded.units, 11)
        assert counts[8:10] == (11, seeded.stock_rows)
        assert seeded.stock_rows > 100

    async def test_opens_stock_that_equals_its_ledger(self, database: Database) -> None:
        await seed(database)
        assert await unlike_the_ledger(database) == 0

    async def test_opens_stock_with_its_safety_and_cost(self, database: Database) -> None:
        await seed(database)
        products = {product.sku: product for product in retailer.load_products()}
        async with database.reading() as tx:
            sku = (await catalog.list_items(tx, limit=1)).items[0].sku
            level, *others = await inventory.list_levels(tx, sku, visible_to=EVERYTHING)
            movement = (await inventory.list_movements(tx, sku, visible_to=EVERYTHING, location=level.location)).items[
                0
            ]
        stock = retailer.plausible_stock(
            products=[products[sku]], stores=retailer.load_stores(), centres=retailer.load_centres()
        )
        row = next(row for row in stock if row.location_id == level.location)
        assert (level.on_hand, level.safety) == (row.on_hand, row.safety)
        assert (movement.kind, movement.quantity, movement.unit_cost) == ("opening", row.on_hand, row.unit_cost)
        assert {other.location for other in others} <= {store.id for store in retailer.load_stores()}

    async def test_a_second_run_is_refused_and_changes_nothing(self, database: Database) -> None:
        await seed(database)
        before = await rows(database)
        with pytest.raises(seeding.AlreadySeeded):
            await seed(database)
        with pytest.raises(seeding.AlreadySeeded):
            await seed(database, part=seeding.Slice(products=60, stores=6))
        assert await rows(database) == before

    @pytest.mark.parametrize(
        "step",
        ["categories", "items", "barcodes", "locations", "postal areas", "tax rates", "list prices", "opening stock"],
    )
    @pytest.mark.parametrize("done", [0, 1])
    async def test_completes_a_run_that_was_broken_off(self, database: Database, step: str, done: int) -> None:
        with pytest.raises(Broken):
            await seed(database, progress=BreaksOff(step, done))
        seeded = await seed(database)
        counts = await rows(database)
        assert counts[:8] == (20, 40, 6, 583, 40, seeded.stock_rows, seeded.units, 11)
        assert await unlike_the_ledger(database) == 0

    async def test_opens_only_the_stock_that_is_missing(self, database: Database) -> None:
        with pytest.raises(Broken):
            await seed(database, part=seeding.Slice(products=40, stores=0, centres=1), progress=BreaksOff("people", 0))
        opened = (await rows(database))[5]
        assert opened > 0
        seeded = await seed(database)
        assert (await rows(database))[5] == seeded.stock_rows > opened
        assert await unlike_the_ledger(database) == 0

    async def test_leaves_what_was_changed_since_a_run_was_broken_off(self, database: Database) -> None:
        with pytest.raises(Broken):
            await seed(database, progress=BreaksOff("people", 0))
        async with database.transaction() as tx:
            sku = (await catalog.list_items(tx, limit=1)).items[0].sku
            price = pricing.ListPrice("US", sku, "USD", Decimal("1.23"))
            await pricing.save_list_prices(tx, [price], now=NOW, actor=HOUSE)
            await locations.close_location(tx, location="DC-RENO", reason="flood", now=NOW, actor=HOUSE)
            taken = inventory.Adjustment(sku, "DC-RENO", -1, "broken")
            [level] = await inventory.adjust(tx, [taken], now=NOW, actor=HOUSE)
        await seed(database)
        async with database.reading() as tx:
            cards = await pricing.price_cards(tx, [sku], market="US")
            place = await locations.get_location(tx, "DC-RENO", visible_to=EVERYTHING)
            levels = await inventory.list_levels(tx, sku, visible_to=Scope(("DC-RENO",)))
        assert cards[sku].unit_price == Decimal("1.23")
        assert place.closed_reason == "flood"
        assert levels == [level]

    async def test_refuses_a_house_with_items_of_somebody_else(self, database: Database) -> None:
        async with database.transaction() as tx:
            await catalog.save_categories(tx, [catalog.Category("furniture", "Furniture")])
            item = catalog.NewItem("LAMP", "Desk lamp", "furniture", "lamp")
            await catalog.save_items(tx, [item], now=NOW, actor=HOUSE)
            await catalog.withdraw_items(tx, ["LAMP"], now=NOW, actor=HOUSE)
        before = await rows(database)
        with pytest.raises(seeding.HouseInUse) as refused:
            await seed(database)
        assert refused.value.sku == "LAMP"
        assert await rows(database) == before

    async def test_tells_of_each_step_from_nothing_to_all(self, database: Database) -> None:
        told: list[tuple[str, int, int]] = []
        await seed(database, progress=lambda step, done, total: told.append((step, done, total)))
        assert told[:4] == [("categories", 0, 20), ("categories", 20, 20), ("items", 0, 40), ("items", 40, 40)]
        assert told[-2:] == [("people", 0, 11), ("people", 11, 11)]

    async def test_taxes_everything_but_food(self, database: Database) -> None:
        await seed(database, part=seeding.Slice(products=80, stores=1, centres=0))
        async with database.reading() as tx:
            items = (await catalog.list_items(tx, limit=200)).items
            cards = await pricing.price_cards(tx, [item.sku for item in items], market="US")
        taxed = {(item.category, item.tax_class, cards[item.sku].rate) for item in items}
        assert {row for row in taxed if row[1] != "standard"} == {
            ("groceries", "food", Decimal(0)),
            ("food service", "food", Decimal(0)),
        }
        assert {rate for _, tax_class, rate in taxed if tax_class == "standard"} == {Decimal("0.0725")}
        assert {card.currency for card in cards.values()} == {"USD"}

    async def test_gives_every_item_an_illustration(self, database: Database) -> None:
        await seed(database)
        async with database.reading() as tx:
            items = (await catalog.list_items(tx, limit=200)).items
        assert len(items) == 40
        assert all(item.has_illustration for item in items)

    async def test_reads_the_opening_hours_of_every_place(self, database: Database) -> None:
        await seed(database, part=seeding.Slice(products=1))
        async with database.reading() as tx:
            network = await locations.load_network(tx)
        assert len(network.locations) == 67
        centres = [place for place in network.locations.values() if place.kind == "distribution_centre"]
        fargo = network.locations[LocationId("S0013")]
        at_night = datetime.combine(NOW, time(3))
        assert [(place.id, place.is_open(at_night)) for place in sorted(centres, key=lambda place: place.id)] == [
            ("DC-CMH", True),
            ("DC-DAL", True),
            ("DC-RENO", True),
        ]
        assert fargo.hours.days[0] == ((time(10), time(21)),)

    async def test_knows_where_postal_codes_are(self, database: Database) -> None:
        await seed(database, part=seeding.Slice(products=1, stores=1, centres=0))
        async with database.reading() as tx:
            network = await locations.load_network(tx)
        by_code = network.locate(country="US", postal_code="10003")
        by_state = network.locate(country="US", postal_code="00000", region="MT")
        assert by_code is not None
        assert by_state is not None
        assert (round(by_code.latitude), round(by_code.longitude)) == (41, -74)
        assert by_state.latitude == retailer.load_postal_areas().by_state["MT"].latitude


class TestTwoRunsAtOnce:
    async def test_one_completes_and_the_other_is_refused(self, database: Database) -> None:
        first, second = await asyncio.gather(seed(database), seed(database), return_exceptions=True)
        assert {type(first), type(second)} == {seeding.Seeded, seeding.AlreadySeeded}
        assert (await rows(database))[9] == (await rows(database))[5]
        assert await unlike_the_ledger(database) == 0

    async def test_open_stock_once(self, database: Database) -> None:
        await open_stock_at_once(database)
        assert await unlike_the_ledger(database) == 0

    async def test_open_stock_twice_when_nothing_holds_them_apart(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "ONE_AT_A_TIME", "SELECT 1")
        await open_stock_at_once(database)
        assert await unlike_the_ledger(database) == len(STOCK)


class TestKeys:
    async def test_open_the_house_to_their_actors_alone(self, database: Database) -> None:
        keys = (await seed(database)).keys
        async with database.reading() as tx:
            owner = await identity.find_actor_by_secret(tx, keys.owner)
            operator = await identity.find_actor_by_secret(tx, keys.operator)
            till = await identity.find_actor_by_secret(tx, keys.doors["till"])
            web = await identity.find_actor_by_secret(tx, keys.doors["web"])
            associate = await identity.find_actor_by_secret(tx, keys.associates["DC-RENO"])
        assert owner is not None
        assert owner.scopes == {"*"}
        assert operator is not None
        assert operator.scopes == identity.ROLES["operator"]
        assert till is not None
        assert (till.kind, till.sees, till.may("orders:capture")) == ("system", Scope(channel="till"), True)
        assert web is not None
        assert (web.kind, web.sees, web.may("orders:capture")) == ("system", Scope(channel="web"), False)
        assert associate is not None
        assert (associate.kind, associate.sees) == ("staff", Scope(("DC-RENO",)))
        assert associate.scopes == identity.ROLES["associate"]

    async def test_are_one_for_each_channel_and_place_and_never_the_same(self, database: Database) -> None:
        keys = (await seed(database)).keys
        assert set(keys.doors) == {"web", "till", "marketplace"}
        async with database.reading() as tx:
            assert set(keys.associates) == set((await locations.load_network(tx)).locations)
        secrets = [keys.owner, keys.operator, *keys.doors.values(), *keys.associates.values()]
        assert len(set(secrets)) == 11

    async def test_are_not_told_by_accident(self, database: Database) -> None:
        seeded = await seed(database)
        assert seeded.keys.owner not in repr(seeded)
        assert seeded.keys.doors["web"] not in repr(seeded)


class TestRenewKeys:
    async def test_replaces_lost_keys_and_no_others(self, database: Database) -> None:
        lost = (await seed(database)).keys
        async with database.transaction() as tx:
            owner = await identity.find_actor_by_secret(tx, lost.owner)
            assert owner is not None
            await identity.issue_key(tx, actor_id=owner.id, label="laptop", secret="kept", now=NOW)
        renewed = await seeding.renew_keys(database, now=NOW)
        async with database.reading() as tx:
            found = [
                await identity.find_actor_by_secret(tx, secret)
                for secret in (lost.owner, renewed.owner, "kept", lost.doors["web"])
            ]
        assert found == [None, owner, owner, None]
        assert renewed.associates.keys() == lost.associates.keys()

    async def test_refuses_when_the_demo_is_not_complete(self, database: Database) -> None:
        with pytest.raises(Broken):
            await seed(database, progress=BreaksOff("people", 0))
        with pytest.raises(seeding.NotSeeded):
            await seeding.renew_keys(database, now=NOW)
