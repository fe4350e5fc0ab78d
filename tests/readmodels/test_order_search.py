"""Finding orders by text, filters and troubles."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from atrium.contexts import locations, orders, payments
from atrium.readmodels.order_search import Filters, Text, list_troubles, read_text, search_orders
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.contact import Contact
from tests.story import ANA, collect, ship
from tests.world import World


@dataclass(frozen=True, slots=True)
class Book:
    """A few orders, by what is special about them."""

    shipped: orders.Order
    collected: orders.Order
    unpaid: orders.Order
    till: orders.Order


@pytest.fixture
async def book(world: World) -> Book:
    await world.stock(LAMP={"S0001": 20, "DC-RENO": 20}, VASE={"S0002": 5})
    shipped = await world.order(ship("LAMP", 2))
    collected = await world.order(collect("VASE", at="S0002"), contact=Contact("Zoë Álvarez", "Zoe@Example.org"))
    unpaid = await world.order(ship("LAMP"), paid=False)
    till = await world.order(collect("LAMP"), channel="till")
    return Book(shipped, collected, unpaid, till)


async def found(world: World, *, sees: Scope = EVERYTHING, **filters: Any) -> list[str]:
    """The numbers of the orders that pass, newest first."""
    async with world.database.reading() as tx:
        page = await search_orders(tx, Filters(**filters), visible_to=sees, now=world.now)
    return [order.number for order in page.items]


class TestReadText:
    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("7k2qf-93qxm", "number", "7K2QF-93QXM"),
            ("7K2QF 93QXM", "number", "7K2QF-93QXM"),
            ("7K2QF93QXM", "number", "7K2QF-93QXM"),
            ("Kim@Example.com", "email", "kim@example.com"),
            ("kim@", "email", "kim@"),
            ("ARR-0001", "item", "ARR-0001"),
            ("LAMP", "item", "LAMP"),
            ("  kim   OTIENO ", "name", "kim otieno"),
            ("lamp", "name", "lamp"),
            ("K", "name", "k"),
        ],
    )
    def test_takes_it_for_what_it_looks_like(self, text: str, kind: Any, value: str) -> None:
        assert read_text(text) == Text(kind, value)


class TestSearchOrders:
    async def test_shows_the_newest_first(self, world: World, book: Book) -> None:
        assert await found(world) == [
            one.number for one in sorted((book.shipped, book.collected, book.unpaid, book.till), key=_age)
        ]

    @pytest.mark.parametrize(
        ("filters", "names"),
        [
            ({"state": "awaiting_payment"}, ["unpaid"]),
            ({"channel": "till"}, ["till"]),
            ({"location": "S0002"}, ["collected"]),
            ({"mode": "pickup"}, ["collected", "till"]),
            ({"text": "zoe@ex"}, ["collected"]),
            ({"text": "álvarez"}, ["collected"]),
            ({"text": "VASE"}, ["collected"]),
            ({"text": "LAMP", "mode": "ship"}, ["shipped", "unpaid"]),
            ({"text": "nobody"}, []),
            ({"text": "%"}, []),
            ({"text": "100%_"}, []),
        ],
    )
    async def test_keeps_what_passes(self, world: World, book: Book, filters: dict[str, Any], names: list[str]) -> None:
        assert sorted(await found(world, **filters)) == sorted(getattr(book, name).number for name in names)

    async def test_finds_one_by_its_number(self, world: World, book: Book) -> None:
        assert await found(world, text=book.till.number.replace("-", "").lower()) == [book.till.number]

    async def test_shows_only_what_may_be_seen(self, world: World, book: Book) -> None:
        assert await found(world, sees=Scope(locations=("S0002",))) == [book.collected.number]
        assert await found(world, sees=Scope(channel="till")) == [book.till.number]
        assert await found(world, sees=Scope(locations=())) == []

    async def test_leaves_out_what_is_older(self, world: World, book: Book) -> None:
        assert len(await found(world, since=book.shipped.placed_at)) == 4
        assert await found(world, since=book.shipped.placed_at + timedelta(seconds=1)) == []

    async def test_goes_on_where_a_page_ended(self, world: World, book: Book) -> None:
        seen: list[str] = []
        cursor = None
        async with world.database.reading() as tx:
            for _ in range(4):
                page = await search_orders(tx, Filters(), visible_to=EVERYTHING, now=world.now, cursor=cursor, limit=1)
                seen += [order.number for order in page.items]
                cursor = page.next_cursor
        assert cursor is None
        assert seen == await found(world)
        assert set(seen) == {one.number for one in (book.shipped, book.collected, book.unpaid, book.till)}

    async def test_says_what_each_line_of_the_board_shows(self, world: World, book: Book) -> None:
        async with world.database.reading() as tx:
            page = await search_orders(tx, Filters(text=book.shipped.number), visible_to=EVERYTHING, now=world.now)
        (order,) = page.items
        assert (order.units, order.modes, order.locations) == (2, ["ship"], ["DC-RENO"])
        assert (order.shopper, order.email, order.total_minor) == ("Kim Otieno", "kim@example.com", 5535)
        assert order.troubles == ()


class TestTroubles:
    async def test_work_is_late_after_two_hours_at_the_counter_and_a_day_in_the_post(
        self, world: World, book: Book
    ) -> None:
        world.later(hours=1, minutes=59)
        assert await found(world, trouble="late") == []
        world.later(minutes=2)
        assert sorted(await found(world, trouble="late")) == sorted([book.collected.number, book.till.number])
        world.later(hours=22)
        assert book.shipped.number in await found(world, trouble="late")

    async def test_units_wait(self, world: World, book: Book) -> None:
        (work,) = await world.work(book.collected.id)
        await world.pick(work, 0)
        assert await found(world, trouble="waits_for_consent") == [book.collected.number]
        assert await found(world, trouble="waits_for_stock") == []
        assert await found(world, trouble="any") == [book.collected.number]

    async def test_a_code_is_locked(self, world: World, book: Book) -> None:
        (work,) = await world.work(book.till.id)
        await world.pick(work)
        await world.make_ready(work)
        for _ in range(5):
            await world.hand_over(work, "000000")
        assert await found(world, trouble="code_locked") == [book.till.number]

    async def test_a_location_is_closed(self, world: World, book: Book) -> None:
        async with world.database.transaction() as tx:
            await locations.close_location(tx, location="S0002", reason="flood", now=world.now, actor=ANA)
        assert await found(world, trouble="location_closed") == [book.collected.number]

    async def test_a_payment_is_not_answered(self, world: World, book: Book) -> None:
        with pytest.raises(Exception, match="gateway"):
            await world.pay(book.unpaid, "tok_timeout")
        assert await found(world, trouble="payment_unanswered") == []
        world.later(minutes=3)
        assert await found(world, trouble="payment_unanswered") == [book.unpaid.number]

    async def test_an_operation_is_refused(self, world: World, book: Book) -> None:
        await world.pay(book.unpaid, "tok_refund_declined")
        await world.ship_all(book.unpaid)
        await world.settle()
        (payment,) = await world.payments(book.unpaid.id)
        async with world.database.transaction() as tx:
            known = await payments.lock_of_order(tx, payment.order_id)
            await payments.refund(tx, known, amount_minor=1, currency="USD", reason="late", now=world.now, actor=ANA)
        await world.settle()
        assert await found(world, trouble="operation_refused") == [book.unpaid.number]

    async def test_are_listed_for_those_that_are_asked_about(self, world: World, book: Book) -> None:
        world.later(hours=3)
        async with world.database.reading() as tx:
            known = await list_troubles(tx, now=world.now, of=[book.till.id, book.shipped.id])
        assert known == {book.till.id: ["late"]}


def _age(order: orders.Order) -> Any:
    return (-order.placed_at.timestamp(), -order.id.int)
