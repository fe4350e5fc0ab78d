"""What is wrong with orders that are not yet done: each trouble is a word, and one that somebody can help with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.kit.db import Tx
from atrium.readmodels.order_search.filters import LATE_PICKUP, LATE_SHIPMENT, UNANSWERED, Trouble

# Each part reads only what is open, which is little beside the book; without ids, all of it.
OPEN_TROUBLES = """
    SELECT found.order_id, array_agg(DISTINCT found.trouble ORDER BY found.trouble) AS troubles
      FROM (
        SELECT work.order_id, 'late' AS trouble
          FROM fulfilment.work_at_risk AS work
         WHERE work.state = 'queued'
           AND work.created_at < CASE work.mode WHEN 'pickup' THEN %(pickup_before)s::timestamptz
                                                ELSE %(ship_before)s::timestamptz END
           AND (%(orders)s::uuid[] IS NULL OR work.order_id = ANY (%(orders)s::uuid[]))
        UNION ALL
        SELECT work.order_id, 'location_closed'
          FROM fulfilment.work_at_risk AS work
          JOIN locations.closures AS closure ON closure.location = work.location
         WHERE work.state = 'queued' AND (%(orders)s::uuid[] IS NULL OR work.order_id = ANY (%(orders)s::uuid[]))
        UNION ALL
        SELECT work.order_id, 'code_locked'
          FROM fulfilment.work_at_risk AS work
         WHERE work.state = 'ready' AND work.code_locked
           AND (%(orders)s::uuid[] IS NULL OR work.order_id = ANY (%(orders)s::uuid[]))
        UNION ALL
        SELECT line.order_id, 'waits_for_' || line.waiting_for
          FROM orders.waiting_lines AS line
         WHERE %(orders)s::uuid[] IS NULL OR line.order_id = ANY (%(orders)s::uuid[])
        UNION ALL
        SELECT refused.order_id, 'operation_refused'
          FROM payments.refused_operations AS refused
         WHERE %(orders)s::uuid[] IS NULL OR refused.order_id = ANY (%(orders)s::uuid[])
        UNION ALL
        SELECT payment.order_id, 'payment_unanswered'
          FROM payments.unanswered_payments AS payment
         WHERE payment.created_at < %(unanswered_before)s
           AND (%(orders)s::uuid[] IS NULL OR payment.order_id = ANY (%(orders)s::uuid[]))
      ) AS found
     GROUP BY found.order_id
"""


@dataclass(frozen=True, slots=True)
class _Row:
    order_id: UUID
    troubles: list[Trouble]


async def list_troubles(tx: Tx, *, now: datetime, of: Sequence[UUID] | None = None) -> dict[UUID, list[Trouble]]:
    """The troubles of these orders, else of all; an order without any is left out. One statement."""
    found = await tx.rows(
        _Row,
        OPEN_TROUBLES,
        {
            "orders": None if of is None else list(of),
            "pickup_before": now - LATE_PICKUP,
            "ship_before": now - LATE_SHIPMENT,
            "unanswered_before": now - UNANSWERED,
        },
    )
    return {row.order_id: row.troubles for row in found}
