"""How people sign in to the demo: the same password and PIN for everybody, which open nothing but a demo house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import hypot
from uuid import UUID

from atrium.contexts import customers, identity
from atrium.demo import retailer
from atrium.demo.seeding.people import person_id
from atrium.demo.seeding.running import alone, raise_first
from atrium.kit import passwords
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import HOUSE
from atrium.vocabulary.contact import Address

PASSWORD = "wrenfield"  # noqa: S105 - everybody may know it: a house that is no demo does not start with it
PIN = "2580"
SHOPPERS = 10
STORE = retailer.VISITORS_STORE
"""Where the tour begins; in a house without it, the first store."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of the demo's staff who signs in; `location` is None for everywhere."""

    id: UUID
    name: str
    email: str
    role: identity.StaffRole
    location: str | None


@dataclass(frozen=True, slots=True)
class SignIns:
    """Whom a newcomer may be: somebody of each kind, and where they belong."""

    store: str
    store_name: str
    shopper: str
    associate: str
    manager: str
    operator: str
    owner: str


async def add_sign_ins(database: Database, places: Sequence[str], *, now: datetime) -> SignIns:
    """Lets the demo's people in, with their roles at these places; does nothing where that was done before."""
    password_hash, pin_hash = await passwords.hash_password(PASSWORD), await passwords.hash_password(PIN)

    async def add(tx: Tx) -> None:
        if await identity.has_demo_sign_ins(tx):
            return
        await _add_staff(tx, _staff(places), password_hash, pin_hash, now)
        await _add_shoppers(tx, _shoppers(_store(places)), password_hash, now)

    await alone(database, add)
    return _tour(places)


async def _add_staff(tx: Tx, staff: Sequence[Staff], password_hash: str, pin_hash: str, now: datetime) -> None:
    # The others have acted with a key from the start.
    new = [
        identity.NewActor(one.id, "staff", one.name, [])
        for one in staff
        if one.id == person_id(f"manager/{one.location}")
    ]
    raise_first(await identity.add_actors(tx, new, now=now))
    await identity.give_roles(tx, [identity.Assignment(one.id, one.role, one.location) for one in staff], now=now)
    for one in staff:
        await identity.save_staff_credential(
            tx, actor_id=one.id, email=one.email, password_hash=password_hash, now=now, is_demo=True
        )
        if one.location is not None:
            await identity.save_pin(tx, actor_id=one.id, pin_hash=pin_hash, now=now, is_demo=True)


async def _add_shoppers(tx: Tx, shoppers: Sequence[retailer.DemoShopper], password_hash: str, now: datetime) -> None:
    new: list[identity.NewShopper] = []
    for one in shoppers:
        id_, name = person_id(f"shopper/{one.id}"), f"{one.first_name} {one.last_name}"
        new.append(identity.NewShopper(id_, one.email, name, password_hash))
    raise_first(await identity.add_shoppers(tx, new, now=now, is_demo=True))
    for known, one in zip(new, shoppers, strict=True):
        await customers.save_profile(
            tx, shopper_id=known.id, profile=customers.Profile(known.name), now=now, actor=HOUSE
        )
        there = Address(one.address, one.city, one.state, one.postal_code, retailer.COUNTRY)
        await customers.add_address(
            tx,
            shopper_id=known.id,
            address_id=person_id(f"home/{one.id}"),
            new=customers.NewAddress(known.name, there, "Home"),
            now=now,
            actor=HOUSE,
        )


def _staff(places: Sequence[str]) -> list[Staff]:
    """The owner, an operator, and of each place its manager and its associate."""
    domain = retailer.EMAIL_DOMAIN
    everywhere = [
        Staff(person_id("owner"), "", f"owner@{domain}", "owner", None),
        Staff(person_id("operator"), "", f"operator@{domain}", "operator", None),
    ]
    wanted, kept = set(places), dict[str, Staff]()
    for one in retailer.load_associates():
        if one.location_id in wanted:
            leads = one.role != "store_associate"
            works_with_a_key = one.role != "store_manager"
            word = "associate" if works_with_a_key else "manager"
            id_ = person_id(f"{word}/{one.location_id}")
            name = f"{one.first_name} {one.last_name}"
            kept[one.email] = Staff(id_, name, one.email, "manager" if leads else "associate", one.location_id)
    return everywhere + list(kept.values())


def _store(places: Sequence[str]) -> retailer.DemoStore | None:
    stores = [one for one in retailer.load_stores() if one.id in set(places)]
    return next((one for one in stores if one.id == STORE), stores[0] if stores else None)


def _shoppers(store: retailer.DemoStore | None) -> list[retailer.DemoShopper]:
    """Those who live nearest to the store where the tour begins."""
    everybody = retailer.load_shoppers()
    if store is None:
        return list(everybody[:SHOPPERS])
    far = {one.id: hypot(one.latitude - store.latitude, one.longitude - store.longitude) for one in everybody}
    return sorted(everybody, key=lambda one: (far[one.id], one.id))[:SHOPPERS]


def _tour(places: Sequence[str]) -> SignIns:
    store = _store(places)
    here = [one for one in _staff(places) if store is not None and one.location == store.id]
    by_role = {one.role: one.email for one in here}
    domain = retailer.EMAIL_DOMAIN
    return SignIns(
        store=store.id if store else "",
        store_name=store.name if store else "",
        shopper=_shoppers(store)[0].email,
        associate=by_role.get("associate", ""),
        manager=by_role.get("manager", ""),
        operator=f"operator@{domain}",
        owner=f"owner@{domain}",
    )
