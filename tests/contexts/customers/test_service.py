"""Customers against PostgreSQL; every test is rolled back."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from atrium.contexts import customers
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Actor, Scope
from atrium.vocabulary.contact import Address
from tests.builders import NOW

THERE = Address("100 Congress Ave", "Austin", "TX", "78701", "US")
HOME = customers.NewAddress("Sol Reyes", THERE, "Home")


def a_shopper(id_: UUID | None = None) -> Actor:
    person = id_ or new_id()
    return Actor(person, "shopper", "Sol Reyes", frozenset({"shop", "account"}), Scope.of_shopper(person))


async def save(tx: Tx, sol: Actor, new: customers.NewAddress = HOME, id_: UUID | None = None) -> customers.SavedAddress:
    return await customers.add_address(tx, shopper_id=sol.id, address_id=id_ or new_id(), new=new, now=NOW, actor=sol)


async def shown(tx: Tx, sol: Actor) -> Sequence[tuple[str, bool]]:
    saved = await customers.list_addresses(tx, sol.id, visible_to=sol.sees)
    return [(one.label, one.is_default) for one in saved]


class TestSaveProfile:
    async def test_keeps_it_for_the_shopper_and_says_only_that_it_changed(self, tx: Tx) -> None:
        sol, profile = a_shopper(), customers.Profile("Sol Reyes", "+1 512 555 0100")
        assert await customers.get_profile(tx, sol.id, visible_to=sol.sees) == customers.Profile("", None)
        await customers.save_profile(tx, shopper_id=sol.id, profile=profile, now=NOW, actor=sol)
        assert await customers.get_profile(tx, sol.id, visible_to=sol.sees) == profile
        (told,) = await events.read_subject(tx, f"shopper/{sol.id}")
        assert (told.type, told.facts) == ("customers.profile_changed", {"shopper_id": str(sol.id)})

    async def test_refuses_a_telephone_number_that_cannot_be_one(self, tx: Tx) -> None:
        sol = a_shopper()
        with pytest.raises(customers.ProfileInvalid) as refused:
            await customers.save_profile(
                tx, shopper_id=sol.id, profile=customers.Profile("Sol", "call me"), now=NOW, actor=sol
            )
        assert refused.value.field == "phone"

    async def test_is_for_nobody_else(self, tx: Tx) -> None:
        sol, eve = a_shopper(), a_shopper()
        with pytest.raises(customers.ShopperNotFound):
            await customers.save_profile(tx, shopper_id=sol.id, profile=customers.Profile("x"), now=NOW, actor=eve)
        for sees in (eve.sees, EVERYTHING, Scope(locations=("S0001",))):
            with pytest.raises(customers.ShopperNotFound):
                await customers.get_profile(tx, sol.id, visible_to=sees)


class TestAddAddress:
    async def test_makes_the_first_one_the_default(self, tx: Tx) -> None:
        sol = a_shopper()
        saved = await save(tx, sol)
        assert (saved.address, saved.recipient, saved.is_default) == (THERE, "Sol Reyes", True)
        await save(tx, sol, replace(HOME, label="Work"))
        assert await shown(tx, sol) == [("Home", True), ("Work", False)]

    async def test_moves_the_default(self, tx: Tx) -> None:
        sol = a_shopper()
        await save(tx, sol)
        await save(tx, sol, replace(HOME, label="Work", is_default=True))
        assert await shown(tx, sol) == [("Work", True), ("Home", False)]

    async def test_has_one_effect_when_it_is_sent_again(self, tx: Tx) -> None:
        sol, id_ = a_shopper(), new_id()
        assert await save(tx, sol, id_=id_) == await save(tx, sol, id_=id_)
        assert await shown(tx, sol) == [("Home", True)]

    async def test_does_not_take_the_id_of_somebody_else_s(self, tx: Tx) -> None:
        sol, eve = a_shopper(), a_shopper()
        saved = await save(tx, sol)
        with pytest.raises(customers.AddressNotFound):
            await save(tx, eve, replace(HOME, label="Mine now"), id_=saved.id)
        assert await shown(tx, sol) == [("Home", True)]

    async def test_stops_at_twenty(self, tx: Tx) -> None:
        sol = a_shopper()
        for _ in range(customers.MOST_ADDRESSES):
            await save(tx, sol)
        with pytest.raises(customers.TooManyAddresses):
            await save(tx, sol)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("street", " "), ("city", ""), ("postal_code", "9" * 201), ("region", ""), ("country", "usa")],
    )
    async def test_names_the_field_at_fault(self, tx: Tx, field: str, value: str) -> None:
        sol = a_shopper()
        with pytest.raises(customers.AddressInvalid) as refused:
            await save(tx, sol, replace(HOME, address=replace(THERE, **{field: value})))
        assert refused.value.field == field
        assert await shown(tx, sol) == []


class TestChangeAddress:
    async def test_keeps_a_default_whatever_it_says(self, tx: Tx) -> None:
        sol = a_shopper()
        saved = await save(tx, sol)
        changed = await customers.change_address(
            tx, shopper_id=sol.id, address_id=saved.id, new=replace(HOME, label="Den"), now=NOW, actor=sol
        )
        assert (changed.label, changed.is_default) == ("Den", True)

    async def test_finds_nobody_else_s(self, tx: Tx) -> None:
        sol, eve = a_shopper(), a_shopper()
        saved = await save(tx, sol)
        with pytest.raises(customers.AddressNotFound):
            await customers.change_address(tx, shopper_id=eve.id, address_id=saved.id, new=HOME, now=NOW, actor=eve)
        with pytest.raises(customers.ShopperNotFound):
            await customers.change_address(tx, shopper_id=sol.id, address_id=saved.id, new=HOME, now=NOW, actor=eve)


class TestRemoveAddress:
    async def test_hands_the_default_on(self, tx: Tx) -> None:
        sol = a_shopper()
        first = await save(tx, sol)
        for label in ("Work", "Gym"):
            await save(tx, sol, replace(HOME, label=label))
        await customers.remove_address(tx, shopper_id=sol.id, address_id=first.id, now=NOW, actor=sol)
        assert await shown(tx, sol) == [("Gym", True), ("Work", False)]
        with pytest.raises(customers.AddressNotFound):
            await customers.remove_address(tx, shopper_id=sol.id, address_id=first.id, now=NOW, actor=sol)

    async def test_removes_nobody_else_s(self, tx: Tx) -> None:
        sol, eve = a_shopper(), a_shopper()
        saved = await save(tx, sol)
        with pytest.raises(customers.AddressNotFound):
            await customers.remove_address(tx, shopper_id=eve.id, address_id=saved.id, now=NOW, actor=eve)
        assert await shown(tx, sol) == [("Home", True)]
