"""Carts without a database: what each change makes of one."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.carts import model
from atrium.contexts.carts.errors import (
    CartClosed,
    CartFull,
    CartLineInvalid,
    CartLineNotFound,
    TooManyUnits,
)
from atrium.contexts.carts.model import (
    AddLine,
    Cart,
    CartLine,
    Change,
    ChangeMode,
    ChangeQuantity,
    Holder,
    RemoveLine,
    SetDetails,
    merged,
)
from tests.builders import NOW
from tests.story import HOME, SHOPPER

KIM, LEE = UUID(int=1), UUID(int=2)
LATER = datetime(2026, 11, 20, 13, tzinfo=UTC)


SECRET = "a word that nobody guesses"


def a_cart(*changes: Change, secret: str = SECRET, shopper: UUID | None = None) -> Cart:
    """A cart after these changes; a guest's, unless a shopper is named."""
    cart = Cart(
        id=UUID(int=10 if shopper is None else 11),
        secret_hash=model.hash_secret(secret),
        shopper=shopper,
        market="US",
        state="open",
        version=1,
        order_id=UUID(int=20 if shopper is None else 21),
        contact=None,
        address=None,
        lines=(),
        lines_made=0,
        merged_into=None,
        created_at=NOW,
        changed_at=NOW,
    )
    for change in changes:
        cart = cart.changed(change, now=LATER)
    return cart


class TestHolder:
    def test_opens_a_guests_cart_with_its_secret_alone(self) -> None:
        assert Holder(secret=SECRET).holds(a_cart())
        assert not Holder(secret="other").holds(a_cart())
        assert not Holder().holds(a_cart())
        assert not Holder(shopper=KIM).holds(a_cart())

    def test_opens_a_shoppers_cart_to_the_shopper_alone(self) -> None:
        cart = a_cart(shopper=KIM)
        assert Holder(shopper=KIM).holds(cart)
        assert not Holder(shopper=LEE).holds(cart)
        assert not Holder(secret=SECRET).holds(cart)
        assert Holder(shopper=KIM, secret="anything").holds(cart)

    def test_does_not_show_the_secret(self) -> None:
        assert SECRET not in repr(Holder(secret=SECRET))


class TestAddLine:
    def test_adds_up_what_comes_the_same_way(self) -> None:
        cart = a_cart(AddLine("LAMP", 2), AddLine("LAMP", 1, "pickup", "S0001"), AddLine("LAMP", 3))
        assert cart.lines == (CartLine(1, "LAMP", 5, "ship", None), CartLine(2, "LAMP", 1, "pickup", "S0001"))
        assert (cart.version, cart.units, cart.ships) == (4, 6, True)

    @pytest.mark.parametrize(("there", "more"), [(0, 1000), (0, 0), (0, -1), (999, 1), (500, 500)])
    def test_refuses_more_than_a_line_takes(self, there: int, more: int) -> None:
        cart = a_cart(*([AddLine("LAMP", there)] if there else []))
        with pytest.raises(TooManyUnits) as refused:
            cart.changed(AddLine("LAMP", more), now=LATER)
        assert refused.value.quantity == there + more

    def test_refuses_more_lines_than_a_cart_takes(self) -> None:
        cart = a_cart(*(AddLine(f"ITEM-{number}", 1) for number in range(100)))
        with pytest.raises(CartFull):
            cart.changed(AddLine("LAMP", 1), now=LATER)
        assert cart.changed(AddLine("ITEM-0", 1), now=LATER).units == 101

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            (AddLine("lamp'", 1), "sku"),
            (AddLine("LAMP", 1, "pickup"), "pickup_location"),
            (AddLine("LAMP", 1, "ship", "S0001"), "pickup_location"),
            (AddLine("LAMP", 1, "pickup", "no place"), "pickup_location"),
        ],
    )
    def test_refuses_what_nobody_can_mean(self, line: AddLine, field: str) -> None:
        with pytest.raises(CartLineInvalid) as refused:
            a_cart(line)
        assert refused.value.field == field

    def test_never_gives_a_number_twice(self) -> None:
        cart = a_cart(AddLine("LAMP", 1), AddLine("VASE", 1), RemoveLine(2), AddLine("BOLT", 1))
        assert [(line.number, line.sku) for line in cart.lines] == [(1, "LAMP"), (3, "BOLT")]

    def test_refuses_once_the_cart_is_ordered(self) -> None:
        with pytest.raises(CartClosed) as refused:
            replace(a_cart(), state="ordered").changed(AddLine("LAMP", 1), now=LATER)
        assert refused.value.order_id == UUID(int=20)


class TestChangeQuantity:
    def test_sets_it(self) -> None:
        assert a_cart(AddLine("LAMP", 2), ChangeQuantity(1, 7)).units == 7

    @pytest.mark.parametrize("quantity", [0, -3, 1000])
    def test_refuses_what_a_line_does_not_take(self, quantity: int) -> None:
        with pytest.raises(TooManyUnits):
            a_cart(AddLine("LAMP", 2), ChangeQuantity(1, quantity))

    def test_refuses_a_line_that_is_gone(self) -> None:
        with pytest.raises(CartLineNotFound):
            a_cart(AddLine("LAMP", 2), RemoveLine(1), ChangeQuantity(1, 1))

    def test_leaves_the_version_where_nothing_changes(self) -> None:
        assert a_cart(AddLine("LAMP", 2), ChangeQuantity(1, 2)).version == 2


class TestChangeMode:
    def test_lets_a_line_be_collected(self) -> None:
        cart = a_cart(AddLine("LAMP", 2), ChangeMode(1, "pickup", "S0001"))
        assert cart.lines == (CartLine(1, "LAMP", 2, "pickup", "S0001"),)

    def test_joins_what_comes_the_same_way_then(self) -> None:
        cart = a_cart(AddLine("LAMP", 998), AddLine("LAMP", 7, "pickup", "S0001"), ChangeMode(2, "ship"))
        assert cart.lines == (CartLine(1, "LAMP", 999, "ship", None),)

    def test_refuses_a_pickup_without_a_place(self) -> None:
        with pytest.raises(CartLineInvalid):
            a_cart(AddLine("LAMP", 2), ChangeMode(1, "pickup"))


class TestSetDetails:
    def test_raises_the_version_once(self) -> None:
        cart = a_cart(SetDetails(SHOPPER, HOME), SetDetails(SHOPPER, HOME))
        assert (cart.contact, cart.address, cart.version) == (SHOPPER, HOME, 2)


class TestMerged:
    def test_adds_up_what_both_have(self) -> None:
        mine = a_cart(AddLine("LAMP", 2), shopper=KIM)
        guest = a_cart(AddLine("LAMP", 998), AddLine("VASE", 1), SetDetails(SHOPPER, None))
        kept, ended = merged(mine, guest, now=LATER)
        assert [(line.number, line.sku, line.quantity) for line in kept.lines] == [(1, "LAMP", 999), (2, "VASE", 1)]
        assert (kept.contact, kept.version, kept.lines_made) == (SHOPPER, mine.version + 1, 2)
        assert (ended.state, ended.merged_into) == ("merged", mine.id)

    def test_leaves_lines_past_a_full_cart_behind(self) -> None:
        mine = a_cart(*(AddLine(f"ITEM-{number}", 1) for number in range(100)), shopper=KIM)
        kept, _ = merged(mine, a_cart(AddLine("LAMP", 1), AddLine("ITEM-0", 1)), now=LATER)
        assert (len(kept.lines), kept.units) == (100, 101)


def adding(sku: str, quantity: int, place: str | None) -> AddLine:
    return AddLine(sku, quantity, "pickup" if place else "ship", place)


def travelling(number: int, place: str | None) -> ChangeMode:
    return ChangeMode(number, "pickup" if place else "ship", place)


PLACES = st.sampled_from([None, "S0001", "S0002"])
CHANGES = st.one_of(
    st.builds(adding, st.sampled_from(["LAMP", "VASE", "BOLT"]), st.integers(1, 400), PLACES),
    st.builds(ChangeQuantity, st.integers(1, 6), st.integers(1, 999)),
    st.builds(travelling, st.integers(1, 6), PLACES),
    st.builds(RemoveLine, st.integers(1, 6)),
)


class TestAnyChanges:
    @given(st.lists(CHANGES, max_size=30))
    def test_leave_lines_apart_and_within_bounds(self, changes: list[Change]) -> None:
        cart, version = a_cart(), 1
        for change in changes:
            try:
                after = cart.changed(change, now=LATER)
            except (TooManyUnits, CartLineNotFound):
                continue
            assert after.version in (version, version + 1)
            cart, version = after, after.version
        assert len({line.kind for line in cart.lines}) == len(cart.lines)
        assert len({line.number for line in cart.lines}) == len(cart.lines)
        assert all(1 <= line.quantity <= model.MOST_UNITS for line in cart.lines)
