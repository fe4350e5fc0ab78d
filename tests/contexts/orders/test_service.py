"""The order book against PostgreSQL; every test is rolled back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from psycopg import errors

from atrium.contexts import orders
from atrium.contexts.orders import Line, Order
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, NOTHING, Scope
from tests.builders import NOW
from tests.story import ANA, a_line, an_order

LATER = NOW + timedelta(minutes=5)


async def capture(tx: Tx, *captured: Order) -> None:
    await orders.capture(tx, captured)


async def saved(tx: Tx, order: Order) -> Order:
    return await orders.get_order(tx, order.id, visible_to=EVERYTHING)


async def news(tx: Tx, order: Order) -> list[tuple[str, str | None]]:
    """Types and reasons of an order's events."""
    return [(event.type, event.reason) for event in await events.read_subject(tx, order.subject)]


class TestCapture:
    async def test_keeps_an_order_to_the_letter(self, tx: Tx) -> None:
        order = an_order(
            a_line(1, quantity=3, net_minor=7497, tax_minor=806), a_line(2, collected_at="S0001"), reference="A-1"
        )
        await capture(tx, order)
        assert await saved(tx, order) == order

    async def test_keeps_an_order_without_an_address(self, tx: Tx) -> None:
        order = replace(an_order(a_line(collected_at="S0001")), address=None)
        await capture(tx, order)
        assert (await saved(tx, order)).address is None

    async def test_keeps_prices_and_rates_exactly(self, tx: Tx) -> None:
        line = replace(a_line(), unit_price=Decimal("0.000001"), tax_rate=Decimal("0.107525"))
        order = an_order(line)
        await capture(tx, order)
        assert (await saved(tx, order)).lines == (line,)

    async def test_sends_one_statement_for_many_and_none_for_none(self, tx: Tx) -> None:
        await capture(tx, *(an_order() for _ in range(100)))
        assert tx.statements.sent == 1
        await capture(tx)
        assert tx.statements.sent == 1

    @pytest.mark.parametrize("same", ["id", "number", "reference"])
    async def test_is_refused_by_the_table_when_it_is_there_already(self, tx: Tx, same: str) -> None:
        first, second = an_order(reference="A-1"), an_order(reference="A-1" if same == "reference" else "A-2")
        if same == "id":
            second = replace(second, id=first.id)
        if same == "number":
            second = replace(second, number=first.number)
        await capture(tx, first)
        with pytest.raises(errors.UniqueViolation):
            await capture(tx, second)

    async def test_takes_the_same_reference_from_another_channel(self, tx: Tx) -> None:
        await capture(tx, an_order(reference="A-1"), replace(an_order(reference="A-1"), channel="till"))
        found = await orders.find_captured(tx, ids=[], references=[("web", "A-1"), ("till", "A-1"), ("web", "A-2")])
        assert sorted(captured.channel for captured in found) == ["till", "web"]

    @pytest.mark.parametrize(
        "line",
        [
            a_line(quantity=0),
            replace(a_line(quantity=2), fulfilled=2, cancelled=1),
            replace(a_line(quantity=2), waiting=3, waiting_for="stock"),
            replace(a_line(quantity=2), waiting=1),
            replace(a_line(collected_at="S0001"), mode="ship"),
        ],
        ids=["no units", "too many", "too many waiting", "waiting for nothing", "shipped and collected"],
    )
    async def test_is_refused_by_the_table_when_a_line_does_not_add_up(self, tx: Tx, line: Line) -> None:
        order = an_order(a_line())
        await capture(tx, order)
        broken = an_order(line)
        with pytest.raises(errors.CheckViolation):
            await _capture_and_save(tx, broken)


class TestFindCaptured:
    async def test_finds_by_id_and_by_reference_each_once(self, tx: Tx) -> None:
        first, second, third = an_order(reference="A-1"), an_order(reference="A-2"), an_order()
        await capture(tx, first, second, third)
        found = await orders.find_captured(tx, ids=[first.id, third.id], references=[("web", "A-1"), ("web", "A-2")])
        assert sorted(captured.id for captured in found) == sorted([first.id, second.id, third.id])
        assert await orders.find_captured(tx, ids=[], references=[]) == []


class TestSteps:
    async def test_write_down_what_became_of_each_unit(self, tx: Tx) -> None:
        order = an_order(a_line(1, quantity=5), a_line(2, quantity=1), state="awaiting_payment")
        await capture(tx, order)
        await events.append(tx, await orders.pay(tx, [order.id], now=LATER, actors=[ANA]))
        order = await saved(tx, order)
        order = await orders.start_work(tx, order, now=LATER, actor=ANA)
        order = await orders.mark_waiting(
            tx, order, {1: 3}, waiting_for={1: "consent"}, now=LATER, actor=ANA, reason="not found"
        )
        order = await orders.resume(tx, order, {1: 1}, at=["S0002"], now=LATER, actor=ANA)
        order = await orders.fulfil(tx, order, {1: 2}, now=LATER, actor=ANA)
        order = await orders.cancel(tx, order, {1: 3, 2: 1}, now=LATER, actor=ANA, reason="no thanks")
        kept = await saved(tx, order)
        assert kept == replace(order, changed_at=LATER)
        assert (kept.state, [(line.fulfilled, line.cancelled, line.waiting) for line in kept.lines]) == (
            "fulfilled",
            [(2, 3, 0), (0, 1, 0)],
        )
        assert await news(tx, order) == [
            ("orders.paid", None),
            ("orders.work_started", None),
            ("orders.lines_waiting", "not found"),
            ("orders.lines_resumed", None),
            ("orders.lines_fulfilled", None),
            ("orders.lines_cancelled", "no thanks"),
        ]

    async def test_start_work_once(self, tx: Tx) -> None:
        order = an_order()
        await capture(tx, order)
        order = await orders.start_work(tx, order, now=LATER, actor=ANA)
        assert await orders.start_work(tx, order, now=LATER, actor=ANA) == order
        assert await news(tx, order) == [("orders.work_started", None)]

    async def test_change_nothing_when_they_are_refused(self, tx: Tx) -> None:
        order = an_order(state="expired")
        await capture(tx, order)
        with pytest.raises(orders.OrderClosed):
            await orders.start_work(tx, order, now=LATER, actor=ANA)
        await orders.pay(tx, [order.id], now=LATER, actors=[ANA])
        assert await saved(tx, order) == order
        assert await news(tx, order) == []


KIM, LEE = new_id(), new_id()


class TestScope:
    async def test_shows_a_shopper_their_own_and_a_links_holder_that_one(self, tx: Tx) -> None:
        mine, theirs, guests = replace(an_order(), shopper=KIM), replace(an_order(), shopper=LEE), an_order()
        await capture(tx, mine, theirs, guests)
        seen = {
            Scope.of_shopper(KIM): [mine],
            Scope.of_shopper(LEE): [theirs],
            Scope.of_order(guests.id): [guests],
            NOTHING: [],
        }
        for scope, visible in seen.items():
            for order in (mine, theirs, guests):
                for read in (orders.get_order, orders.lock_order):
                    if order in visible:
                        assert (await read(tx, order.id, visible_to=scope)).id == order.id
                        continue
                    with pytest.raises(orders.OrderNotFound):
                        await read(tx, order.id, visible_to=scope)
            listed = await orders.list_orders(tx, visible_to=scope)
            assert [one.id for one in listed.items] == [one.id for one in visible]


class TestListOfShopper:
    async def test_turns_the_pages_newest_first(self, tx: Tx) -> None:
        mine = [replace(an_order(), shopper=KIM, placed_at=NOW + timedelta(hours=hour)) for hour in range(5)]
        await capture(tx, *mine, replace(an_order(), shopper=LEE))
        first = await orders.list_of_shopper(tx, KIM, limit=3)
        rest = await orders.list_of_shopper(tx, KIM, cursor=first.next_cursor, limit=3)
        assert [one.id for one in (*first.items, *rest.items)] == [one.id for one in reversed(mine)]
        assert rest.next_cursor is None


class TestClaim:
    async def test_takes_a_guests_web_orders_of_that_address_once(self, tx: Tx) -> None:
        guests = an_order()
        upper = replace(an_order(), contact=replace(guests.contact, email="KIM@Example.com"))
        others = [
            replace(an_order(), channel="till"),
            replace(an_order(), shopper=LEE),
            replace(an_order(), contact=replace(guests.contact, email="lee@example.com")),
        ]
        await capture(tx, guests, upper, *others)
        claimed = await orders.claim(tx, email="kim@example.com", shopper=KIM, now=LATER, actor=ANA)
        assert sorted(claimed) == sorted([guests.id, upper.id])
        assert await orders.claim(tx, email="kim@example.com", shopper=LEE, now=LATER, actor=ANA) == []
        assert [(await saved(tx, one)).shopper for one in (guests, *others)] == [KIM, None, LEE, None]
        assert await news(tx, guests) == [("orders.claimed", None)]


class TestExpire:
    async def test_ends_only_those_that_await_payment(self, tx: Tx) -> None:
        unpaid, placed = an_order(a_line(quantity=2), state="awaiting_payment"), an_order()
        await capture(tx, unpaid, placed)
        assert await orders.lock_awaiting(tx, [unpaid.id, placed.id, new_id()]) == [unpaid.id]
        await orders.expire(tx, [unpaid.id], now=LATER, actor=ANA)
        ended = await saved(tx, unpaid)
        assert (ended.state, ended.lines[0].cancelled, ended.changed_at) == ("expired", 2, LATER)
        assert await saved(tx, placed) == placed
        assert await news(tx, unpaid) == [("orders.expired", None)]


class TestGetOrder:
    async def test_hides_other_channels(self, tx: Tx) -> None:
        order = an_order()
        await capture(tx, order)
        assert (await orders.get_order(tx, order.id, visible_to=Scope(channel="web"))).id == order.id
        for scope in (Scope(channel="till"), Scope(locations=("S0001",))):
            with pytest.raises(orders.OrderNotFound):
                await orders.get_order(tx, order.id, visible_to=scope)
            with pytest.raises(orders.OrderNotFound):
                await orders.lock_order(tx, order.id, visible_to=scope)

    async def test_shows_it_to_the_locations_that_work_on_it(self, tx: Tx) -> None:
        order = replace(an_order(), locations=("S0001", "S0002"))
        await capture(tx, order)
        seen = await orders.get_order(tx, order.id, visible_to=Scope(locations=("S0002", "S0009")))
        assert seen.id == order.id

    async def test_refuses_an_id_that_nobody_gave(self, tx: Tx) -> None:
        with pytest.raises(orders.OrderNotFound):
            await orders.get_order(tx, new_id(), visible_to=EVERYTHING)


class TestListOrders:
    async def test_pages_from_the_newest_to_the_end(self, tx: Tx) -> None:
        book = [replace(an_order(a_line(quantity=n)), placed_at=NOW + timedelta(seconds=n // 2)) for n in range(1, 6)]
        await capture(tx, *book)
        units: list[int] = []
        cursor = None
        for _ in range(3):
            page = await orders.list_orders(tx, visible_to=EVERYTHING, cursor=cursor, limit=2)
            units += [summary.units for summary in page.items]
            cursor = page.next_cursor
        assert units == [5, 4, 3, 2, 1]
        assert cursor is None

    async def test_finds_by_state_number_channel_and_location(self, tx: Tx) -> None:
        first = replace(an_order(state="expired"), locations=("S0001",))
        second = replace(an_order(), channel="till", locations=("S0002",))
        await capture(tx, first, second)
        by_state = await orders.list_orders(tx, visible_to=EVERYTHING, state="expired")
        by_number = await orders.list_orders(tx, visible_to=EVERYTHING, number=second.number)
        by_channel = await orders.list_orders(tx, visible_to=Scope(channel="till"))
        by_place = await orders.list_orders(tx, visible_to=Scope(locations=("S0001",)))
        assert [[one.id for one in page.items] for page in (by_state, by_number, by_channel, by_place)] == [
            [first.id],
            [second.id],
            [second.id],
            [first.id],
        ]


class TestListWaiting:
    async def test_names_orders_that_wait_for_stock_of_these_items(self, tx: Tx) -> None:
        waiting = an_order(replace(a_line(quantity=2), waiting=1, waiting_for="stock"))
        asked = an_order(replace(a_line(quantity=2), waiting=1, waiting_for="consent"))
        await capture(tx, waiting, asked, an_order())
        assert await orders.list_waiting(tx, ["LAMP", "SOFA"]) == [waiting.id]
        assert await orders.list_waiting(tx, ["SOFA"]) == []


async def _capture_and_save(tx: Tx, order: Order) -> None:
    """Captures an order, then saves what capturing leaves out."""
    await capture(tx, order)
    await orders.start_work(tx, order, now=LATER, actor=ANA)
