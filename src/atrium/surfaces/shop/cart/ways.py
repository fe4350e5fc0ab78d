"""How a line of a cart can come, as the shopper chooses it: `ship`, or `pickup:` with a location."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts import carts, locations
from atrium.contexts.carts import CartLineInvalid
from atrium.readmodels.cart_page import CartPage, PageLine
from atrium.readmodels.promise import promise_pickup
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.shop.place import Chosen, store_of
from atrium.surfaces.shop.shop_words import ShopWords
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.mode import Mode
from atrium.vocabulary.promise import PickupPromise, ShippingPromise

PICKUP = "pickup:"
NEAREST = 5


@dataclass(frozen=True, slots=True)
class LineWays:
    """A line with the ways in which it can come, the present one first, and what is said of when."""

    shown: PageLine
    value: str
    options: Sequence[tuple[str, str]]
    when: str


def way_of(line: carts.CartLine) -> str:
    """How the line comes now."""
    return f"{PICKUP}{line.pickup_location}" if line.mode == "pickup" else "ship"


def parse_way(way: str) -> tuple[Mode, str | None]:
    """Mode and place of a way; refuses what is neither."""
    if way == "ship":
        return "ship", None
    if way.startswith(PICKUP) and len(way) > len(PICKUP):
        return "pickup", way.removeprefix(PICKUP)
    raise CartLineInvalid("Choose shipping, or a store to collect at.", "way")


def near_stores(chosen: Chosen, source_map: SourceMap, there: Coordinates | None) -> list[locations.Location]:
    """The shopper's store, then the nearest ones that hand goods over; none while nobody knows where they are."""
    mine = store_of(chosen, source_map)
    point = there or (mine.coordinates if mine else None)
    if point is None:
        return []
    places = [place for place in source_map.network.locations.values() if place.kind == "store" and place.hands_over]
    places.sort(key=lambda place: (mine is None or place.id != mine.id, place.coordinates.distance_km(point), place.id))
    return places[:NEAREST]


def lines_of(page: CartPage, say: ShopWords, now: datetime) -> list[LineWays]:
    """Every line with its ways."""
    return [LineWays(line, way_of(line.line), _options(line, say, now), _when(line, say)) for line in page.lines]


def _options(shown: PageLine, say: ShopWords, now: datetime) -> list[tuple[str, str]]:
    options = [("ship", "Ship to you")]
    line, seen = shown.line, set[str]()
    if line.mode == "pickup" and line.pickup_location is not None:
        name = shown.place.name if shown.place else line.pickup_location
        options.append((way_of(line), f"Pick up at {name}"))
        seen.add(line.pickup_location)
    for offer in shown.near:
        if offer.place.id not in seen:
            promise = promise_pickup(offer.place, now=now)
            when = f" · {say.pickup(promise)}" if promise else ""
            options.append((f"{PICKUP}{offer.place.id}", f"Pick up at {offer.place.name}{when}"))
    return options


def _when(shown: PageLine, say: ShopWords) -> str:
    match shown.promise:
        case PickupPromise() as promise:
            return say.pickup(promise)
        case ShippingPromise() as promise:
            return f"Arrives {say.parcel(promise)}"
        case None:
            return ""
