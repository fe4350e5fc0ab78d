"""The order in which a house is filled, and what it holds afterwards."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from atrium.contexts import catalog
from atrium.demo import retailer
from atrium.demo.seeding.goods import add_barcodes, add_categories, add_items, add_prices, add_tax_rates
from atrium.demo.seeding.opening_stock import add_opening_stock
from atrium.demo.seeding.people import DemoKeys, actor_names, admit, is_complete
from atrium.demo.seeding.places import add_locations, add_postal_areas, postal_areas
from atrium.demo.seeding.refusals import AlreadySeeded, HouseInUse
from atrium.demo.seeding.running import Progress, Run, alone
from atrium.demo.seeding.slices import WHOLE, Cast, Slice
from atrium.demo.seeding.taxation import TAX_RATES
from atrium.kit.db import Database, Tx


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the house holds of the demo, whichever run brought it; `units` are on hand in all stock rows."""

    categories: int
    items: int
    locations: int
    postal_areas: int
    prices: int
    stock_rows: int
    units: int
    actors: int
    keys: DemoKeys


async def seed(database: Database, *, now: datetime, progress: Progress | None = None, part: Slice = WHOLE) -> Seeded:
    """Fills an empty house with the demo retailer, or completes a run that was broken off.

    `progress` hears the step's name, the rows done and how many there are. Refuses with AlreadySeeded when the demo is
    complete, and with HouseInUse when the house has items of somebody else. Two runs at once take turns, and the later
    one is refused at its end.
    """
    async with database.reading() as tx:
        await _check_house(tx)
    cast, run = Cast(part), Run(database, progress or _say_nothing)
    await _fill(run, cast, now=now)
    keys = await _people(run, cast, now=now)
    return _summary(cast, keys)


async def _check_house(tx: Tx) -> None:
    if await is_complete(tx):
        raise AlreadySeeded
    ours = {product.sku for product in retailer.load_products()}
    # One more than the demo has is enough: among so many, one is of somebody else.
    found = await catalog.list_items(tx, withdrawn=True, limit=len(ours) + 1)
    for item in found.items:
        if item.sku not in ours:
            raise HouseInUse(item.sku)


async def _fill(run: Run, cast: Cast, *, now: datetime) -> None:
    await run.each("categories", cast.categories, add_categories)
    await run.each("items", cast.products, partial(add_items, now=now), at_once=500)
    await run.each("barcodes", cast.products, partial(add_barcodes, now=now))
    await run.each("locations", cast.places, partial(add_locations, now=now))
    await run.each("postal areas", postal_areas(), add_postal_areas)
    await run.each("tax rates", TAX_RATES, add_tax_rates)
    await run.each("list prices", cast.products, partial(add_prices, now=now))
    await run.each("opening stock", cast.opening_stock, partial(add_opening_stock, now=now), at_once=5000)


async def _people(run: Run, cast: Cast, *, now: datetime) -> DemoKeys:
    """The last step, in one transaction: its keys say that the demo is complete."""
    places = [place.id for place in cast.places]
    number = len(actor_names(places))
    run.progress("people", 0, number)
    keys = await alone(run.database, partial(admit, places=places, now=now))
    run.progress("people", number, number)
    return keys


def _summary(cast: Cast, keys: DemoKeys) -> Seeded:
    return Seeded(
        categories=len(cast.categories),
        items=len(cast.products),
        locations=len(cast.places),
        postal_areas=len(postal_areas()),
        prices=len(cast.products),
        stock_rows=len(cast.opening_stock),
        units=sum(row.on_hand for row in cast.opening_stock),
        actors=len(actor_names([place.id for place in cast.places])),
        keys=keys,
    )


def _say_nothing(step: str, done: int, total: int) -> None:
    """For a caller who does not want to know."""
