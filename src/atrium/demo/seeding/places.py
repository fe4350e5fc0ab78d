"""Where goods are and where shoppers live: stores, distribution centres, postal areas."""

from collections.abc import Sequence
from datetime import datetime

from atrium.contexts import locations
from atrium.demo import retailer
from atrium.demo.seeding.running import raise_first
from atrium.demo.seeding.taxation import MARKET
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId

Place = retailer.DemoStore | retailer.DemoCentre


async def add_locations(tx: Tx, places: Sequence[Place], *, now: datetime) -> None:
    """Adds the stores and centres that are missing."""
    known = (await locations.load_network(tx)).locations
    new = [_location(place) for place in places if LocationId(place.id) not in known]
    raise_first(await locations.save_locations(tx, new, now=now, actor=HOUSE))


async def add_postal_areas(tx: Tx, areas: Sequence[locations.PostalArea]) -> None:
    """Adds or moves postal areas."""
    await locations.save_postal_areas(tx, areas)


def postal_areas() -> list[locations.PostalArea]:
    """The retailer's three-digit prefixes, and the states for all other codes."""
    known = retailer.load_postal_areas()
    country = retailer.COUNTRY
    return [
        *(locations.PostalArea(country, prefix, _middle(area)) for prefix, area in known.by_prefix.items()),
        *(locations.PostalArea.of_region(country, state, _middle(area)) for state, area in known.by_state.items()),
    ]


def _location(place: Place) -> locations.NewLocation:
    return locations.NewLocation(
        id=place.id,
        kind="store" if isinstance(place, retailer.DemoStore) else "distribution_centre",
        name=place.name,
        market=MARKET.code,
        address=Address(place.address, place.city, place.state, place.postal_code, retailer.COUNTRY),
        coordinates=Coordinates(place.latitude, place.longitude),
        zone=place.time_zone,
        hours=locations.parse_opening_hours(place.opening_hours),
        capabilities=frozenset(place.capabilities),
        daily_capacity=place.daily_pick_capacity,
    )


def _middle(area: retailer.PostalArea) -> Coordinates:
    return Coordinates(area.latitude, area.longitude)
