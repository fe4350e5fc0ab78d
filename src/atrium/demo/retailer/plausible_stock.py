"""What lies on the shelves of the demo: drawn from the ids alone, so the same every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from atrium.demo.retailer.values import DemoCentre, DemoProduct, DemoStore, StoreSize

CENT = Decimal("0.01")
DRAW_RANGE = 1 << 32
SHARE_OF_RANGE: dict[StoreSize, float] = {"flagship": 0.54, "standard": 0.42, "compact": 0.31}
MOST_UNITS: dict[StoreSize, int] = {"flagship": 12, "standard": 9, "compact": 6}
COSTLY = Decimal(500)
LUXURY = Decimal(3000)


@dataclass(frozen=True, slots=True)
class StockRow:
    """Units of one product at one location; `unit_cost` is US dollars."""

    sku: str
    location_id: str
    on_hand: int
    safety: int
    unit_cost: Decimal


@dataclass(frozen=True, slots=True)
class _Item:
    sku: str
    unit_cost: Decimal
    popular: bool
    price: Decimal


def plausible_stock(
    *,
    products: Sequence[DemoProduct],
    stores: Sequence[DemoStore],
    centres: Sequence[DemoCentre],
    seed: int = 1,
) -> Iterator[StockRow]:
    """Opening stock: centres carry nearly everything, stores a share by their size; about 80,000 rows."""
    items = [_item(product=product, seed=seed) for product in products]
    for centre in centres:
        for item in items:
            yield _centre_row(item=item, centre=centre, seed=seed)
    for store in stores:
        for item in items:
            row = _store_row(item=item, store=store, seed=seed)
            if row is not None:
                yield row


def _item(*, product: DemoProduct, seed: int) -> _Item:
    cost_draw, popular_draw = _draws(seed, product.sku, "")
    unit_cost = product.price * Decimal(round(0.35 + 0.30 * cost_draw, 3)).quantize(Decimal("0.001"))
    return _Item(
        sku=product.sku,
        unit_cost=max(unit_cost.quantize(CENT), CENT),
        popular=product.promoted or product.featured or popular_draw < 0.12,
        price=product.price,
    )


def _centre_row(*, item: _Item, centre: DemoCentre, seed: int) -> StockRow:
    kind, amount = _draws(seed, item.sku, centre.id)
    if kind < 0.015:
        on_hand = 0
    elif kind < 0.045:
        on_hand = 1 + int(amount * 9)
    elif item.price >= LUXURY:
        on_hand = 4 + int(amount * 16)
    else:
        on_hand = 40 + int(amount * (360 if item.popular else 220))
    return StockRow(item.sku, centre.id, on_hand, 0, item.unit_cost)


def _store_row(*, item: _Item, store: DemoStore, seed: int) -> StockRow | None:
    carried, amount = _draws(seed, item.sku, store.id)
    share = SHARE_OF_RANGE[store.size]
    if item.popular:
        share *= 1.35
    if item.price >= LUXURY:
        share *= 0.25
    if carried >= share:
        return None
    return StockRow(item.sku, store.id, _units(item, store, amount), _safety(item), item.unit_cost)


def _units(item: _Item, store: DemoStore, amount: float) -> int:
    """1 to 14 units, more of what sells, few of what is costly."""
    most = MOST_UNITS[store.size] + (2 if item.popular else 0)
    if item.price >= LUXURY:
        most = 1
    elif item.price >= COSTLY:
        most = 3
    return 1 + int(amount * most)


def _safety(item: _Item) -> int:
    return 2 if item.popular and item.price < COSTLY else 1


def _draws(seed: int, sku: str, location_id: str) -> tuple[float, float]:
    """Two even draws from 0 to 1 that depend on the three words alone."""
    digest = blake2b(f"{seed}/{sku}/{location_id}".encode(), digest_size=8).digest()
    whole = int.from_bytes(digest)
    return (whole >> 32) / DRAW_RANGE, (whole & (DRAW_RANGE - 1)) / DRAW_RANGE
