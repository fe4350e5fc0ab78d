"""Where the associate stands: the one location whose work a till shows."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import locations
from atrium.kit.refusals import Forbidden
from atrium.surfaces.shared import actor_of, house_of
from atrium.surfaces.till.assembly import till_of
from atrium.surfaces.till.surface import TILL
from atrium.vocabulary.location_id import LocationId


@dataclass(eq=False)
class NoStation(Forbidden):
    """Whoever came in does not work at one location, so there is no queue to show."""

    remedy = "Sign in at the till of a location where you work."

    @property
    def message(self) -> str:
        return "A till shows the work of one location, and you came in at none."


@dataclass(frozen=True, slots=True)
class Station:
    """A location as its till needs it; `zone` is its clock."""

    location: str
    name: str
    zone: str
    collects: bool
    """Whether shoppers collect here."""
    ships: bool


async def station_of(request: Request) -> Station:
    """The location that the associate's session is at; refuses with NoStation."""
    places = actor_of(request).sees.locations
    if places is None or len(places) != 1:
        raise NoStation
    network = (await house_of(request).source_maps.current()).network
    found = network.locations.get(LocationId(places[0]))
    if found is None:
        raise NoStation
    return _station(found)


async def show(request: Request, template: str, *, section: str, status: int = 200, **words: Any) -> Response:
    """A page of the till with its frame: where it stands, who is signed in, and what waits in the queues."""
    station = await station_of(request)
    return TILL.show(
        request,
        template,
        status=status,
        station=station,
        actor=actor_of(request),
        section=section,
        pieces=till_of(request).pieces(station.location),
        **words,
    )


def _station(place: locations.Location) -> Station:
    return Station(place.id, place.name, str(place.zone), place.hands_over, place.ships)
