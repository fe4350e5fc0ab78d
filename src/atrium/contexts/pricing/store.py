"""The writes of pricing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

SAVE_PRICES = """
    INSERT INTO pricing.list_prices (market, sku, currency, unit_price, tax_class, changed_at)
    SELECT DISTINCT ON (market, sku) market, sku, currency, unit_price, tax_class, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (market text, sku text, currency text, unit_price numeric, tax_class text)
     ORDER BY market, sku
        ON CONFLICT (market, sku) DO UPDATE
       SET currency = excluded.currency, unit_price = excluded.unit_price,
           tax_class = excluded.tax_class, changed_at = excluded.changed_at
"""
SAVE_RATES = """
    INSERT INTO pricing.tax_rates (market, tax_class, rate)
    SELECT market, tax_class, rate
      FROM json_to_recordset(%(rows)s::json) AS new (market text, tax_class text, rate numeric)
        ON CONFLICT (market, tax_class) DO UPDATE SET rate = excluded.rate
"""


async def save_list_prices(tx: Tx, prices: Sequence[Any], *, now: datetime) -> None:
    if prices:
        await tx.run(SAVE_PRICES, {"rows": as_rows(prices), "now": now})


async def save_tax_rates(tx: Tx, rates: Sequence[Any]) -> None:
    await tx.run(SAVE_RATES, {"rows": as_rows(rates)})
