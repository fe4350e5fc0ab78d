"""One item as its page in the shop shows it: what it is, what it costs, and how it can be had near the shopper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from atrium.contexts import catalog, fulfilment
from atrium.kit.db import Tx
from atrium.readmodels.promise import destination_of, promise_parcel, promise_pickup
from atrium.readmodels.source_map import SourceMap
from atrium.readmodels.stores import NearStore, list_stores
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.promise import PickupPromise, ShippingPromise

Shelf = Literal["on_the_shelf", "few_left", "not_here"]
FEW = 3
"""From so many units down a shopper is told the number."""
NEAREST_STORES = 5
RELATED = 12

ITEM = """
    SELECT item.sku, item.name, item.category, item.category_name, item.style, item.description, item.colour,
           item.base_unit, item.picture, price.currency, price.unit_price, price.rate
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
     WHERE item.sku = %(sku)s
"""
SHELVES = """
    SELECT location, sum(available)::bigint AS available
      FROM inventory.stock_levels
     WHERE sku = %(sku)s AND owner = 'own' AND condition = 'new' AND lot = ''
     GROUP BY location
"""
RELATED_ITEMS = """
    SELECT item.sku, item.name, item.picture, price.currency, price.unit_price
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
     WHERE item.category = %(category)s AND item.style = %(style)s AND item.sku <> %(sku)s
     ORDER BY item.colour <> %(colour)s, item.sku < %(sku)s, item.sku
     LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class ShopItem:
    """An item for sale in a market; `picture` is the version of its picture, None for none."""

    sku: str
    name: str
    category: str
    category_name: str
    style: str
    description: str
    colour: str
    base_unit: str
    picture: str | None
    currency: str
    unit_price: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """An item as a small tile shows it."""

    sku: str
    name: str
    picture: str | None
    currency: str
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class StoreOffer:
    """What a store near the shopper has of the item, and when it can be collected; None where it cannot."""

    store: NearStore
    available: int
    pickup: PickupPromise | None

    @property
    def shelf(self) -> Shelf:
        return shelf_of(self.available)


@dataclass(frozen=True, slots=True)
class ProductPage:
    """The page; `available` is what the whole network can promise, `shipping` None where nothing can be sent.

    `stocked_stores` is how many stores that people can visit have some.
    """

    item: ShopItem
    available: int
    stocked_stores: int
    stores: Sequence[StoreOffer]
    shipping: ShippingPromise | None
    related: Sequence[RelatedItem]


@dataclass(frozen=True, slots=True)
class ShopperPlace:
    """Where the shopper is, as far as they said: an address in some words, its point, and the store they chose."""

    address: Address
    point: Coordinates | None
    store: LocationId | None = None


@dataclass(frozen=True, slots=True)
class _Shelf:
    location: str
    available: int


def shelf_of(available: int) -> Shelf:
    """What is said of so many units."""
    if available <= 0:
        return "not_here"
    return "few_left" if available <= FEW else "on_the_shelf"


def place_of(source_map: SourceMap, *, country: str, postal_code: str = "", store: str | None = None) -> ShopperPlace:
    """Where a shopper is by the postal code that they gave, else by the store that they chose."""
    chosen = source_map.network.locations.get(LocationId(store)) if store else None
    if chosen is not None and not postal_code:
        return ShopperPlace(chosen.address, chosen.coordinates, chosen.id)
    address = Address("", "", "", postal_code, country)
    point = source_map.network.locate(country=country, postal_code=postal_code)
    return ShopperPlace(address, point, chosen.id if chosen else None)


async def load_product_page(
    tx: Tx, sku: str, *, market: str, near: ShopperPlace, source_map: SourceMap, now: datetime
) -> ProductPage:
    """The page of an item; refuses with ItemNotFound, also where it is not for sale. Three statements."""
    item = await tx.row(ShopItem, ITEM, {"sku": sku, "market": market})
    if item is None:
        raise catalog.ItemNotFound(sku)
    shelves = {shelf.location: shelf.available for shelf in await tx.rows(_Shelf, SHELVES, {"sku": sku})}
    asked = {"sku": sku, "market": market, "category": item.category, "style": item.style, "colour": item.colour}
    related = await tx.rows(RelatedItem, RELATED_ITEMS, {**asked, "most": RELATED})
    return ProductPage(
        item=item,
        available=sum(shelves.values()),
        stocked_stores=sum(
            shelves.get(place.id, 0) > 0
            for place in source_map.network.locations.values()
            if place.kind == "store" and place.in_operation
        ),
        stores=_store_offers(shelves, near, source_map, now),
        shipping=_shipping(item.sku, shelves, near, source_map, now),
        related=related,
    )


def _store_offers(
    shelves: Mapping[str, int], near: ShopperPlace, source_map: SourceMap, now: datetime
) -> list[StoreOffer]:
    """The store that the shopper chose first, then the nearest ones."""
    stores = list_stores(source_map.network, there=near.point, now=now, most=NEAREST_STORES, before_others=near.store)
    return [
        StoreOffer(store, units, promise_pickup(store.place, now=now) if units else None)
        for store in stores
        for units in [shelves.get(store.place.id, 0)]
    ]


def _shipping(
    sku: str, shelves: Mapping[str, int], near: ShopperPlace, source_map: SourceMap, now: datetime
) -> ShippingPromise | None:
    """From where sourcing would send one unit."""
    ranking = source_map.for_shipping(near.address)
    ranked = [
        fulfilment.Candidate(one, source_map.name(one), shelves[one], ranking.distances_km.get(one))
        for one in ranking.locations
        if shelves.get(one, 0) > 0
    ]
    decisions, _ = fulfilment.choose_sources([fulfilment.Need(1, sku, 1)], {1: ranked}, chosen_by_shopper=False)
    if not decisions:
        return None
    place = source_map.network.locations[LocationId(decisions[0].location)]
    return promise_parcel(place, to=destination_of(near.address, source_map), now=now)
