"""Where the shopper is, and which store is theirs: what they said, kept in their own browser."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts.locations import Location
from atrium.readmodels.product_page import ShopperPlace, place_of
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.market import Market

COOKIE = "atrium_place"
A_YEAR_S = 365 * 24 * 3600
FORM = re.compile(r"(?P<postal_code>[A-Z0-9 -]{0,12})\.(?P<store>[A-Z0-9-]{0,16})")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The postal code and the store that a shopper chose; empty where they did not."""

    postal_code: str = ""
    store: str = ""

    @property
    def is_nothing(self) -> bool:
        return not (self.postal_code or self.store)


def chosen_of(request: Request) -> Chosen:
    """What the browser keeps; nothing where it keeps what was not written here."""
    found = FORM.fullmatch(request.cookies.get(COOKIE, ""))
    return Chosen(found["postal_code"], found["store"]) if found else Chosen()


def keep(response: Response, chosen: Chosen, *, secure: bool) -> Response:
    """Lets the browser keep it for a year."""
    response.set_cookie(
        COOKIE,
        f"{chosen.postal_code}.{chosen.store}",
        max_age=A_YEAR_S,
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return response


def store_of(chosen: Chosen, source_map: SourceMap) -> Location | None:
    """The chosen store, while people can visit it."""
    found = source_map.network.locations.get(LocationId(chosen.store)) if chosen.store else None
    return found if found is not None and found.kind == "store" and found.in_operation else None


def shopper_place(chosen: Chosen, source_map: SourceMap, market: Market) -> ShopperPlace:
    """Where the shopper is, as promises are reckoned."""
    store = store_of(chosen, source_map)
    return place_of(
        source_map, country=market.country, postal_code=chosen.postal_code, store=store.id if store else None
    )
