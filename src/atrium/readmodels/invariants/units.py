"""Every unit of every order is somewhere, and only there."""

from atrium.kit.invariants import Invariant

ACCOUNTED = """
    SELECT line.order_number || ' line ' || line.line_number AS id,
           jsonb_build_object('state', line.state, 'quantity', line.quantity, 'fulfilled', line.fulfilled,
                              'cancelled', line.cancelled, 'waiting', line.waiting,
                              'in_work', coalesce(work.units, 0), 'left', coalesce(work.gone, 0)) AS figures,
           count(*) OVER () AS drift
      FROM orders.line_accounts AS line
      LEFT JOIN (SELECT order_id, line_number,
                        sum(units) FILTER (WHERE stage IN ('planned', 'open'))::bigint AS units,
                        sum(picked) FILTER (WHERE stage = 'left')::bigint AS gone
                   FROM fulfilment.line_work
                  GROUP BY order_id, line_number) AS work USING (order_id, line_number)
     WHERE line.quantity <> line.fulfilled + line.cancelled + line.waiting + coalesce(work.units, 0)
        OR line.fulfilled <> coalesce(work.gone, 0)
     ORDER BY line.order_number, line.line_number
     LIMIT %(most)s
"""
RESERVED = """
    SELECT fulfilment_id || ' line ' || line_number AS id,
           jsonb_build_object('sku', sku, 'location', location, 'reserved', coalesce(promised.quantity, 0),
                              'in_work', coalesce(work.units, 0)) AS figures,
           count(*) OVER () AS drift
      FROM (SELECT fulfilment_id, line_number, order_id, sku, location, sum(quantity)::bigint AS quantity
              FROM inventory.open_promises
             WHERE kind = 'reservation'
             GROUP BY fulfilment_id, line_number, order_id, sku, location) AS promised
      FULL JOIN (SELECT fulfilment_id, line_number, order_id, sku, location, units
                   FROM fulfilment.line_work
                  WHERE stage = 'open' AND units > 0) AS work
     USING (fulfilment_id, line_number, order_id, sku, location)
     WHERE coalesce(promised.quantity, 0) <> coalesce(work.units, 0)
     ORDER BY id
     LIMIT %(most)s
"""
HELD = """
    SELECT fulfilment_id || ' line ' || line_number AS id,
           jsonb_build_object('sku', sku, 'location', location, 'held', coalesce(promised.quantity, 0),
                              'planned', coalesce(work.units, 0)) AS figures,
           count(*) OVER () AS drift
      FROM (SELECT fulfilment_id, line_number, order_id, sku, location, sum(quantity)::bigint AS quantity
              FROM inventory.open_promises
             WHERE kind = 'hold'
             GROUP BY fulfilment_id, line_number, order_id, sku, location) AS promised
      FULL JOIN (SELECT fulfilment_id, line_number, order_id, sku, location, units
                   FROM fulfilment.line_work
                  WHERE stage = 'planned' AND units > 0) AS work
     USING (fulfilment_id, line_number, order_id, sku, location)
     WHERE coalesce(promised.quantity, 0) <> coalesce(work.units, 0)
     ORDER BY id
     LIMIT %(most)s
"""
HOLDS_OF_UNPAID = """
    SELECT held.id::text AS id,
           jsonb_build_object('order_id', held.order_id, 'state', worth.state, 'sku', held.sku,
                              'location', held.location, 'quantity', held.quantity) AS figures,
           count(*) OVER () AS drift
      FROM inventory.open_promises AS held
      LEFT JOIN orders.order_worth AS worth USING (order_id)
     WHERE held.kind = 'hold' AND worth.state IS DISTINCT FROM 'awaiting_payment'
     ORDER BY held.id
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant(
        "units_are_accounted_for",
        "Each unit of an order line is fulfilled, cancelled, waiting, or in exactly one location's work.",
        ACCOUNTED,
    ),
    Invariant("reservations_equal_open_work", "What a location works on is reserved there, to the unit.", RESERVED),
    Invariant("holds_equal_planned_work", "What is planned for an unpaid order is held, to the unit.", HELD),
    Invariant("holds_are_of_unpaid_orders", "Only an order that awaits payment holds stock.", HOLDS_OF_UNPAID),
)
