-- Money that goes back although the goods stay has an account of its own, so that money and goods can still be compared.
-- depends: 20261120_07_orders 20261120_12_invariants

-- A constant default: the table is not rewritten. Nobody gets back more than the order came to.
ALTER TABLE orders.orders ADD COLUMN goodwill_minor bigint NOT NULL DEFAULT 0
    CONSTRAINT goodwill_is_within_the_total CHECK (goodwill_minor BETWEEN 0 AND total_minor);

CREATE OR REPLACE VIEW orders.order_worth AS
SELECT orders.id AS order_id, orders.number AS order_number, orders.state, orders.total_minor,
       coalesce(sum(orders.value_of_first(lines.fulfilled, lines.quantity, lines.net_minor + lines.tax_minor)),
                0)::bigint AS fulfilled_minor,
       coalesce(sum(lines.net_minor + lines.tax_minor
                    - orders.value_of_first(lines.quantity - lines.cancelled, lines.quantity,
                                            lines.net_minor + lines.tax_minor)), 0)::bigint AS cancelled_minor,
       orders.goodwill_minor
  FROM orders.orders
  LEFT JOIN orders.lines ON lines.order_id = orders.id
 GROUP BY orders.id;
