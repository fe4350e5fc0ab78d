"""The only writes to the catalog."""

from collections.abc import Sequence
from datetime import datetime

from atrium.contexts.catalog.model import Category, NewItem
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

SAVE_CATEGORIES = """
    INSERT INTO catalog.categories (code, name, place)
    SELECT code, name, place
      FROM json_to_recordset(%(rows)s::json) AS new (code text, name text, place integer)
     ORDER BY code
        ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, place = EXCLUDED.place
"""
KNOWN_CATEGORIES = "SELECT code FROM catalog.categories WHERE code = ANY (%(codes)s::text[])"
# An item that is saved again without a change is left alone, so that nobody hears of it.
SAVE_ITEMS = """
    INSERT INTO catalog.items AS kept
           (sku, name, category, style, description, colour, base_unit, tax_class, illustration, changed_at)
    SELECT sku, name, category, style, description, colour, base_unit, tax_class, illustration, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (sku text, name text, category text, style text, description text, colour text,
                base_unit text, tax_class text, illustration text)
     ORDER BY sku
        ON CONFLICT (sku) DO UPDATE SET
           name = EXCLUDED.name, category = EXCLUDED.category, style = EXCLUDED.style,
           description = EXCLUDED.description, colour = EXCLUDED.colour, base_unit = EXCLUDED.base_unit,
           tax_class = EXCLUDED.tax_class, illustration = coalesce(EXCLUDED.illustration, kept.illustration),
           withdrawn_at = NULL, changed_at = EXCLUDED.changed_at
     WHERE (kept.name, kept.category, kept.style, kept.description, kept.colour, kept.base_unit,
            kept.tax_class, kept.illustration, kept.withdrawn_at)
        IS DISTINCT FROM
           (EXCLUDED.name, EXCLUDED.category, EXCLUDED.style, EXCLUDED.description, EXCLUDED.colour,
            EXCLUDED.base_unit, EXCLUDED.tax_class, coalesce(EXCLUDED.illustration, kept.illustration),
            NULL::timestamptz)
 RETURNING sku
"""
LOCK_ITEMS = """
    SELECT sku FROM catalog.items WHERE sku = ANY (%(skus)s::text[]) ORDER BY sku FOR UPDATE
"""
WITHDRAW_ITEMS = """
    UPDATE catalog.items SET withdrawn_at = %(now)s, changed_at = %(now)s
     WHERE sku = ANY (%(skus)s::text[]) AND withdrawn_at IS NULL
 RETURNING sku
"""


async def save_categories(tx: Tx, categories: Sequence[Category]) -> None:
    await tx.run(SAVE_CATEGORIES, {"rows": as_rows(categories)})


async def known_categories(tx: Tx, codes: set[str]) -> set[str]:
    return set(await tx.values(KNOWN_CATEGORIES, {"codes": sorted(codes)}))


async def save_items(tx: Tx, items: Sequence[NewItem], *, now: datetime) -> list[str]:
    """The SKUs that are new or changed, sorted."""
    return sorted(await tx.values(SAVE_ITEMS, {"rows": as_rows(items), "now": now}))


async def lock_items(tx: Tx, skus: Sequence[str]) -> set[str]:
    return set(await tx.values(LOCK_ITEMS, {"skus": list(skus)}))


async def withdraw_items(tx: Tx, skus: Sequence[str], *, now: datetime) -> list[str]:
    """The SKUs that were for sale until now, sorted."""
    return sorted(await tx.values(WITHDRAW_ITEMS, {"skus": list(skus), "now": now}))
