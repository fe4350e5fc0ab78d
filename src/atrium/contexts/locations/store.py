"""The only writes to locations, and the rows that they are kept in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from atrium.contexts.locations.exceptions import NewException, exceptions_from_rows
from atrium.contexts.locations.model import (
    HoursRows,
    Location,
    LocationKind,
    NewLocation,
    hours_as_rows,
    hours_from_rows,
)
from atrium.contexts.locations.network import PostalArea
from atrium.contexts.locations.opening_hours import spans_as_rows
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId

# A location that is saved again without a change is left alone, so that nobody hears of it.
SAVE_LOCATIONS = """
    INSERT INTO locations.locations AS kept
           (id, kind, name, market, street, city, region, postal_code, country, latitude, longitude,
            zone, hours, capabilities, daily_capacity, changed_at)
    SELECT id, kind, name, market, street, city, region, postal_code, country, latitude, longitude,
           zone, hours, ARRAY(SELECT json_array_elements_text(capabilities)), daily_capacity, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (id text, kind text, name text, market text, street text, city text, region text,
                postal_code text, country text, latitude float8, longitude float8, zone text, hours jsonb,
                capabilities json, daily_capacity integer)
     ORDER BY id
        ON CONFLICT (id) DO UPDATE SET
           kind = EXCLUDED.kind, name = EXCLUDED.name, market = EXCLUDED.market, street = EXCLUDED.street,
           city = EXCLUDED.city, region = EXCLUDED.region, postal_code = EXCLUDED.postal_code,
           country = EXCLUDED.country, latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude,
           zone = EXCLUDED.zone, hours = EXCLUDED.hours, capabilities = EXCLUDED.capabilities,
           daily_capacity = EXCLUDED.daily_capacity, changed_at = EXCLUDED.changed_at
     WHERE (kept.kind, kept.name, kept.market, kept.street, kept.city, kept.region, kept.postal_code,
            kept.country, kept.latitude, kept.longitude, kept.zone, kept.hours, kept.capabilities,
            kept.daily_capacity)
        IS DISTINCT FROM
           (EXCLUDED.kind, EXCLUDED.name, EXCLUDED.market, EXCLUDED.street, EXCLUDED.city, EXCLUDED.region,
            EXCLUDED.postal_code, EXCLUDED.country, EXCLUDED.latitude, EXCLUDED.longitude, EXCLUDED.zone,
            EXCLUDED.hours, EXCLUDED.capabilities, EXCLUDED.daily_capacity)
 RETURNING id
"""
LOCK_LOCATION = """
    SELECT id, kind, name, market, street, city, region, postal_code, country, latitude, longitude,
           zone, hours, capabilities, daily_capacity, closed_reason, changed_at
      FROM locations.locations WHERE id = %(id)s FOR UPDATE
"""
SET_CLOSED = """
    UPDATE locations.locations SET closed_reason = %(reason)s, changed_at = %(now)s WHERE id = %(id)s
"""
# Those that are said again without a change are left alone, so that nobody hears of them.
SAVE_EXCEPTIONS = """
    INSERT INTO locations.exceptions AS kept (location, day, spans, reason, changed_at)
    SELECT location, day, spans, reason, %(now)s
      FROM json_to_recordset(%(rows)s::json) AS new (location text, day date, spans jsonb, reason text)
     WHERE EXISTS (SELECT 1 FROM locations.locations WHERE id = new.location)
     ORDER BY location, day
        ON CONFLICT (location, day) DO UPDATE
       SET spans = EXCLUDED.spans, reason = EXCLUDED.reason, changed_at = EXCLUDED.changed_at
     WHERE (kept.spans, kept.reason) IS DISTINCT FROM (EXCLUDED.spans, EXCLUDED.reason)
 RETURNING location || ' ' || day
"""
KNOWN = "SELECT id FROM locations.locations WHERE id = ANY (%(ids)s)"
LIFT_EXCEPTION = "DELETE FROM locations.exceptions WHERE location = %(location)s AND day = %(day)s"
SET_CAPACITY = """
    UPDATE locations.locations SET daily_capacity = %(daily_capacity)s, changed_at = %(now)s WHERE id = %(id)s
"""
SAVE_AREAS = """
    INSERT INTO locations.postal_areas (country, prefix, latitude, longitude)
    SELECT DISTINCT ON (country, prefix) country, prefix, latitude, longitude
      FROM json_to_recordset(%(rows)s::json)
        AS new (country text, prefix text, latitude float8, longitude float8)
     ORDER BY country, prefix
        ON CONFLICT (country, prefix) DO UPDATE SET latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude
"""


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location as its row has it."""

    id: str
    kind: LocationKind
    name: str
    market: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    latitude: float
    longitude: float
    zone: str
    hours: HoursRows
    capabilities: list[str]
    daily_capacity: int
    closed_reason: str | None
    changed_at: datetime
    exceptions: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def as_location(self) -> Location:
        """The location that the row tells of."""
        return Location(
            id=LocationId(self.id),
            kind=self.kind,
            name=self.name,
            market=self.market,
            address=Address(self.street, self.city, self.region, self.postal_code, self.country),
            coordinates=Coordinates(self.latitude, self.longitude),
            zone=self.zone,
            hours=hours_from_rows(self.hours),
            capabilities=frozenset(self.capabilities),
            daily_capacity=self.daily_capacity,
            closed_reason=self.closed_reason,
            changed_at=self.changed_at,
            exceptions=exceptions_from_rows(self.exceptions),
        )


async def save_locations(tx: Tx, locations: Sequence[NewLocation], *, now: datetime) -> set[str]:
    """The codes of those that are new or changed."""
    rows = [_as_row(location) for location in locations]
    return set(await tx.values(SAVE_LOCATIONS, {"rows": as_rows(rows), "now": now}))


async def lock_location(tx: Tx, location: str) -> Location | None:
    found = await tx.row(LocationRow, LOCK_LOCATION, {"id": location})
    return found.as_location() if found else None


async def set_closed(tx: Tx, location: str, *, reason: str | None, now: datetime) -> None:
    await tx.run(SET_CLOSED, {"id": location, "reason": reason, "now": now})


async def known_locations(tx: Tx, ids: Sequence[str]) -> set[str]:
    """Which of these codes are locations'."""
    return set(await tx.values(KNOWN, {"ids": list(ids)}))


async def save_exceptions(tx: Tx, exceptions: Sequence[NewException], *, now: datetime) -> set[tuple[str, str]]:
    """Which locations and days are new or changed; one statement."""
    rows = [
        {"location": one.location, "day": one.day, "spans": spans_as_rows(one.spans), "reason": one.reason}
        for one in exceptions
    ]
    saved: list[str] = await tx.values(SAVE_EXCEPTIONS, {"rows": as_rows(rows), "now": now})
    return {(location, day) for location, _, day in (text.partition(" ") for text in saved)}


async def lift_exception(tx: Tx, location: str, day: date) -> bool:
    """Whether there was one."""
    return await tx.run(LIFT_EXCEPTION, {"location": location, "day": day}) == 1


async def set_capacity(tx: Tx, location: str, *, daily_capacity: int, now: datetime) -> None:
    await tx.run(SET_CAPACITY, {"id": location, "daily_capacity": daily_capacity, "now": now})


async def save_areas(tx: Tx, areas: Sequence[PostalArea]) -> None:
    rows = [
        {
            "country": area.country,
            "prefix": area.prefix,
            "latitude": area.coordinates.latitude,
            "longitude": area.coordinates.longitude,
        }
        for area in areas
    ]
    await tx.run(SAVE_AREAS, {"rows": as_rows(rows)})


def _as_row(location: NewLocation) -> dict[str, Any]:
    address, here = location.address, location.coordinates
    return {
        "id": location.id,
        "kind": location.kind,
        "name": location.name,
        "market": location.market,
        "street": address.street,
        "city": address.city,
        "region": address.region,
        "postal_code": address.postal_code,
        "country": address.country,
        "latitude": here.latitude,
        "longitude": here.longitude,
        "zone": location.zone,
        "hours": hours_as_rows(location.hours),
        "capabilities": sorted(location.capabilities),
        "daily_capacity": location.daily_capacity,
    }
