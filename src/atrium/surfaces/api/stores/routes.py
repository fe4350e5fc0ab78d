"""Asking which stores are near, and whether they are open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts.locations import Network
from atrium.kit.refusals import NotFound
from atrium.readmodels.stores import NearStore, list_stores
from atrium.surfaces.api.locations.shapes import LocationAnswer
from atrium.surfaces.shared import answer, door, house_of, route
from atrium.vocabulary.coordinates import Coordinates

stores = door("/v1/stores", tag="stores")


@dataclass(eq=False)
class PlaceUnknown(NotFound):
    """Nobody knows where that postal code is."""

    postal_code: str
    field: str | None = "postal_code"
    remedy = "Check the postal code, or give latitude and longitude."

    @property
    def message(self) -> str:
        return f"The place of the postal code {self.postal_code} is not known."


@dataclass(frozen=True, slots=True)
class StoreView:
    """A store, how far it is, and until or from when it is open, by its own clock."""

    store: LocationAnswer
    distance_km: float | None
    open_now: bool
    closes_at: datetime | None
    opens_at: datetime | None

    @classmethod
    def of(cls, near: NearStore) -> "StoreView":
        far = None if near.distance_km is None else round(near.distance_km, 1)
        return cls(LocationAnswer.of(near.place), far, near.is_open, near.closes_at, near.opens_at)


@route(
    stores,
    "GET",
    "",
    requires="locations:read",
    summary="Stores by distance from a postal code or a point, else by name",
    answers=list[StoreView],
    refuses=[PlaceUnknown],
)
async def list_near_stores(
    request: Request,
    postal_code: Annotated[str | None, Query(max_length=16)] = None,
    country: Annotated[str, Query(pattern="^[A-Z]{2}$")] = "US",
    latitude: Annotated[float | None, Query(ge=-90, le=90)] = None,
    longitude: Annotated[float | None, Query(ge=-180, le=180)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> Response:
    house = house_of(request)
    network = (await house.source_maps.current()).network
    there = _there(network, country, postal_code)
    if latitude is not None and longitude is not None:
        there = Coordinates(latitude, longitude)
    return answer([StoreView.of(one) for one in list_stores(network, there=there, now=house.now(), most=limit)])


def _there(network: Network, country: str, postal_code: str | None) -> Coordinates | None:
    if postal_code is None:
        return None
    there = network.locate(country=country, postal_code=postal_code)
    if there is None:
        raise PlaceUnknown(postal_code)
    return there
