"""A cart as its holder sees it: what each line is, costs and comes to, and when it can be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from atrium.contexts import fulfilment, inventory, locations, pricing
from atrium.contexts.carts import Cart, CartLine
from atrium.kit.db import Tx
from atrium.readmodels.promise import destination_of, promise_parcel, promise_pickup
from atrium.readmodels.source_map import Ranking, SourceMap
from atrium.vocabulary.contact import Address
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.market import Market
from atrium.vocabulary.promise import Promise, ShippingPromise

LineState = Literal["fine", "short", "no_pickup", "not_sold"]
SHIPPED = "by parcel"
NEAR = "near the shopper"
"""Names of rankings among those of places, whose codes have no blank."""
NEAR_WANTS = 1_000_000
"""Added to a line's number where stores near the shopper are looked at for it; lines never count so far."""

GOODS = """
    SELECT item.sku, item.name, item.picture, item.base_unit,
           price.market, price.currency, price.unit_price, price.tax_class, price.rate
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
     WHERE item.sku = ANY (%(skus)s::text[])
"""


@dataclass(frozen=True, slots=True)
class Goods:
    """An item of the cart as it is sold now; `picture` is the version of its picture, None for none."""

    sku: str
    name: str
    picture: str | None
    base_unit: str
    market: str
    currency: str
    unit_price: Decimal
    tax_class: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class NearOffer:
    """A store near the shopper that has enough of a line's item to have it collected there."""

    place: locations.Location
    available: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the cart. `goods` is None where the item is not sold any more, `promise` where it cannot be had.

    `left` is how many of the wanted units can be had that way, at most the quantity; money in minor units.
    """

    line: CartLine
    goods: Goods | None
    place: locations.Location | None
    left: int
    promise: Promise | None
    net_minor: int
    tax_minor: int
    near: Sequence[NearOffer] = ()

    @property
    def state(self) -> LineState:
        if self.goods is None:
            return "not_sold"
        if self.line.mode == "pickup" and (self.place is None or not self.place.hands_over):
            return "no_pickup"
        return "fine" if self.left >= self.line.quantity else "short"


@dataclass(frozen=True, slots=True)
class CartPage:
    """The cart with its sums in minor units, tax by rate (a fraction)."""

    cart: Cart
    currency: str
    lines: Sequence[PageLine]
    taxes: Sequence[tuple[Decimal, int]]

    @property
    def net_minor(self) -> int:
        return sum(line.net_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        return sum(minor for _, minor in self.taxes)

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.tax_minor

    @property
    def orderable(self) -> bool:
        """Whether every line can be had as it is asked for."""
        return bool(self.lines) and all(line.state == "fine" for line in self.lines)


async def load_cart_page(
    tx: Tx,
    cart: Cart,
    *,
    market: Market,
    source_map: SourceMap,
    now: datetime,
    near: Sequence[locations.Location] = (),
) -> CartPage:
    """The page of a cart that was read, with what stores `near` the shopper have.

    No statement for an empty one, else two, or three where goods are far.
    """
    if not cart.lines:
        return CartPage(cart, market.currency, (), ())
    skus = sorted({line.sku for line in cart.lines})
    goods = {one.sku: one for one in await tx.rows(Goods, GOODS, {"skus": skus, "market": market.code})}
    address = cart.address or Address("", "", "", "", market.country)
    supply = await _supply(tx, cart, address, source_map, near)
    lines = [_line(line, goods.get(line.sku), supply, market=market, now=now) for line in cart.lines]
    return CartPage(cart, market.currency, lines, _taxes(lines))


@dataclass(frozen=True, slots=True)
class _Supply:
    """What can be had of each line, by number, and from where parcels would come."""

    source_map: SourceMap
    left: Mapping[int, int]
    sources: Mapping[int, Sequence[str]]
    near: Mapping[int, Sequence[NearOffer]]
    address: Address

    def place(self, code: str | None) -> locations.Location | None:
        return self.source_map.network.locations.get(LocationId(code)) if code else None

    def promise(self, line: CartLine, now: datetime) -> Promise | None:
        if line.mode == "pickup":
            place = self.place(line.pickup_location)
            return promise_pickup(place, now=now) if place else None
        to = destination_of(self.address, self.source_map)
        parcels: list[ShippingPromise] = []
        for code in self.sources.get(line.number, ()):
            place = self.place(code)
            if place is not None:
                parcels.append(promise_parcel(place, to=to, now=now))
        return max(parcels, key=lambda parcel: parcel.last, default=None)


async def _supply(
    tx: Tx, cart: Cart, address: Address, source_map: SourceMap, near: Sequence[locations.Location]
) -> _Supply:
    ranking = source_map.for_shipping(address)
    places = {line.pickup_location: (line.pickup_location,) for line in cart.lines if line.pickup_location}
    stores = tuple(place.id for place in near)
    found = await _candidates(tx, cart.lines, {**places, SHIPPED: ranking.nearest, NEAR: stores})
    shipped = [line for line in cart.lines if line.mode == "ship"]
    decisions, missing = _sourced(shipped, found, ranking, source_map)
    if missing:
        found |= await _candidates(tx, shipped, {SHIPPED: ranking.locations})
        decisions, missing = _sourced(shipped, found, ranking, source_map)
    gaps = {need.line_number: need.quantity for need in missing}
    left = {line.number: line.quantity - gaps.get(line.number, 0) for line in shipped}
    left |= {
        line.number: min(sum(one.available for one in found[line.number]), line.quantity)
        for line in cart.lines
        if line.mode == "pickup"
    }
    sources: dict[int, list[str]] = {}
    for decision in decisions:
        for part in decision.parts:
            sources.setdefault(part.line_number, []).append(decision.location)
    known = {place.id: place for place in near}
    offers = {
        line.number: [
            NearOffer(known[LocationId(one.location)], one.available)
            for one in found.get(NEAR_WANTS + line.number, ())
            if one.available >= line.quantity
        ]
        for line in cart.lines
    }
    return _Supply(source_map, left, sources, offers, address)


async def _candidates(
    tx: Tx, lines: Sequence[CartLine], rankings: Mapping[str, Sequence[str]]
) -> dict[int, list[inventory.Candidate]]:
    """Who can promise some of each line, best first; one statement."""
    numbers = {name: number for number, name in enumerate(rankings)}
    wants = [inventory.Want(line.number, line.sku, numbers[line.pickup_location or SHIPPED]) for line in lines]
    if rankings.get(NEAR):
        wants += [inventory.Want(NEAR_WANTS + line.number, line.sku, numbers[NEAR]) for line in lines]
    return await inventory.find_candidates(tx, wants, {numbers[name]: ranked for name, ranked in rankings.items()})


def _sourced(
    lines: Sequence[CartLine],
    found: Mapping[int, Sequence[inventory.Candidate]],
    ranking: Ranking,
    source_map: SourceMap,
) -> tuple[list[fulfilment.Decision], list[fulfilment.Need]]:
    """From where parcels would come, as placing would decide it, and what nobody can send."""
    ranked = {
        line.number: [
            fulfilment.Candidate(
                one.location, source_map.name(one.location), one.available, ranking.distances_km.get(one.location)
            )
            for one in found[line.number]
        ]
        for line in lines
    }
    needs = [fulfilment.Need(line.number, line.sku, line.quantity) for line in lines]
    return fulfilment.choose_sources(needs, ranked, chosen_by_shopper=False)


def _line(line: CartLine, goods: Goods | None, supply: _Supply, *, market: Market, now: datetime) -> PageLine:
    place = supply.place(line.pickup_location)
    if goods is None:
        return PageLine(line, None, place, 0, None, 0, 0)
    card = pricing.PriceCard(goods.sku, goods.market, goods.currency, goods.unit_price, goods.tax_class, goods.rate)
    priced = pricing.price_line(card, line.quantity, includes_tax=market.prices_include == "tax")
    left = supply.left[line.number]
    promise = supply.promise(line, now) if left >= line.quantity else None
    near = supply.near[line.number]
    return PageLine(line, goods, place, left, promise, priced.net_minor, priced.tax_minor, near)


def _taxes(lines: Sequence[PageLine]) -> list[tuple[Decimal, int]]:
    by_rate: dict[Decimal, int] = {}
    for line in lines:
        if line.goods is not None:
            by_rate[line.goods.rate] = by_rate.get(line.goods.rate, 0) + line.tax_minor
    return sorted(by_rate.items())
