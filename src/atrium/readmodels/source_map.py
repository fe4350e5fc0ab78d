"""From where an order can be served: locations ranked for a shopper's place, kept in process for seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from atrium.contexts import locations
from atrium.kit.db import Database
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId

FRESH_FOR = timedelta(seconds=5)
TWO_DAYS = timedelta(days=2)
NEAREST = 8
"""How many of the best locations are looked at first; most orders never need more."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Locations in the order in which they are asked, and how far each is from the shopper."""

    locations: tuple[str, ...]
    distances_km: dict[str, float]
    chosen_by_shopper: bool = False

    @property
    def nearest(self) -> tuple[str, ...]:
        return self.locations[:NEAREST]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The network as it was a moment ago, with rankings made as they are asked for."""

    network: locations.Network
    _rankings: dict[Coordinates | None, Ranking] = field(default_factory=dict[Coordinates | None, Ranking])

    def name(self, location: str) -> str:
        return self.network.locations[LocationId(location)].name

    def for_shipping(self, address: Address) -> Ranking:
        """Distribution centres before stores, and each kind by distance; without a known place, by id."""
        there = self.network.locate(country=address.country, postal_code=address.postal_code, region=address.region)
        # Kept by place: there are as many as the network knows areas, while shoppers write what they like.
        if there not in self._rankings:
            self._rankings[there] = _ranked(list(self.network.locations.values()), there)
        return self._rankings[there]

    def for_pickup(self, location: str, *, field: str) -> Ranking:
        """The store that the shopper chose; refuses one that is unknown, closed, or hands nothing over."""
        place = self.network.locations.get(LocationId(location))
        if place is None:
            raise locations.PickupNotOffered(location, "there is no such location", field)
        if not place.in_operation:
            raise locations.PickupNotOffered(location, "it is closed", field)
        if not place.hands_over:
            raise locations.PickupNotOffered(location, "it hands nothing over", field)
        return Ranking((location,), {}, chosen_by_shopper=True)

    def for_shipping_from(self, location: str, *, field: str) -> Ranking:
        """The one location that somebody chose to ship; refuses one that is unknown, closed, or ships nothing."""
        place = self.network.locations.get(LocationId(location))
        if place is None:
            raise locations.ShippingNotOffered(location, "there is no such location", field)
        if not place.in_operation:
            raise locations.ShippingNotOffered(location, "it is closed", field)
        if not place.ships:
            raise locations.ShippingNotOffered(location, "it ships nothing", field)
        return Ranking((location,), {})


@dataclass(slots=True)
class SourceMaps:
    """Answers the present source map; reads it anew when it is older than five seconds."""

    database: Database
    now: Callable[[], datetime]
    _map: SourceMap | None = None
    _read_at: datetime | None = None

    async def current(self) -> SourceMap:
        if self._map is None or self._read_at is None or self.now() - self._read_at > FRESH_FOR:
            async with self.database.reading() as tx:
                network = await locations.load_network(tx, since=(self.now() - TWO_DAYS).date())
            if self._map is None or self._map.network != network:
                self._map = SourceMap(network)
            self._read_at = self.now()
        return self._map


def _ranked(places: Sequence[locations.Location], there: Coordinates | None) -> Ranking:
    ships = [place for place in places if place.in_operation and place.ships]
    far: dict[str, float] = {p.id: p.coordinates.distance_km(there) for p in ships} if there else {}
    ships.sort(key=lambda p: (p.kind != "distribution_centre", far.get(p.id, 0.0), p.id))
    return Ranking(tuple(p.id for p in ships), far)
