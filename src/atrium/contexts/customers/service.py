"""Commands and reads of customers: a shopper's own, and nobody else's."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.customers import store
from atrium.contexts.customers.errors import AddressNotFound, ShopperNotFound, TooManyAddresses
from atrium.contexts.customers.events import AddressRemoved, AddressSaved, ProfileChanged
from atrium.contexts.customers.model import (
    MOST_ADDRESSES,
    NewAddress,
    Profile,
    SavedAddress,
    check_address,
    check_profile,
)
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE, Actor, Scope


async def get_profile(tx: Tx, shopper_id: UUID, *, visible_to: Scope) -> Profile:
    """How a shopper is called and reached; empty where they have said nothing. Refuses with ShopperNotFound."""
    _refuse_others(shopper_id, visible_to)
    return await store.find_profile(tx, shopper_id) or Profile()


async def save_profile(tx: Tx, *, shopper_id: UUID, profile: Profile, now: datetime, actor: Actor) -> None:
    """Says how a shopper is called and reached; refuses with ProfileInvalid or ShopperNotFound."""
    _refuse_strangers(shopper_id, actor)
    fault = check_profile(profile)
    if fault is not None:
        raise fault
    tx.locks("customers")
    await store.save_profile(tx, shopper_id, profile, now=now)
    await _tell(tx, ProfileChanged(shopper_id), now=now, actor=actor)


async def list_addresses(tx: Tx, shopper_id: UUID, *, visible_to: Scope) -> list[SavedAddress]:
    """A shopper's addresses, the default first, then the newest; refuses with ShopperNotFound."""
    _refuse_others(shopper_id, visible_to)
    return await store.list_addresses(tx, shopper_id)


async def add_address(
    tx: Tx, *, shopper_id: UUID, address_id: UUID, new: NewAddress, now: datetime, actor: Actor
) -> SavedAddress:
    """Saves an address under an id of the caller's; the first one is the default, whatever it says.

    The same id again changes that address. Refuses with AddressInvalid, TooManyAddresses, ShopperNotFound, or
    AddressNotFound where the id is somebody else's.
    """
    _refuse_strangers(shopper_id, actor)
    fault = check_address(new)
    if fault is not None:
        raise fault
    known = await store.lock_addresses(tx, shopper_id, now=now)
    is_new = address_id not in {one.id for one in known}
    if is_new and len(known) >= MOST_ADDRESSES:
        raise TooManyAddresses(MOST_ADDRESSES)
    wanted = _with_a_default(new, address_id, known)
    await store.write_address(tx, shopper_id, address_id, wanted, is_new=is_new, now=now)
    return await _told(tx, shopper_id, address_id, now=now, actor=actor)


async def change_address(
    tx: Tx, *, shopper_id: UUID, address_id: UUID, new: NewAddress, now: datetime, actor: Actor
) -> SavedAddress:
    """Changes an address; refuses with AddressInvalid, AddressNotFound or ShopperNotFound."""
    _refuse_strangers(shopper_id, actor)
    fault = check_address(new)
    if fault is not None:
        raise fault
    known = await store.lock_addresses(tx, shopper_id, now=now)
    if address_id not in {one.id for one in known}:
        raise AddressNotFound(address_id)
    wanted = _with_a_default(new, address_id, known)
    await store.write_address(tx, shopper_id, address_id, wanted, is_new=False, now=now)
    return await _told(tx, shopper_id, address_id, now=now, actor=actor)


async def remove_address(tx: Tx, *, shopper_id: UUID, address_id: UUID, now: datetime, actor: Actor) -> None:
    """Lets go of an address; the newest other one takes the place of the default. Refuses with AddressNotFound."""
    _refuse_strangers(shopper_id, actor)
    known = await store.lock_addresses(tx, shopper_id, now=now)
    if address_id not in {one.id for one in known}:
        raise AddressNotFound(address_id)
    await store.remove_address(tx, shopper_id, address_id)
    await _tell(tx, AddressRemoved(shopper_id, address_id), now=now, actor=actor)


async def _told(tx: Tx, shopper_id: UUID, address_id: UUID, *, now: datetime, actor: Actor) -> SavedAddress:
    saved = next((one for one in await store.list_addresses(tx, shopper_id) if one.id == address_id), None)
    if saved is None:
        # The id is there already, and not this shopper's.
        raise AddressNotFound(address_id)
    await _tell(tx, AddressSaved(shopper_id, address_id), now=now, actor=actor)
    return saved


def _with_a_default(new: NewAddress, address_id: UUID, known: list[SavedAddress]) -> NewAddress:
    """One of a shopper's addresses is the default: this one, unless another one is and it does not want to be."""
    has_another = any(one.is_default for one in known if one.id != address_id)
    return replace(new, is_default=new.is_default or not has_another)


async def _tell(tx: Tx, fact: events.Fact, *, now: datetime, actor: Actor) -> None:
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


def _refuse_others(shopper_id: UUID, visible_to: Scope) -> None:
    if visible_to.shopper != shopper_id:
        raise ShopperNotFound(shopper_id)


def _refuse_strangers(shopper_id: UUID, actor: Actor) -> None:
    if actor is not HOUSE:
        _refuse_others(shopper_id, actor.sees)
