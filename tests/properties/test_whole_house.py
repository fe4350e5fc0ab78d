"""Everything that can be done to stock, orders and money, in any order; the books must agree after each step."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from atrium.contexts import fulfilment, inventory, orders, payments
from atrium.flows.expire_orders import expire_orders
from atrium.flows.place_orders import AskedLine, Placed
from atrium.flows.reactions import reactions
from atrium.kit import events
from atrium.kit.db import Database
from atrium.kit.invariants import check
from atrium.kit.postgres import Address
from atrium.kit.refusals import Refusal
from atrium.readmodels import invariants
from atrium.readmodels.source_map import SourceMaps
from tests import database as databases
from tests.properties.shadow_books import Books, Sale
from tests.story import CODE, HOLD, TELLING, a_request
from tests.world import World, a_world, id_of

T = TypeVar("T")
SKUS = ("LAMP", "VASE")
PLACES = ("DC-RENO", "S0001", "S0002")
STORES = ("S0001", "S0002")
# The log is kept by a worker, which does not run here; and time stands still.
CHECKED = [one for one in invariants.ALL if one not in events.INVARIANTS]
TOKENS = ("tok_visa", "tok_visa", "tok_visa", "tok_declined", "tok_timeout", "tok_capture_fails_once")
SHELVES = "SELECT sku, location, on_hand, held, reserved FROM inventory.stock"
LINES = "SELECT order_id, number, fulfilled, cancelled, waiting FROM orders.lines"
CARDS = """
    SELECT reference, captured_minor, refunded_minor FROM payments.payments
     WHERE method = 'card' AND authorised_minor > 0
"""
some = st.integers(0, 40)
a_line = st.builds(AskedLine, st.sampled_from(SKUS), st.integers(1, 4), st.just("ship"), st.none()) | st.builds(
    AskedLine, st.sampled_from(SKUS), st.integers(1, 4), st.just("pickup"), st.sampled_from(STORES)
)


@dataclass(frozen=True, slots=True)
class ShelfRow:
    sku: str
    location: str
    on_hand: int
    held: int
    reserved: int

    @property
    def figures(self) -> tuple[int, int, int]:
        return self.on_hand, self.held, self.reserved


@dataclass(frozen=True, slots=True)
class LineRow:
    order_id: UUID
    number: int
    fulfilled: int
    cancelled: int
    waiting: int

    @property
    def figures(self) -> tuple[int, int, int]:
        return self.fulfilled, self.cancelled, self.waiting


@dataclass(frozen=True, slots=True)
class CardRow:
    reference: str
    captured_minor: int
    refunded_minor: int


class WholeHouse(RuleBasedStateMachine):
    """The small retailer, in process on a database of its own, beside a second bookkeeper."""

    address: Address

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.books = Books()
        self.world = self._run(self._furnish())
        self.maps = SourceMaps(self.world.database, self.world.clock)

    async def _furnish(self) -> World:
        database = await self.stack.enter_async_context(databases.opened(self.address))
        return await a_world(database)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def _refused(self, work: Coroutine[Any, Any, Any], *by: type[Refusal]) -> bool:
        """Whether it was refused; by anything else than these it must not be."""
        try:
            self._run(work)
        except by:
            return True
        return False

    def teardown(self) -> None:
        try:
            self.settle_payments()
            self._run(_compare_with_the_gateway(self.world))
        finally:
            self._run(self.stack.aclose())
            self.loop.close()

    @initialize(first=st.integers(0, 9), second=st.integers(0, 9), third=st.integers(0, 9))
    def open(self, first: int, second: int, third: int) -> None:
        for sku, units in zip(SKUS, (first + 4, second + 2), strict=True):
            self.receive(sku, "DC-RENO", units)
            self.receive(sku, "S0001", third + 1)

    @rule(sku=st.sampled_from(SKUS), place=st.sampled_from(PLACES), units=st.integers(1, 6))
    def receive(self, sku: str, place: str, units: int) -> None:
        self._run(self.world.adjust(inventory.Adjustment(sku, place, units, "delivery", kind="receipt")))
        self.books.shelf(sku, place).on_hand += units

    @rule(sku=st.sampled_from(SKUS), place=st.sampled_from(PLACES), units=st.integers(1, 6))
    def lose(self, sku: str, place: str, units: int) -> None:
        (answer,) = self._run(self.world.adjust(inventory.Adjustment(sku, place, -units, "damaged")))
        shelf = self.books.shelf(sku, place)
        assert isinstance(answer, inventory.NotEnoughOnHand) == (units > shelf.on_hand)
        if not isinstance(answer, inventory.NotEnoughOnHand):
            shelf.on_hand -= units

    @rule(lines=st.lists(a_line, min_size=1, max_size=3), paid=st.booleans(), twice=st.booleans())
    def place_order(self, lines: list[AskedLine], *, paid: bool, twice: bool) -> None:
        request = a_request(*lines, paid=paid, hold_until=self.world.now + HOLD)
        wanted = [(line.sku, line.quantity, line.pickup_location) for line in lines]
        expected = self.books.can_serve(wanted)
        answers = self._run(self.world.place(*([request, request] if twice else [request])))
        if not expected:
            assert all(isinstance(answer, inventory.InsufficientStock) for answer in answers), answers
            return
        assert all(isinstance(answer, Placed) for answer in answers), answers
        assert len({id_of(answer) for answer in answers}) == 1
        order = self._run(self.world.get(id_of(answers[0])))
        self.books.placed(order, self._work(order.id))

    @precondition(lambda self: self._unpaid())
    @rule(which=some, token=st.sampled_from(TOKENS))
    def pay(self, which: int, token: str) -> None:
        order_id = _one_of(self._unpaid(), which)
        sale = self.books.sales[order_id]
        order = self._run(self.world.get(order_id))
        if sale.in_doubt:
            assert self._refused(self.world.pay(order, token), payments.PaymentUnderWay)
        elif sale.ended:
            assert self._refused(self.world.pay(order, token), orders.OrderClosed)
        elif token == "tok_declined":
            assert self._refused(self.world.pay(order, token), payments.CardDeclined)
        elif token == "tok_timeout":
            assert self._refused(self.world.pay(order, token), payments.GatewaySilent)
            sale.in_doubt = True
        else:
            self._run(self.world.pay(order, token))
            self.books.paid(sale)

    @rule()
    def settle_payments(self) -> None:
        """Time passes, and the gateway is asked for everything that it owes an answer to."""
        for _ in range(3):
            self.world.later(seconds=20)
            self._run(self.world.settle())
        for sale in self.books.sales.values():
            if sale.in_doubt and not sale.ended:
                self.books.paid(sale)
            sale.in_doubt = False

    @precondition(lambda self: self._unpaid())
    @rule()
    def expire_holds(self) -> None:
        self.world.later(minutes=16)
        while self._run(expire_orders(self.world.database, now=self.world.now)):
            pass
        for order_id, sale in self.books.sales.items():
            if not sale.paid and not sale.ended:
                self.books.called_off(order_id)

    @precondition(lambda self: self._open_work(picked=False))
    @rule(which=some, short=st.lists(st.integers(0, 3), min_size=3, max_size=3), is_short=st.booleans())
    def pick(self, which: int, short: list[int], *, is_short: bool) -> None:
        order_id, work_id = _one_of(self._open_work(picked=False), which)
        (work,) = [one for one in self._work(order_id) if one.id == work_id]
        found = [max(one.quantity - (short[place] if is_short else 0), 0) for place, one in enumerate(work.lines)]
        self._run(self.world.pick(work, *found))
        self.books.picked(order_id, work_id, {one.line_number: n for one, n in zip(work.lines, found, strict=True)})
        self._take_up(order_id)
        for one, units in zip(work.lines, found, strict=True):
            waits = self.books.sales[order_id].lines[one.line_number].waiting
            if work.mode == "ship" and units < one.quantity and waits:
                assert self.books.in_network(one.sku, but=work.location) == 0, "units wait though others have some"

    @precondition(lambda self: self._open_work(picked=True))
    @rule(which=some, wrong_codes=st.integers(0, 2))
    def let_leave(self, which: int, wrong_codes: int) -> None:
        """Packs and ships, or lays ready and hands over."""
        order_id, work_id = _one_of(self._open_work(picked=True), which)
        (work,) = [one for one in self._work(order_id) if one.id == work_id]
        if work.mode == "ship":
            self._run(self.world.pack(work))
            self._run(self.world.ship(work))
            assert self._refused(self.world.ship(work), fulfilment.WrongStep)
        else:
            self._run(self.world.make_ready(work))
            for _ in range(wrong_codes):
                assert isinstance(self._run(self.world.hand_over(work, "000000")), fulfilment.WrongCode)
            self._run(self.world.hand_over(work, CODE))
            assert self._refused(self.world.hand_over(work, CODE), fulfilment.WrongStep)
        self.books.left(order_id, work_id)

    @precondition(lambda self: self.books.sales)
    @rule(which=some)
    def cancel(self, which: int) -> None:
        order_id = _one_of(list(self.books.sales), which)
        order = self._run(self.world.get(order_id))
        if not self.books.can_be_called_off(order_id):
            assert self._refused(self.world.cancel(order), orders.OrderClosed, orders.AlreadyUnderWay)
            return
        self._run(self.world.cancel(order))
        self.books.called_off(order_id)

    @precondition(lambda self: self._in_want_of_consent())
    @rule(which=some, choice=st.sampled_from(("collect", "ship", "cancel")), place=st.sampled_from(STORES))
    def answer_shortage(self, which: int, choice: str, place: str) -> None:
        order_id = _one_of(self._in_want_of_consent(), which)
        sale = self.books.sales[order_id]
        order = self._run(self.world.get(order_id))
        lines = order.waiting_for_consent()
        wanted = [(line.sku, line.waiting, place if choice == "collect" else None) for line in lines]
        answering = self.world.answer(order, choice, place if choice == "collect" else None)
        if choice == "cancel":
            self._run(answering)
            self.books.let_go(sale, [line.number for line in lines])
        elif self.books.can_serve(wanted):
            self._run(answering)
            self._take_up(order_id)
        else:
            assert self._refused(answering, inventory.InsufficientStock)

    @rule()
    def react(self) -> None:
        """What follows from events: stock that came is routed to those who wait for it."""
        self._run(_react(self.world.database, self.maps, self.world.clock))
        for order_id, sale in self.books.sales.items():
            if any(line.waiting for line in sale.lines.values()):
                self._take_up(order_id)
        for order_id in self.books.sales:
            for line in self._run(self.world.get(order_id)).lines:
                if line.waiting and line.waiting_for == "stock":
                    assert self.books.in_network(line.sku) == 0, "units wait for stock that is there"

    @invariant()
    def books_agree(self) -> None:
        self._run(_compare(self.world.database, self.books))

    def _take_up(self, order_id: UUID) -> None:
        self.books.routed(order_id, self._work(order_id))

    def _work(self, order_id: UUID) -> list[fulfilment.Fulfilment]:
        return self._run(self.world.work(order_id))

    def _unpaid(self) -> list[UUID]:
        return [order_id for order_id, sale in self.books.sales.items() if not sale.paid]

    def _open_work(self, *, picked: bool) -> list[tuple[UUID, UUID]]:
        return [
            (order_id, work_id)
            for order_id, sale in self.books.sales.items()
            for work_id, work in sale.work.items()
            if sale.paid and work.picked == picked
        ]

    def _in_want_of_consent(self) -> list[UUID]:
        waiting = [order_id for order_id, sale in self.books.sales.items() if _waits(sale)]
        return [
            order_id
            for order_id in waiting
            if any(line.waiting_for == "consent" for line in self._run(self.world.get(order_id)).lines)
        ]


def _waits(sale: Sale) -> bool:
    return any(line.waiting for line in sale.lines.values())


def _one_of(things: list[T], which: int) -> T:
    return things[which % len(things)]


async def _react(database: Database, maps: SourceMaps, clock: Callable[[], Any]) -> None:
    async with database.transaction() as tx:
        while await events.sequence(tx):
            pass
    for subscription in reactions(maps, TELLING, clock):
        while await events.catch_up(database, subscription):
            pass


async def _compare(database: Database, books: Books) -> None:
    """The books of the house agree with themselves, and with the second bookkeeper's."""
    async with database.snapshot() as tx:
        for invariant_ in CHECKED:
            found = await check(tx, invariant_)
            assert found.drift == 0, f"{found.sentence} {found.examples}"
        shelves = await tx.rows(ShelfRow, SHELVES)
        lines = await tx.rows(LineRow, LINES)
    # A shelf on which nothing ever lay has no row.
    assert {(one.sku, one.location): one.figures for one in shelves if any(one.figures)} == {
        place: shelf.figures for place, shelf in books.shelves.items() if any(shelf.figures)
    }
    assert {(one.order_id, one.number): one.figures for one in lines} == {
        (order_id, number): line.figures
        for order_id, sale in books.sales.items()
        for number, line in sale.lines.items()
    }


async def _compare_with_the_gateway(world: World) -> None:
    """What cards were charged is what the house says that it took."""
    async with world.database.reading() as tx:
        cards = await tx.rows(CardRow, CARDS)
    settled = await world.gateway.settlement()
    assert {one.reference: (one.captured_minor, one.refunded_minor) for one in cards} == {
        id_: (sums.captured, sums.refunded) for id_, sums in settled.items() if sums.authorised
    }


def _explore(cluster: Address, *, examples: int, steps: int, by_chance: bool) -> None:
    class Here(WholeHouse):
        address = cluster

    run_state_machine_as_test(  # pyright: ignore[reportUnknownVariableType] - it has no types
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not by_chance,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            # Shrinking takes minutes; a soak has them.
            phases=tuple(Phase) if by_chance else (Phase.explicit, Phase.generate),
            print_blob=True,
        ),
    )


@pytest.mark.heavy
class TestTheWholeHouse:
    def test_accounts_for_every_unit_and_cent(self, cluster: Address) -> None:
        _explore(cluster, examples=30, steps=30, by_chance=False)

    @pytest.mark.soak
    def test_accounts_for_every_unit_and_cent_for_long(self, cluster: Address) -> None:
        _explore(cluster, examples=300, steps=50, by_chance=True)

    def test_would_notice_a_unit_that_vanished(self, cluster: Address, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("atrium.flows.pick_goods.inventory.record_shorts", _lose_track)
        with pytest.raises(AssertionError):
            _explore(cluster, examples=30, steps=30, by_chance=False)


async def _lose_track(*_: Any, **__: Any) -> None:
    """Stands where short picks are booked, and books nothing."""
