"""What the pages of the console have in common: who is here, where they can go, and what was chosen in a form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import Invalid
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import CONSOLE, HOME
from atrium.surfaces.shared.house import House, house_of
from atrium.surfaces.shared.routing import GuardedRoute
from atrium.vocabulary.actor import Actor

WAYS = (HOME, *(f"{HOME}/{name}" for name in ("orders", "stock", "locations", "people", "mailbox", "events")))


@dataclass(eq=False)
class ChoiceUnknown(Invalid):
    """A filter in the page's address is not one of its choices."""

    name: str
    value: str
    remedy = "Choose from the lists of the page."

    def __post_init__(self) -> None:
        self.field = self.name

    @property
    def message(self) -> str:
        return f"{self.value!r} is no choice for {self.name.replace('_', ' ')}."


def show_desk(request: Request, template: str, *, way: str, status: int = 200, **words: Any) -> Response:
    """A page of the console for an operator, with the ways that are open in this house."""
    actor = admit_operator(request)
    return CONSOLE.show(request, template, status=status, **common(request, actor, way), **words)


def common(request: Request, actor: Actor, way: str) -> dict[str, Any]:
    """What the shell of each page is told."""
    return {
        "actor": actor,
        "retailer": retailer_of(house_of(request)),
        "way": way,
        "open_ways": open_ways(request),
        "may": actor.may,
    }


def retailer_of(house: House) -> str:
    return next((market.legal_entity for market in house.markets.values()), "")


def open_ways(request: Request) -> frozenset[str]:
    """Those pages that this house has."""
    state = request.app.state
    if not hasattr(state, "console_ways"):
        paths = {found.path for found in request.app.router.routes if isinstance(found, GuardedRoute)}
        state.console_ways = frozenset(way for way in WAYS if way in paths)
    return cast("frozenset[str]", state.console_ways)


def chosen(request: Request, name: str, choices: Collection[str]) -> str | None:
    """What was chosen in a list of the form; None for all. Refuses what is not in the list."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    if value not in choices:
        raise ChoiceUnknown(name, value[:60])
    return value


def typed(request: Request, name: str, *, most: int = 200) -> str:
    """What was typed into a field, without spare blanks, at most so long."""
    return " ".join(request.query_params.get(name, "").split())[:most]


def place_options(source_map: SourceMap) -> list[tuple[str, str]]:
    """Every location for a list to choose from, centres first, then by name."""
    places = sorted(source_map.network.locations.values(), key=lambda place: (place.kind, place.name))
    return [(place.id, place.name) for place in places]


def address(path: str, choices: Mapping[str, str | None], **more: str | None) -> str:
    """A page's address with what is chosen."""
    kept = {name: value for name, value in {**choices, **more}.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
