"""Commands of locations."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from atrium.contexts.locations import store
from atrium.contexts.locations.errors import LocationInvalid, LocationNotFound
from atrium.contexts.locations.events import (
    CapacityChanged,
    ExceptionLifted,
    HoursExcepted,
    LocationClosed,
    LocationReopened,
    LocationSaved,
)
from atrium.contexts.locations.exceptions import NewException, check_exceptions
from atrium.contexts.locations.model import Location, NewLocation, check_locations
from atrium.contexts.locations.network import PostalArea
from atrium.contexts.locations.opening_hours import spans_as_rows
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.location_id import LocationId

EARLIEST_CLOCK = timedelta(hours=12)
"""How far the last place on earth is behind: a day is over when it is over there."""


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


async def set_capacity(tx: Tx, *, location: str, daily_capacity: int, now: datetime, actor: Actor) -> None:
    """Says how many picks a day a location can do. Refuses with LocationNotFound or LocationInvalid."""
    if daily_capacity < 0:
        raise LocationInvalid(location, "A capacity is not negative.", "daily_capacity")
    found = await _lock(tx, location, actor)
    if found.daily_capacity != daily_capacity:
        await store.set_capacity(tx, location, daily_capacity=daily_capacity, now=now)
        fact = CapacityChanged(location, daily_capacity)
        await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


async def save_exceptions(
    tx: Tx, exceptions: Sequence[NewException], *, now: datetime, actor: Actor
) -> list[LocationId | Refusal]:
    """Makes or changes exceptions to hours; answers for each, in the order given, its location or the refusal.

    Those that are refused do not hold up the others.
    """
    anywhere = (now - EARLIEST_CLOCK).date()
    known = await store.known_locations(tx, [one.location for one in exceptions])
    faults = [
        fault or _unseen(actor, one.location) or (None if one.location in known else LocationNotFound(one.location))
        for one, fault in zip(exceptions, check_exceptions(exceptions, today=anywhere), strict=True)
    ]
    good = [one for one, fault in zip(exceptions, faults, strict=True) if fault is None]
    changed = await store.save_exceptions(tx, good, now=now) if good else set[tuple[str, str]]()
    happened = [
        events.happening(
            HoursExcepted(one.location, one.day.isoformat(), spans_as_rows(one.spans)),
            at=now,
            actor=actor.signature,
            reason=one.reason,
        )
        for one in good
        if (one.location, one.day.isoformat()) in changed
    ]
    await events.append(tx, happened)
    return [fault or LocationId(one.location) for one, fault in zip(exceptions, faults, strict=True)]


async def lift_exception(tx: Tx, *, location: str, day: date, now: datetime, actor: Actor) -> None:
    """Lets the weekly hours hold again on a date; does nothing when they do. Refuses with LocationNotFound."""
    await _lock(tx, location, actor)
    if await store.lift_exception(tx, location, day):
        fact = ExceptionLifted(location, day.isoformat())
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
