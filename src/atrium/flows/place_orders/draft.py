"""From an asked order to a priced one, or to the reason why not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts import catalog, orders, pricing
from atrium.contexts.fulfilment import Need
from atrium.flows.place_orders.request import AskedLine, PlaceOrder
from atrium.kit.ids import short_number
from atrium.readmodels.source_map import Ranking, SourceMap
from atrium.vocabulary.market import Market
from atrium.vocabulary.sku import Sku


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that the same locations can serve."""

    ranking: Ranking
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An order on its way into the book: priced, its lines grouped by where they can come from."""

    asked: PlaceOrder
    order: orders.Order
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of items, prices and places when drafts are made."""

    titles: Mapping[Sku, catalog.ItemTitle]
    pricing: Mapping[str, pricing.Pricing]
    markets: Mapping[str, Market]
    source_map: SourceMap


def draft(asked: PlaceOrder, facts: Facts, *, now: datetime) -> Draft:
    """The order as it would be; refuses what cannot be sold, priced, paid or served."""
    market = facts.markets[asked.market]
    lines = tuple(_line(number, line, asked, facts) for number, line in enumerate(asked.lines, start=1))
    net = sum(line.net_minor for line in lines)
    tax = sum(line.tax_minor for line in lines)
    if asked.payment is not None and asked.payment.amount_minor != net + tax:
        raise orders.PaymentDiffers(asked.payment.amount_minor, net + tax, market.currency)
    if asked.cart is not None and asked.cart.expected_total_minor != net + tax:
        raise orders.PriceChanged(asked.cart.expected_total_minor, net + tax, market.currency)
    order = orders.Order(
        id=asked.id,
        number=short_number(asked.id),
        channel=asked.channel,
        market=asked.market,
        currency=market.currency,
        state="awaiting_payment" if asked.payment is None else "placed",
        contact=asked.contact,
        address=asked.address,
        client_reference=asked.client_reference,
        content=asked.content,
        net_minor=net,
        tax_minor=tax,
        total_minor=net + tax,
        placed_at=now,
        changed_at=now,
        locations=(),
        lines=lines,
        shopper=asked.cart and asked.cart.shopper,
    )
    return Draft(asked, order, _groups(order, facts.source_map))


def _line(number: int, asked: AskedLine, order: PlaceOrder, facts: Facts) -> orders.Line:
    title = facts.titles.get(Sku(asked.sku))
    if title is None or title.withdrawn:
        raise catalog.NotSold(asked.sku, f"lines[{number - 1}].sku")
    card = facts.pricing[order.market].get(asked.sku)
    if card is None:
        raise pricing.NotForSale(asked.sku, order.market, f"lines[{number - 1}].sku")
    includes_tax = facts.markets[order.market].prices_include == "tax"
    priced = pricing.price_line(card, asked.quantity, includes_tax=includes_tax)
    return orders.Line(
        number=number,
        sku=asked.sku,
        title=title.name,
        mode=asked.mode,
        pickup_location=asked.pickup_location,
        quantity=asked.quantity,
        unit_price=priced.unit_price,
        tax_rate=priced.tax_rate,
        net_minor=priced.net_minor,
        tax_minor=priced.tax_minor,
    )


def _groups(order: orders.Order, source_map: SourceMap) -> tuple[Group, ...]:
    groups: dict[str | None, tuple[Ranking, list[Need]]] = {}
    for line in order.lines:
        if line.pickup_location not in groups:
            groups[line.pickup_location] = (_ranking(order, line, source_map), [])
        groups[line.pickup_location][1].append(Need(line.number, line.sku, line.quantity))
    return tuple(Group(ranking, tuple(needs)) for ranking, needs in groups.values())


def _ranking(order: orders.Order, line: orders.Line, source_map: SourceMap) -> Ranking:
    if line.pickup_location is not None:
        return source_map.for_pickup(line.pickup_location, field=f"lines[{line.number - 1}].pickup_location")
    if order.address is None:
        raise orders.AddressMissing
    return source_map.for_shipping(order.address)
