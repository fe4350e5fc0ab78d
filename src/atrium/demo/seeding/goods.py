"""What is sold, for how much: categories, items with their illustrations, prices and taxes."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from atrium.contexts import catalog, pricing
from atrium.demo import art, retailer
from atrium.demo.seeding.in_store_barcodes import in_store_barcode
from atrium.demo.seeding.running import raise_first
from atrium.demo.seeding.taxation import MARKET, TAX_RATES, tax_class_of
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE


async def add_categories(tx: Tx, categories: Sequence[retailer.DemoCategory]) -> None:
    """Adds the categories that are missing, in the retailer's order."""
    known = {category.code for category in await catalog.list_categories(tx)}
    new = [
        catalog.Category(category.id, category.name, place)
        for place, category in enumerate(categories)
        if category.id not in known
    ]
    raise_first(await catalog.save_categories(tx, new))


async def add_items(tx: Tx, products: Sequence[retailer.DemoProduct], *, now: datetime) -> None:
    """Adds the items that are missing, each with its illustration."""
    known = await catalog.find_titles(tx, [product.sku for product in products])
    new = [_item(product) for product in products if product.sku not in known]
    raise_first(await catalog.save_items(tx, new, now=now, actor=HOUSE))


async def add_barcodes(tx: Tx, products: Sequence[retailer.DemoProduct], *, now: datetime) -> None:
    """Adds the barcodes that stand on the shelves' labels."""
    new = [catalog.Barcode(in_store_barcode(product.sku), product.sku) for product in products]
    raise_first(await catalog.save_barcodes(tx, new, now=now, actor=HOUSE))


async def add_tax_rates(tx: Tx, rates: Sequence[pricing.TaxRate] = TAX_RATES) -> None:
    """Sets the tax rates."""
    await pricing.save_tax_rates(tx, rates)


async def add_prices(tx: Tx, products: Sequence[retailer.DemoProduct], *, now: datetime) -> None:
    """Adds the list prices that are missing, before tax."""
    known = await pricing.price_cards(tx, [product.sku for product in products], market=MARKET.code)
    new = [_price(product) for product in products if product.sku not in known]
    raise_first(await pricing.save_list_prices(tx, new, now=now, actor=HOUSE))


def _item(product: retailer.DemoProduct) -> catalog.NewItem:
    return catalog.NewItem(
        sku=product.sku,
        name=product.name,
        category=product.category,
        style=product.style,
        description=product.description,
        colour=product.colour,
        tax_class=tax_class_of(product.category),
        illustration=_illustration(product),
    )


def _price(product: retailer.DemoProduct) -> pricing.ListPrice:
    return pricing.ListPrice(MARKET.code, product.sku, MARKET.currency, product.price, tax_class_of(product.category))


def _illustration(product: retailer.DemoProduct) -> str:
    return art.draw(
        product.style,
        category=product.category,
        colour=product.colour,
        variety=int.from_bytes(blake2b(product.sku.encode(), digest_size=4).digest()),
        title=product.name,
    )
