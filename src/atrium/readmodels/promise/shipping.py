"""When a parcel arrives: from where sourcing would send it, and by the working days that it travels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from atrium.contexts import fulfilment, inventory
from atrium.contexts.fulfilment import Need
from atrium.contexts.locations import Location
from atrium.kit.db import Tx
from atrium.readmodels.promise.rules import RULES, Rules
from atrium.readmodels.promise.working_days import is_working_day, next_working_day
from atrium.readmodels.source_map import Ranking, SourceMap
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.promise import ShippingPromise


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes, as near as is known: its country, its point, and the zone of the days there."""

    country: str
    point: Coordinates | None
    zone: str


def destination_of(address: Address, source_map: SourceMap) -> Destination:
    """Where an address is; its zone is that of the nearest location."""
    places = list(source_map.network.locations.values())
    point = source_map.network.locate(
        country=address.country, postal_code=address.postal_code, region=address.region or None
    )
    zones = [(place.coordinates.distance_km(point) if point else 0.0, place.id, place.zone) for place in places]
    return Destination(address.country, point, min(zones)[2] if zones else "UTC")


def promise_parcel(place: Location, *, to: Destination, now: datetime, rules: Rules = RULES) -> ShippingPromise:
    """When a parcel arrives that is ordered now and sent from this location."""
    there = now.astimezone(ZoneInfo(place.zone))
    country = place.address.country
    day = there.date()
    if not (is_working_day(day, country=country) and there.time() < rules.cut_off):
        day = next_working_day(day + timedelta(days=1), country=country, days=0)
    far = place.coordinates.distance_km(to.point) if to.point else None
    band = rules.band(far)
    return ShippingPromise(
        location=place.id,
        order_by=datetime.combine(day, rules.cut_off, ZoneInfo(place.zone)),
        ships_on=day,
        first=next_working_day(day, country=to.country, days=band.fewest_days),
        last=next_working_day(day, country=to.country, days=band.most_days),
        arrives_in=to.zone,
    )


async def promise_shipping(
    tx: Tx, needs: Sequence[Need], *, address: Address, source_map: SourceMap, now: datetime
) -> list[ShippingPromise]:
    """The parcels in which these lines would come, one promise each; none where not everything can be sent.

    Looks at the nearest locations first, as placing does. One statement, or two.
    """
    ranking = source_map.for_shipping(address)
    for places in (ranking.nearest, ranking.locations):
        wants = [inventory.Want(need.line_number, need.sku, 0) for need in needs]
        found = await inventory.find_candidates(tx, wants, {0: places})
        decisions, missing = fulfilment.choose_sources(
            needs, _candidates(found, ranking, source_map), chosen_by_shopper=False
        )
        if not missing:
            to = destination_of(address, source_map)
            locations = source_map.network.locations
            return [promise_parcel(locations[LocationId(one.location)], to=to, now=now) for one in decisions]
    return []


def _candidates(
    found: Mapping[int, Sequence[inventory.Candidate]], ranking: Ranking, source_map: SourceMap
) -> dict[int, list[fulfilment.Candidate]]:
    return {
        number: [
            fulfilment.Candidate(
                one.location, source_map.name(one.location), one.available, ranking.distances_km.get(one.location)
            )
            for one in ranked
        ]
        for number, ranked in found.items()
    }
