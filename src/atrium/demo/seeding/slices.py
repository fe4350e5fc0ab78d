"""How much of the retailer a house gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from atrium.demo import retailer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slice:
    """So many products, stores and centres, taken evenly over their lists; None means all."""

    products: int | None = None
    stores: int | None = None
    centres: int | None = None


WHOLE = Slice()


@dataclass(frozen=True)
class Cast:
    """The goods and places of one slice, read once."""

    part: Slice

    @cached_property
    def categories(self) -> tuple[retailer.DemoCategory, ...]:
        return retailer.load_categories()

    @cached_property
    def products(self) -> tuple[retailer.DemoProduct, ...]:
        return _evenly(retailer.load_products(), self.part.products)

    @cached_property
    def stores(self) -> tuple[retailer.DemoStore, ...]:
        return _evenly(retailer.load_stores(), self.part.stores)

    @cached_property
    def centres(self) -> tuple[retailer.DemoCentre, ...]:
        return _evenly(retailer.load_centres(), self.part.centres)

    @property
    def places(self) -> tuple[retailer.DemoStore | retailer.DemoCentre, ...]:
        return (*self.centres, *self.stores)

    @cached_property
    def opening_stock(self) -> list[retailer.StockRow]:
        """What is there: a row of nothing is left out, because the ledger has no movement of nothing."""
        rows = retailer.plausible_stock(products=self.products, stores=self.stores, centres=self.centres)
        return [row for row in rows if row.on_hand]


def _evenly(everything: Sequence[T], wanted: int | None) -> tuple[T, ...]:
    total = len(everything)
    number = total if wanted is None else min(wanted, total)
    return tuple(everything[place * total // number] for place in range(number))
