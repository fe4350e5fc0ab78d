"""Commands of the catalog."""

from collections.abc import Sequence
from datetime import datetime

from atrium.contexts.catalog import store
from atrium.contexts.catalog.errors import ItemNotFound
from atrium.contexts.catalog.events import ItemsSaved, ItemWithdrawn
from atrium.contexts.catalog.model import Category, NewItem, check_categories, check_items
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.sku import Sku


async def save_categories(tx: Tx, categories: Sequence[Category]) -> list[str | Refusal]:
    """Adds or replaces categories; answers for each, in the order given, its code or the refusal as a value."""
    faults = check_categories(categories)
    good = [category for category, fault in zip(categories, faults, strict=True) if fault is None]
    if good:
        await store.save_categories(tx, good)
    return [fault or category.code for category, fault in zip(categories, faults, strict=True)]


async def save_items(tx: Tx, items: Sequence[NewItem], *, now: datetime, actor: Actor) -> list[Sku | Refusal]:
    """Adds or replaces items, and puts withdrawn ones back on sale; answers for each its SKU or the refusal.

    The answers come in the order given; those that are refused do not hold up the others. Three statements.
    """
    known = await store.known_categories(tx, {item.category for item in items})
    faults = check_items(items, categories=known)
    good = [item for item, fault in zip(items, faults, strict=True) if fault is None]
    changed = await store.save_items(tx, good, now=now) if good else []
    if changed:
        await events.append(tx, [events.happening(ItemsSaved(changed), at=now, actor=actor.signature)])
    return [fault or Sku(item.sku) for item, fault in zip(items, faults, strict=True)]


async def withdraw_items(
    tx: Tx, skus: Sequence[str], *, now: datetime, actor: Actor, reason: str | None = None
) -> list[Sku | Refusal]:
    """Takes items off sale; answers for each its SKU or ItemNotFound. Orders that were placed stay as they are."""
    known = await store.lock_items(tx, skus)
    withdrawn = await store.withdraw_items(tx, sorted(known), now=now)
    facts = [ItemWithdrawn(sku) for sku in withdrawn]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason) for fact in facts])
    return [Sku(sku) if sku in known else ItemNotFound(sku) for sku in skus]
