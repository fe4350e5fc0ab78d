"""What must be true of the order book."""

from atrium.kit.invariants import Invariant

TOTALS = """
    SELECT orders.number AS id,
           jsonb_build_object('net_minor', orders.net_minor, 'tax_minor', orders.tax_minor,
                              'total_minor', orders.total_minor, 'net_of_lines', lines.net_minor,
                              'tax_of_lines', lines.tax_minor) AS figures,
           count(*) OVER () AS drift
      FROM orders.orders
      LEFT JOIN (SELECT order_id, sum(net_minor)::bigint AS net_minor, sum(tax_minor)::bigint AS tax_minor
                   FROM orders.lines
                  GROUP BY order_id) AS lines ON lines.order_id = orders.id
     WHERE (orders.net_minor, orders.tax_minor, orders.total_minor)
           IS DISTINCT FROM (lines.net_minor, lines.tax_minor, lines.net_minor + lines.tax_minor)
     ORDER BY orders.number
     LIMIT %(most)s
"""
STATES = """
    SELECT orders.number AS id,
           jsonb_build_object('state', orders.state, 'quantity', lines.quantity, 'fulfilled', lines.fulfilled,
                              'cancelled', lines.cancelled, 'waiting', lines.waiting) AS figures,
           count(*) OVER () AS drift
      FROM orders.orders
      JOIN (SELECT order_id, sum(quantity)::bigint AS quantity, sum(fulfilled)::bigint AS fulfilled,
                   sum(cancelled)::bigint AS cancelled, sum(waiting)::bigint AS waiting
              FROM orders.lines
             GROUP BY order_id) AS lines ON lines.order_id = orders.id
     WHERE NOT CASE
           WHEN orders.state = 'awaiting_payment'
           THEN lines.fulfilled + lines.cancelled + lines.waiting = 0
           WHEN orders.state IN ('placed', 'in_progress')
           THEN lines.fulfilled + lines.cancelled < lines.quantity
           WHEN orders.state = 'fulfilled'
           THEN lines.fulfilled + lines.cancelled = lines.quantity AND lines.fulfilled > 0
           ELSE lines.cancelled = lines.quantity
           END
     ORDER BY orders.number
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant("totals_equal_lines", "An order's net, tax and total are those of its lines.", TOTALS),
    Invariant("orders_end_with_their_lines", "An order is as far as its lines are.", STATES),
)
