"""Asking when an item can be had."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import inventory, locations
from atrium.contexts.fulfilment import Need
from atrium.readmodels.promise import promise_pickup, promise_shipping
from atrium.surfaces.shared import answer, door, house_of, route
from atrium.vocabulary.contact import Address
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.promise import PickupPromise, ShippingPromise
from atrium.vocabulary.quantity import MOST

promises = door("/v1/promises", tag="promises")


@dataclass(frozen=True, slots=True)
class PickupView:
    """From `ready_at` on it can be collected at the location, until `closes_at` that day."""

    location: str
    ready_at: datetime
    closes_at: datetime

    @classmethod
    def of(cls, promise: PickupPromise) -> "PickupView":
        return cls(promise.location, promise.ready_at, promise.closes_at)


@dataclass(frozen=True, slots=True)
class ParcelView:
    """Ordered before `order_by` it leaves the location on `ships_on` and arrives from `first` to `last`."""

    location: str
    order_by: datetime
    ships_on: date
    first: date
    last: date
    promised_by: datetime

    @classmethod
    def of(cls, promise: ShippingPromise) -> "ParcelView":
        return cls(
            promise.location, promise.order_by, promise.ships_on, promise.first, promise.last, promise.promised_by
        )


@dataclass(frozen=True, slots=True)
class PromisesView:
    """When so many units can be had; `pickup` is null and `parcels` empty where they cannot."""

    sku: str
    quantity: int
    pickup: PickupView | None
    parcels: list[ParcelView]


@route(
    promises,
    "GET",
    "",
    requires="stock:read",
    summary="When an item can be collected at a location, and when it would arrive at a postal code",
    answers=PromisesView,
    refuses=[locations.LocationNotFound],
)
async def get_promises(
    request: Request,
    sku: Annotated[str, Query(min_length=1, max_length=64)],
    quantity: Annotated[int, Query(ge=1, le=MOST)] = 1,
    location: Annotated[str | None, Query(max_length=64, description="Where it would be collected.")] = None,
    postal_code: Annotated[str | None, Query(max_length=16, description="Where it would be sent.")] = None,
    country: Annotated[str, Query(pattern="^[A-Z]{2}$")] = "US",
) -> Response:
    house = house_of(request)
    source_map, now = await house.source_maps.current(), house.now()
    pickup: PickupView | None = None
    parcels: list[ParcelView] = []
    async with house.database.reading() as tx:
        if location is not None:
            place = source_map.network.locations.get(LocationId(location))
            if place is None:
                raise locations.LocationNotFound(location)
            (there,) = await inventory.list_availability(tx, [sku], location=location)
            promise = promise_pickup(place, now=now) if there.here >= quantity else None
            pickup = PickupView.of(promise) if promise else None
        if postal_code is not None:
            address = Address("", "", "", postal_code, country)
            sent = await promise_shipping(tx, [Need(1, sku, quantity)], address=address, source_map=source_map, now=now)
            parcels = [ParcelView.of(one) for one in sent]
    return answer(PromisesView(sku, quantity, pickup, parcels))
