"""A small retailer to tell stories in: two stores, a centre, three items, a card gateway and a clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts import carts, catalog, fulfilment, inventory, locations, orders, payments, pricing
from atrium.flows.answer_shortage import Wish, answer_shortage
from atrium.flows.cancel_order import cancel_order
from atrium.flows.check_out import Counter, Purchase, check_out
from atrium.flows.confirm_payments import Heard, confirm_payments
from atrium.flows.hand_over import hand_over
from atrium.flows.pay_order import CardDesk, pay_order
from atrium.flows.pick_goods import pick_goods
from atrium.flows.place_orders import AskedLine, Placed, PlaceOrder, place_orders
from atrium.flows.settle_payments import settle_payments
from atrium.flows.ship_goods import ship_goods
from atrium.kit import events
from atrium.kit.batch import Batcher
from atrium.kit.db import Database
from atrium.kit.ids import new_id
from atrium.kit.refusals import Refusal
from atrium.kit.rows import as_document
from atrium.readmodels.source_map import SourceMap, SourceMaps
from atrium.vocabulary.actor import EVERYTHING
from tests.adapters.fake_gateway import FakeGateway
from tests.builders import FARGO, NOW, a_category, a_centre, a_store, an_item
from tests.story import ANA, CARD, CODE, GUEST, HOLD, MINNEAPOLIS, PRICES, RATE, RENO, US, a_request, worth


def present(order: orders.Order, work: Sequence[fulfilment.Fulfilment], held_until: datetime | None) -> str:
    """What the door is told."""
    return as_document({"id": order.id, "state": order.state, "work": len(work), "held_until": held_until})


def id_of(answer: Placed | Refusal) -> UUID:
    """Whose order an answer tells of."""
    assert isinstance(answer, Placed), answer
    return UUID(msgspec.json.decode(answer.answer)["id"])


@dataclass(slots=True)
class World:
    """The retailer on a database of the test's own. Time stands still until it is moved."""

    database: Database
    source_map: SourceMap
    gateway: FakeGateway = field(default_factory=FakeGateway)
    now: datetime = NOW

    def clock(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        """Moves the clock on."""
        self.now += timedelta(**span)

    async def stock(self, **units: Mapping[str, int]) -> None:
        """Puts units of items on shelves: `LAMP={"S0001": 3}`."""
        wanted = [
            inventory.Adjustment(sku, place, count, "opening", kind="opening")
            for sku, places in units.items()
            for place, count in places.items()
        ]
        await self.adjust(*wanted)

    async def adjust(self, *wanted: inventory.Adjustment) -> list[inventory.Level | inventory.NotEnoughOnHand]:
        async with self.database.transaction() as tx:
            return await inventory.adjust(tx, wanted, now=self.now, actor=ANA)

    async def place(self, *requests: PlaceOrder) -> list[Placed | Refusal]:
        return await place_orders(
            self.database, requests, source_map=self.source_map, markets={"US": US}, present=present, now=self.now
        )

    async def order(self, *lines: AskedLine, paid: bool = True, **changes: Any) -> orders.Order:
        """Places an order that must succeed."""
        answers = await self.place(a_request(*lines, paid=paid, **changes))
        return await self.get(id_of(answers[0]))

    async def get(self, order_id: UUID) -> orders.Order:
        async with self.database.reading() as tx:
            return await orders.get_order(tx, order_id, visible_to=EVERYTHING)

    async def work(self, order_id: UUID) -> list[fulfilment.Fulfilment]:
        """An order's fulfilments, oldest first."""
        async with self.database.reading() as tx:
            return await fulfilment.list_of_order(tx, order_id, visible_to=EVERYTHING)

    async def level(self, sku: str = "LAMP", at: str = "S0001") -> inventory.Level:
        async with self.database.reading() as tx:
            levels = await inventory.list_levels(tx, sku, visible_to=EVERYTHING)
        return next(level for level in levels if level.location == at)

    async def shelf(self, sku: str = "LAMP", at: str = "S0001") -> tuple[int, int, int]:
        """On hand, held and reserved."""
        level = await self.level(sku, at)
        return level.on_hand, level.held, level.reserved

    async def payments(self, order_id: UUID) -> list[payments.Payment]:
        async with self.database.reading() as tx:
            return await payments.list_of_order(tx, [order_id])

    async def story(self, subject: str) -> list[str]:
        """The types of a subject's events, in order."""
        async with self.database.reading() as tx:
            return [event.type for event in await events.read_subject(tx, subject)]

    @property
    def desk(self) -> CardDesk:
        """A desk of its own for each who asks, as if in a process of their own."""
        confirming = Batcher[Heard, None](lambda heard: confirm_payments(self.database, heard, now=self.now))
        return CardDesk(self.gateway, confirming.submit)

    async def events(self, subject: str) -> list[events.Recorded]:
        """A subject's events, in order."""
        async with self.database.reading() as tx:
            return await events.read_subject(tx, subject)

    async def pay(self, order: orders.Order, token: str = CARD, *, payment_id: UUID | None = None) -> None:
        await pay_order(
            self.database,
            self.desk,
            order_id=order.id,
            payment_id=payment_id or new_id(),
            token=token,
            actor=ANA,
            clock=self.clock,
        )

    @property
    def counter(self) -> Counter:
        """Where carts are ordered, as if in a process of its own."""

        async def place(asked: Sequence[PlaceOrder]) -> Sequence[Placed | Refusal]:
            return await self.place(*asked)

        return Counter(self.database, Batcher(place).submit, self.desk, lambda market: {"US": "USD"}[market])

    async def fill(self, holder: carts.Holder, *changes: carts.Change) -> carts.Cart:
        """Makes changes to somebody's cart that must succeed."""
        asked = [carts.Asked(holder, change, carts.NewCart(new_id(), new_id(), "US")) for change in changes]
        answers = await self.database.commit(lambda tx: carts.change(tx, asked, now=self.now))
        last = answers[-1]
        assert isinstance(last, carts.Cart), last
        return last

    async def buy(self, holder: carts.Holder, cart: carts.Cart, token: str = CARD, **changes: Any) -> UUID:
        """Checks a cart out as it was seen, at what it comes to."""
        total = worth(*(AskedLine(line.sku, line.quantity, line.mode, line.pickup_location) for line in cart.lines))
        purchase = Purchase(holder, cart.order_id, cart.version, total, token, self.now + HOLD)
        return await check_out(self.counter, replace(purchase, **changes), actor=GUEST, clock=self.clock)

    async def settle(self) -> int:
        return await settle_payments(self.database, self.desk, clock=self.clock)

    async def pick(self, work: fulfilment.Fulfilment, *found: int) -> fulfilment.Fulfilment:
        """Picks so many of each line, else everything."""
        units = found or tuple(line.quantity - line.short for line in work.lines)
        picks = [
            fulfilment.Pick(
                line.line_number, count, None if count == line.quantity - line.short else "not on the shelf"
            )
            for line, count in zip(work.lines, units, strict=True)
        ]
        return await self.database.commit(
            lambda tx: pick_goods(
                tx, fulfilment_id=work.id, picks=picks, source_map=self.source_map, actor=ANA, now=self.now
            )
        )

    async def cancel(self, order: orders.Order, *, reason: str = "changed my mind") -> orders.Order:
        return await self.database.commit(
            lambda tx: cancel_order(tx, order_id=order.id, reason=reason, actor=ANA, now=self.now)
        )

    async def pack(self, work: fulfilment.Fulfilment) -> None:
        async with self.database.transaction() as tx:
            locked = await fulfilment.lock_fulfilment(tx, work.id)
            await fulfilment.pack(tx, locked, now=self.now, actor=ANA)

    async def make_ready(self, work: fulfilment.Fulfilment, code: str = CODE) -> None:
        async with self.database.transaction() as tx:
            locked = await fulfilment.lock_fulfilment(tx, work.id)
            await fulfilment.make_ready(tx, locked, code=code, now=self.now, actor=ANA)

    async def ship(self, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        return await self.database.commit(
            lambda tx: ship_goods(tx, fulfilment_id=work.id, tracking="1Z999", actor=ANA, now=self.now)
        )

    async def hand_over(
        self, work: fulfilment.Fulfilment, code: str = CODE
    ) -> fulfilment.Fulfilment | fulfilment.WrongCode:
        return await self.database.commit(
            lambda tx: hand_over(tx, fulfilment_id=work.id, code=code, actor=ANA, now=self.now)
        )

    async def ship_all(self, order: orders.Order) -> None:
        """Picks, packs and ships everything in the queues."""
        for work in await self.work(order.id):
            if work.state == "queued" and work.mode == "ship":
                await self.pick(work)
                await self.pack(work)
                await self.ship(work)

    async def hand_over_all(self, order: orders.Order) -> None:
        """Picks, lays out and hands over everything in the queues."""
        for work in await self.work(order.id):
            if work.state == "queued" and work.mode == "pickup":
                await self.pick(work)
                await self.make_ready(work)
                await self.hand_over(work)

    async def drain(self, order: orders.Order) -> None:
        """Brings an order to its end, and takes what is left of its items off every shelf."""
        if (await self.get(order.id)).state in ("placed", "awaiting_payment"):
            await self.cancel(order)
        for work in await self.work(order.id):
            if work.state == "picked" and work.mode == "ship":
                await self.pack(work)
                await self.ship(work)
        async with self.database.reading() as tx:
            levels = await inventory.list_levels(tx, order.lines[0].sku, visible_to=EVERYTHING)
        await self.adjust(*(inventory.Adjustment(one.sku, one.location, -one.on_hand, "drained") for one in levels))

    async def answer(self, order: orders.Order, choice: Any, location: str | None = None) -> orders.Order:
        """The shopper's answer to a shortage."""
        return await self.database.commit(
            lambda tx: answer_shortage(
                tx,
                order_id=order.id,
                wish=Wish(choice, location),
                source_map=self.source_map,
                actor=ANA,
                now=self.now,
            )
        )

    async def contents(self) -> list[Any]:
        """All that is in the house, to see that a refusal changed nothing."""
        async with self.database.snapshot() as tx:
            return [await tx.values(table) for table in EVERYTHING_KEPT]


EVERYTHING_KEPT = (
    "SELECT to_jsonb(t)::text FROM inventory.stock t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM inventory.holds t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM inventory.reservations t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM inventory.movements t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM orders.orders t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM orders.lines t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM fulfilment.fulfilments t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM fulfilment.lines t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM payments.payments t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM payments.operations t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM carts.carts t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM kit.idempotency_keys t ORDER BY 1",
    "SELECT to_jsonb(t)::text FROM kit.event_inbox t ORDER BY 1",
)


async def a_world(database: Database) -> World:
    """Furnishes a fresh database: items with prices, a centre in Reno, stores in Fargo and Minneapolis, no stock."""
    async with database.transaction() as tx:
        await catalog.save_categories(tx, [a_category()])
        await catalog.save_items(tx, [an_item(sku) for sku in PRICES], now=NOW, actor=ANA)
        listed = [pricing.ListPrice("US", sku, "USD", price) for sku, price in PRICES.items()]
        await pricing.save_list_prices(tx, listed, now=NOW, actor=ANA)
        await pricing.save_tax_rates(tx, [pricing.TaxRate("US", "standard", RATE)])
        places = [
            a_centre(near=RENO),
            a_store("S0001"),
            a_store("S0002", named="Minneapolis store", near=MINNEAPOLIS),
        ]
        await locations.save_locations(tx, places, now=NOW, actor=ANA)
        await locations.save_postal_areas(tx, [locations.PostalArea("US", "581", FARGO)])
    return World(database, await SourceMaps(database, lambda: NOW).current())
