"""How many orders came in each minute."""

from dataclasses import dataclass
from datetime import datetime

from atrium.kit.db import Tx

MINUTES = """
    SELECT date_trunc('minute', placed_at, 'UTC') AS minute, count(*) AS orders
      FROM orders.order_book
     WHERE placed_at >= %(since)s
     GROUP BY 1
     ORDER BY 1
"""
SINCE = "SELECT count(*) FROM orders.order_book WHERE placed_at > %(since)s"


@dataclass(frozen=True, slots=True)
class Minute:
    """How many orders were captured in the minute that begins then."""

    minute: datetime
    orders: int


async def count_by_minute(tx: Tx, *, since: datetime) -> list[Minute]:
    """Orders captured since then, by minute; minutes without any are left out."""
    return await tx.rows(Minute, MINUTES, {"since": since})


async def count_since(tx: Tx, *, since: datetime) -> int:
    """Orders captured after that moment."""
    return await tx.value(SINCE, {"since": since})
