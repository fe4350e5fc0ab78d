"""Items as an associate looks them up: what is here, what is near, and what the whole network has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atrium.contexts import locations
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.location_id import LocationId

NEAREST = 12
"""How many other stores are looked at; the network's sum counts all."""

# A few items at a few places: one index look-up each.
LEVELS = """
    SELECT level.sku, level.location, level.on_hand, level.available, level.reserved, level.held
      FROM json_to_recordset(%(wanted)s::json) AS wanted (sku text, location text)
     CROSS JOIN LATERAL (
           SELECT sku, location, on_hand, available, reserved, held FROM inventory.stock_levels
            WHERE sku = wanted.sku AND location = wanted.location
              AND owner = 'own' AND condition = 'new' AND lot = '' LIMIT 1) AS level
"""
NETWORK = """
    SELECT sku, sum(available)::bigint AS available, count(*) FILTER (WHERE available > 0) AS places
      FROM inventory.stock_levels
     WHERE sku = ANY (%(skus)s::text[]) AND owner = 'own' AND condition = 'new'
     GROUP BY sku
"""


@dataclass(frozen=True, slots=True)
class ShelfHere:
    """An item's stock at the place that was asked about, in base units; `promised` to orders or held for them."""

    on_hand: int = 0
    available: int = 0
    promised: int = 0


@dataclass(frozen=True, slots=True)
class ShelfNear:
    """Another place that has some."""

    location: str
    name: str
    distance_km: float
    available: int


@dataclass(frozen=True, slots=True)
class StockNear:
    """One item: here, nearby (the nearest first, only those that have some), and in the network."""

    sku: str
    here: ShelfHere
    near: list[ShelfNear]
    network: int
    places: int
    """How many locations have some."""


@dataclass(frozen=True, slots=True)
class _Level:
    sku: str
    location: str
    on_hand: int
    available: int
    reserved: int
    held: int


@dataclass(frozen=True, slots=True)
class _Sum:
    sku: str
    available: int
    places: int


async def load_stock_near(
    tx: Tx, skus: Sequence[str], *, location: str, network: locations.Network
) -> Mapping[str, StockNear]:
    """Each item's stock seen from a location; two statements, however many items there are."""
    far = nearest(network, location)
    places = [location, *far]
    wanted = [{"sku": sku, "location": place} for sku in skus for place in places]
    levels = {(one.sku, one.location): one for one in await tx.rows(_Level, LEVELS, {"wanted": as_rows(wanted)})}
    sums = {one.sku: one for one in await tx.rows(_Sum, NETWORK, {"skus": list(skus)})}
    return {
        sku: StockNear(
            sku=sku,
            here=_here(levels.get((sku, location))),
            near=[
                ShelfNear(place, network.locations[LocationId(place)].name, round(far[place], 1), level.available)
                for place in far
                if (level := levels.get((sku, place))) is not None and level.available
            ],
            network=sums[sku].available if sku in sums else 0,
            places=sums[sku].places if sku in sums else 0,
        )
        for sku in skus
    }


def nearest(network: locations.Network, location: str) -> dict[str, float]:
    """The nearest other stores that are in operation, and how far each is, in km."""
    centre = network.locations.get(LocationId(location))
    if centre is None:
        return {}
    others = {
        place.id: place.coordinates.distance_km(centre.coordinates)
        for place in network.locations.values()
        if place.id != location and place.in_operation and place.hands_over
    }
    return dict(sorted(others.items(), key=lambda other: (other[1], other[0]))[:NEAREST])


def _here(level: _Level | None) -> ShelfHere:
    if level is None:
        return ShelfHere()
    return ShelfHere(level.on_hand, level.available, level.reserved + level.held)
