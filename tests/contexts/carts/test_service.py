"""Carts in PostgreSQL: found by their holders alone, changed many at once, closed for ever."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from atrium.contexts import carts
from atrium.contexts.carts import (
    KEEP_GUEST_CARTS,
    AddLine,
    Asked,
    Cart,
    ChangeQuantity,
    Holder,
    NewCart,
    RemoveLine,
    SetDetails,
    store,
)
from atrium.kit.db import Tx
from atrium.kit.ids import new_id, new_secret
from atrium.kit.refusals import Refusal
from atrium.kit.rows import as_rows
from tests.builders import NOW
from tests.story import HOME, SHOPPER


def opening() -> NewCart:
    return NewCart(new_id(), new_id(), "US")


async def one(tx: Tx, holder: Holder, change: carts.Change, *, new: bool = True) -> Cart | Refusal:
    (answer,) = await carts.change(tx, [Asked(holder, change, opening() if new else None)], now=NOW)
    return answer


async def a_cart(tx: Tx, holder: Holder, *lines: AddLine) -> Cart:
    cart = None
    for line in lines or (AddLine("LAMP", 1),):
        cart = await one(tx, holder, line)
    assert isinstance(cart, Cart)
    return cart


def guest() -> Holder:
    return Holder(secret=new_secret())


def a_row(**changes: Any) -> dict[str, Any]:
    """A line as the table keeps it."""
    return {"number": 1, "sku": "LAMP", "quantity": 1, "mode": "ship", "pickup_location": None} | changes


class TestChange:
    async def test_opens_a_cart_with_the_first_item(self, tx: Tx) -> None:
        holder = guest()
        cart = await a_cart(tx, holder, AddLine("LAMP", 2))
        assert (cart.version, cart.units, cart.state) == (1, 2, "open")
        assert await carts.get_cart(tx, holder) == cart

    async def test_keeps_no_secret(self, tx: Tx) -> None:
        holder = guest()
        await a_cart(tx, holder)
        (kept,) = await tx.values("SELECT to_jsonb(carts)::text FROM carts.carts")
        assert holder.secret is not None
        assert holder.secret not in kept

    async def test_sends_two_statements_for_many(self, tx: Tx) -> None:
        holders = [guest() for _ in range(5)]
        asked = [Asked(holder, AddLine("LAMP", 1), opening()) for holder in (*holders, *holders)]
        before = tx.statements.sent
        answers = await carts.change(tx, asked, now=NOW)
        assert tx.statements.sent - before == 2
        assert [answer.units for answer in answers if isinstance(answer, Cart)] == [1] * 5 + [2] * 5

    async def test_answers_each_for_itself(self, tx: Tx) -> None:
        holder = guest()
        answers = await carts.change(
            tx,
            [
                Asked(holder, AddLine("LAMP", 1), opening()),
                Asked(holder, ChangeQuantity(9, 1)),
                Asked(guest(), RemoveLine(1)),
                Asked(holder, SetDetails(SHOPPER, HOME)),
            ],
            now=NOW,
        )
        assert [type(answer).__name__ for answer in answers] == ["Cart", "CartLineNotFound", "CartNotFound", "Cart"]
        cart = await carts.get_cart(tx, holder)
        assert (cart.contact, cart.address, cart.version) == (SHOPPER, HOME, 2)

    async def test_opens_nothing_for_somebody_who_could_not_come_back(self, tx: Tx) -> None:
        assert isinstance(await one(tx, Holder(), AddLine("LAMP", 1)), carts.CartNotFound)

    async def test_begins_a_new_cart_once_the_last_was_ordered(self, tx: Tx) -> None:
        holder = guest()
        first = await a_cart(tx, holder)
        await carts.close(tx, [first.id], now=NOW)
        second = await a_cart(tx, holder, AddLine("VASE", 1))
        assert second.id != first.id
        assert [line.sku for line in second.lines] == ["VASE"]

    @pytest.mark.parametrize("holder", [Holder(shopper=new_id()), guest()])
    async def test_has_the_index_behind_one_open_cart(self, tx: Tx, holder: Holder) -> None:
        cart = await a_cart(tx, holder)
        with pytest.raises(psycopg.errors.UniqueViolation):
            await store.save(tx, [replace(cart, id=new_id(), order_id=new_id())])

    @pytest.mark.parametrize(
        "lines",
        [
            [a_row(quantity=1000)],
            [a_row(quantity=0)],
            [a_row(mode="pickup")],
            [a_row(pickup_location="S0001")],
            [a_row(), a_row(number=2)],
            [a_row(number=number, sku=f"ITEM-{number}") for number in range(101)],
        ],
    )
    async def test_has_the_table_behind_it(self, tx: Tx, lines: list[dict[str, Any]]) -> None:
        await a_cart(tx, guest())
        with pytest.raises(psycopg.errors.CheckViolation):
            await tx.run("UPDATE carts.carts SET lines = %(lines)s::jsonb", {"lines": as_rows(lines)})


class TestFindCart:
    async def test_finds_nobody_elses(self, tx: Tx) -> None:
        kim, lee = new_id(), new_id()
        cart = await a_cart(tx, Holder(shopper=kim))
        mine = await a_cart(tx, guest())
        assert await carts.find_cart(tx, Holder(shopper=lee)) is None
        assert await carts.find_cart(tx, guest()) is None
        assert await carts.find_cart(tx, Holder()) is None
        for stranger in (Holder(shopper=lee), guest(), Holder()):
            with pytest.raises(carts.CartNotFound):
                await carts.get_cart(tx, stranger, order_id=cart.order_id)
            with pytest.raises(carts.CartNotFound):
                await carts.get_cart(tx, stranger, order_id=mine.order_id)

    async def test_finds_an_ordered_one_by_its_order(self, tx: Tx) -> None:
        holder = guest()
        cart = await a_cart(tx, holder)
        await carts.close(tx, [cart.id], now=NOW)
        assert await carts.find_cart(tx, holder) is None
        found = await carts.get_cart(tx, holder, order_id=cart.order_id)
        assert (found.id, found.state, found.version) == (cart.id, "ordered", cart.version + 1)


class TestAdopt:
    async def test_makes_a_guests_cart_the_shoppers(self, tx: Tx) -> None:
        holder, kim = guest(), new_id()
        cart = await a_cart(tx, holder, AddLine("LAMP", 2))
        await adopted(tx, holder, kim)
        assert (await carts.get_cart(tx, Holder(shopper=kim))).id == cart.id
        assert await carts.find_cart(tx, holder) is None

    async def test_puts_it_into_the_cart_that_the_shopper_has(self, tx: Tx) -> None:
        holder, kim = guest(), new_id()
        mine = await a_cart(tx, Holder(shopper=kim), AddLine("LAMP", 2))
        await a_cart(tx, holder, AddLine("LAMP", 3), AddLine("VASE", 1))
        first = await adopted(tx, holder, kim)
        assert first is not None
        assert first.id == mine.id
        assert [(line.sku, line.quantity) for line in first.lines] == [("LAMP", 5), ("VASE", 1)]
        assert await tx.values("SELECT state FROM carts.carts ORDER BY state") == ["merged", "open"]

    async def test_changes_nothing_the_second_time(self, tx: Tx) -> None:
        holder, kim = guest(), new_id()
        await a_cart(tx, Holder(shopper=kim), AddLine("LAMP", 2))
        await a_cart(tx, holder, AddLine("LAMP", 3))
        first = await adopted(tx, holder, kim)
        assert await adopted(tx, holder, kim) == first

    async def test_takes_nothing_from_another_shopper(self, tx: Tx) -> None:
        holder, kim, lee = guest(), new_id(), new_id()
        await a_cart(tx, holder, AddLine("LAMP", 2))
        await adopted(tx, holder, kim)
        assert await adopted(tx, holder, lee) is None
        assert (await carts.get_cart(tx, Holder(shopper=kim))).units == 2


async def adopted(tx: Tx, holder: Holder, shopper: UUID) -> Cart | None:
    assert holder.secret is not None
    return await carts.adopt(tx, secret=holder.secret, shopper=shopper, now=NOW)


class TestClose:
    async def test_ends_a_cart_for_ever(self, tx: Tx) -> None:
        holder = guest()
        cart = await a_cart(tx, holder)
        await carts.close(tx, [cart.id], now=NOW)
        await store.save(tx, [replace(cart, version=99)])
        assert (await carts.lock_carts(tx, [cart.id]))[cart.id].state == "ordered"
        assert isinstance(await one(tx, holder, RemoveLine(1), new=False), carts.CartNotFound)


class TestForget:
    async def test_drops_what_a_guest_left_lying_for_ninety_days(self, tx: Tx) -> None:
        old, ordered, holder = guest(), guest(), Holder(new_id())
        await a_cart(tx, old)
        await a_cart(tx, holder)
        await carts.close(tx, [(await a_cart(tx, ordered)).id], now=NOW)
        assert await carts.forget(tx, now=NOW + KEEP_GUEST_CARTS) == 0
        assert await carts.forget(tx, now=NOW + KEEP_GUEST_CARTS + timedelta(seconds=1)) == 1
        assert await carts.find_cart(tx, old) is None
        assert await carts.find_cart(tx, holder) is not None
        assert await tx.values("SELECT state FROM carts.carts ORDER BY state") == ["open", "ordered"]
