"""Reads of locations."""

from dataclasses import dataclass
from datetime import date

from atrium.contexts.locations.errors import LocationNotFound
from atrium.contexts.locations.model import Location, LocationKind
from atrium.contexts.locations.network import Network
from atrium.contexts.locations.store import LocationRow
from atrium.kit.db import Tx
from atrium.kit.paging import Page, from_cursor, to_cursor
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.coordinates import Coordinates

LIST_LOCATIONS = """
    SELECT id, kind, name, market, street, city, region, postal_code, country, latitude, longitude,
           zone, hours, capabilities, daily_capacity, closed_reason, changed_at,
           coalesce((SELECT json_agg(json_build_object('day', day, 'spans', spans, 'reason', reason))
                       FROM locations.exceptions
                      WHERE location = locations.id AND (%(since)s::date IS NULL OR day >= %(since)s::date)),
                    '[]') AS exceptions
      FROM locations.locations
     WHERE (%(visible)s::text[] IS NULL OR id = ANY (%(visible)s::text[]))
       AND (%(id)s::text IS NULL OR id = %(id)s::text)
       AND (%(kind)s::text IS NULL OR kind = %(kind)s::text)
       AND (%(after)s::text IS NULL OR id > %(after)s::text)
     ORDER BY id
     LIMIT %(limit)s
"""
LIST_AREAS = "SELECT country, prefix, latitude, longitude FROM locations.postal_areas"


@dataclass(frozen=True, slots=True)
class _AreaRow:
    country: str
    prefix: str
    latitude: float
    longitude: float


async def get_location(tx: Tx, location: str, *, visible_to: Scope) -> Location:
    """One location with all its exceptions; refuses with LocationNotFound, also when it is not visible."""
    found = await _list(tx, visible_to=visible_to, location=location, limit=1)
    if not found:
        raise LocationNotFound(location)
    return found[0]


async def list_locations(
    tx: Tx,
    *,
    visible_to: Scope,
    kind: LocationKind | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Location]:
    """Locations by code, closed ones too."""
    after = from_cursor(cursor, tuple[str])[0] if cursor else None
    found = await _list(tx, visible_to=visible_to, kind=kind, after=after, limit=limit + 1)
    return Page(found[:limit], to_cursor(found[limit - 1].id) if len(found) > limit else None)


async def load_network(tx: Tx, *, since: date | None = None) -> Network:
    """Every location and postal area as one value. Two statements; to be kept and reloaded on events.

    Exceptions of days before `since` are left out.
    """
    locations = await _list(tx, visible_to=EVERYTHING, since=since)
    areas = await tx.rows(_AreaRow, LIST_AREAS)
    return Network(
        {location.id: location for location in locations},
        {(area.country, area.prefix): Coordinates(area.latitude, area.longitude) for area in areas},
    )


async def _list(
    tx: Tx,
    *,
    visible_to: Scope,
    location: str | None = None,
    kind: str | None = None,
    after: str | None = None,
    limit: int | None = None,
    since: date | None = None,
) -> list[Location]:
    visible = None if visible_to.locations is None else list(visible_to.locations)
    words = {"visible": visible, "id": location, "kind": kind, "after": after, "limit": limit, "since": since}
    return [row.as_location() for row in await tx.rows(LocationRow, LIST_LOCATIONS, words)]
