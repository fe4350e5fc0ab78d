"""Commands of locations."""

from collections.abc import Sequence
from datetime import datetime

from atrium.contexts.locations import store
from atrium.contexts.locations.errors import LocationNotFound
from atrium.contexts.locations.events import LocationClosed, LocationReopened, LocationSaved
from atrium.contexts.locations.model import Location, NewLocation, check_locations
from atrium.contexts.locations.network import PostalArea
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.location_id import LocationId


async def save_locations(
    tx: Tx, locations: Sequence[NewLocation], *, now: datetime, actor: Actor
) -> list[LocationId | Refusal]:
    """Adds or replaces locations; answers for each, in the order given, its code or the refusal as a value.

    A closure stays as it is. Those that are refused do not hold up the others.
    """
    faults = [
        fault or _unseen(actor, location.id)
        for location, fault in zip(locations, check_locations(locations), strict=True)
    ]
    good = [location for location, fault in zip(locations, faults, strict=True) if fault is None]
    changed = await store.save_locations(tx, good, now=now) if good else set[str]()
    facts = [LocationSaved(one.id, one.kind, one.name) for one in good if one.id in changed]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])
    return [fault or LocationId(one.id) for one, fault in zip(locations, faults, strict=True)]


async def close_location(tx: Tx, *, location: str, reason: str, now: datetime, actor: Actor) -> None:
    """Takes a location out of operation, or says a new reason why it is; what is at work there goes on.

    Refuses with LocationNotFound.
    """
    found = await _lock(tx, location, actor)
    if found.closed_reason != reason:
        await store.set_closed(tx, location, reason=reason, now=now)
        fact = LocationClosed(location, reason)
        await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])


async def reopen_location(tx: Tx, *, location: str, now: datetime, actor: Actor) -> None:
    """Puts a location back into operation; does nothing when it is. Refuses with LocationNotFound."""
    found = await _lock(tx, location, actor)
    if found.closed_reason is not None:
        await store.set_closed(tx, location, reason=None, now=now)
        fact = LocationReopened(location)
        await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


async def save_postal_areas(tx: Tx, areas: Sequence[PostalArea]) -> None:
    """Adds or moves postal areas; of one that is named twice, one counts."""
    if areas:
        await store.save_areas(tx, areas)


async def _lock(tx: Tx, location: str, actor: Actor) -> Location:
    unseen = _unseen(actor, location)
    if unseen is not None:
        raise unseen
    found = await store.lock_location(tx, location)
    if found is None:
        raise LocationNotFound(location)
    return found


def _unseen(actor: Actor, location: str) -> LocationNotFound | None:
    return None if actor.sees.covers_location(location) else LocationNotFound(location)
