"""What a bench sells: plain items at one price, on every shelf of a small network, and a key to sell them with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import psycopg

from atrium.contexts import catalog, identity, locations, pricing
from atrium.kit.db import Database
from atrium.kit.ids import new_id, new_secret
from atrium.vocabulary.actor import HOUSE
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.wiring import LOCK_ORDER

MARKET = "US"
CATEGORY = "bench"
PRICE = Decimal("24.99")
RATE = Decimal("0.0725")
HOT = "BENCH-1"
SCARCE = "BENCH-SCARCE"
FARGO = Coordinates(46.857113, -96.842743)
SHELF_UNITS = 1_000_000_000
ITEMS = """
    INSERT INTO catalog.items (sku, name, category, style, changed_at)
    SELECT 'BENCH-' || number, 'Desk lamp with a shade of linen, number ' || number, 'bench', 'lamp', now()
      FROM generate_series(%(first)s::integer, %(last)s::integer) AS number
"""
SCARCE_ITEM = """
    WITH item AS (
        INSERT INTO catalog.items (sku, name, category, style, changed_at)
        VALUES (%(sku)s, 'Desk lamp, the last ones', 'bench', 'lamp', now())
    ), price AS (
        INSERT INTO pricing.list_prices (market, sku, currency, unit_price, changed_at)
        VALUES ('US', %(sku)s, 'USD', %(price)s, now())
    )
    INSERT INTO inventory.stock (sku, location, on_hand, unit_cost, changed_at)
    VALUES (%(sku)s, %(location)s, %(units)s, 11.5, now())
"""
PRICES = """
    INSERT INTO pricing.list_prices (market, sku, currency, unit_price, changed_at)
    SELECT 'US', 'BENCH-' || number, 'USD', %(price)s, now()
      FROM generate_series(%(first)s::integer, %(last)s::integer) AS number
"""
SHELVES = """
    INSERT INTO inventory.stock (sku, location, on_hand, unit_cost, changed_at)
    SELECT 'BENCH-' || number, location, %(units)s, 11.5, now()
      FROM generate_series(%(first)s::integer, %(last)s::integer) AS number,
           unnest(%(locations)s::text[]) AS location
     ORDER BY random()
"""


@dataclass(frozen=True, slots=True)
class Stocked:
    """What can be asked for: items `BENCH-1` to `BENCH-<items>`, where they are, and with which key."""

    items: int
    locations: tuple[str, ...]
    secret: str
    total_minor: int

    @property
    def rows(self) -> int:
        """How many stock rows there are."""
        return self.items * len(self.locations)


async def furnish(url: str, *, stores: int, now: datetime) -> tuple[str, ...]:
    """A centre and so many stores, a category and a tax rate; answers the locations, best first."""
    places = [_place(number) for number in range(stores + 1)]
    async with Database.open(url, lock_order=LOCK_ORDER) as database, database.transaction() as tx:
        await catalog.save_categories(tx, [catalog.Category(CATEGORY, "Bench")])
        await pricing.save_tax_rates(tx, [pricing.TaxRate(MARKET, "standard", RATE)])
        await locations.save_locations(tx, places, now=now, actor=HOUSE)
        await locations.save_postal_areas(tx, [locations.PostalArea("US", "581", FARGO)])
    return tuple(place.id for place in places)


async def admit(url: str, *, now: datetime, location: str | None = None, channel: str | None = "till") -> str:
    """A till that may do everything a bench asks for, everywhere or at one location; answers its key."""
    secret = new_secret()
    till = identity.NewActor(
        new_id(), "system", "Bench till", ("*",), None if location is None else (location,), channel
    )
    async with Database.open(url, lock_order=LOCK_ORDER) as database, database.transaction() as tx:
        answers = await identity.add_actors(tx, [till], now=now)
        if isinstance(answers[0], Exception):
            raise answers[0]
        await identity.issue_key(tx, actor_id=till.id, label="bench", secret=secret, now=now)
    return secret


def stock_up(
    connection: psycopg.Connection[tuple[object, ...]], places: Sequence[str], *, first: int, last: int
) -> None:
    """Puts items `first` to `last` on every shelf, in no order, as years of trade leave them."""
    span = {"first": first, "last": last, "price": PRICE, "units": SHELF_UNITS, "locations": list(places)}
    for statement in (ITEMS, PRICES, SHELVES):
        connection.execute(statement, span)
    for table in ("catalog.items", "pricing.list_prices", "inventory.stock"):
        connection.execute(f"VACUUM ANALYZE {table}".encode())


def stock_scarce(connection: psycopg.Connection[tuple[object, ...]], place: str, *, units: int) -> None:
    """Puts so few units of one item on one shelf."""
    connection.execute(SCARCE_ITEM, {"sku": SCARCE, "price": PRICE, "location": place, "units": units})


def total_minor() -> int:
    """What one unit comes to in minor units, tax included."""
    card = pricing.PriceCard(HOT, MARKET, "USD", PRICE, "standard", RATE)
    return pricing.price_line(card, 1, includes_tax=False).total_minor


def _place(number: int) -> locations.NewLocation:
    is_centre = number == 0
    return locations.NewLocation(
        id="DC-BENCH" if is_centre else f"B{number:04}",
        kind="distribution_centre" if is_centre else "store",
        name="Bench distribution centre" if is_centre else f"Bench store {number}",
        market=MARKET,
        address=Address("1615 38th St S", "Fargo", "ND", "58103", "US"),
        coordinates=Coordinates(FARGO.latitude - number / 50 % 10, FARGO.longitude),
        zone="America/Chicago",
        hours=locations.parse_opening_hours("daily: open 24 hours"),
        capabilities=frozenset({"ship"} if is_centre else {"pickup", "ship_from_store"}),
        daily_capacity=1000,
    )
