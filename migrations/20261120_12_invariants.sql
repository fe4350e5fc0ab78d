-- What each context publishes so that the whole house can be checked: units, promises, money, and what was told.
-- depends: 20261120_01_kit 20261120_03_catalog 20261120_04_locations 20261120_06_inventory 20261120_07_orders 20261120_08_fulfilment 20261120_09_payments

CREATE VIEW catalog.known_skus AS
SELECT sku FROM catalog.items;

CREATE VIEW locations.known_locations AS
SELECT id AS location FROM locations.locations;

-- Units that are promised now, and to whom.
CREATE VIEW inventory.open_promises AS
SELECT 'hold' AS kind, id, order_id, line_number, fulfilment_id, sku, location, quantity
  FROM inventory.holds WHERE state = 'open'
UNION ALL
SELECT 'reservation', id, order_id, line_number, fulfilment_id, sku, location, quantity
  FROM inventory.reservations WHERE quantity > 0;

-- What the first units of a line cost: the running total of orders.value_between, rounded half up.
CREATE FUNCTION orders.value_of_first(units bigint, quantity bigint, total_minor bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT div(2 * total_minor::numeric * units + quantity, 2 * quantity::numeric)::bigint
$$;

CREATE VIEW orders.line_accounts AS
SELECT lines.order_id, orders.number AS order_number, orders.state, lines.number AS line_number, lines.sku,
       lines.pickup_location, lines.quantity, lines.fulfilled, lines.cancelled, lines.waiting
  FROM orders.lines
  JOIN orders.orders ON orders.id = lines.order_id;

-- Fulfilled units are counted from the start of a line, cancelled ones from its end, so that both add up.
CREATE VIEW orders.order_worth AS
SELECT orders.id AS order_id, orders.number AS order_number, orders.state, orders.total_minor,
       coalesce(sum(orders.value_of_first(lines.fulfilled, lines.quantity, lines.net_minor + lines.tax_minor)),
                0)::bigint AS fulfilled_minor,
       coalesce(sum(lines.net_minor + lines.tax_minor
                    - orders.value_of_first(lines.quantity - lines.cancelled, lines.quantity,
                                            lines.net_minor + lines.tax_minor)), 0)::bigint AS cancelled_minor
  FROM orders.orders
  LEFT JOIN orders.lines ON lines.order_id = orders.id
 GROUP BY orders.id;

-- Units of order lines that a location works on, or that have left it.
CREATE VIEW fulfilment.line_work AS
SELECT fulfilments.id AS fulfilment_id, fulfilments.order_id, fulfilments.order_number, fulfilments.location,
       CASE WHEN fulfilments.state = 'planned' THEN 'planned'
            WHEN fulfilments.state IN ('shipped', 'handed_over') THEN 'left'
            WHEN fulfilments.state = 'cancelled' THEN 'cancelled'
            ELSE 'open' END AS stage,
       lines.line_number, lines.sku, lines.quantity - lines.short AS units, lines.picked
  FROM fulfilment.fulfilments
  JOIN fulfilment.lines ON lines.fulfilment_id = fulfilments.id;

-- An order's money. What a gateway refused was asked for too: the log has told of it, and the books still agree.
CREATE VIEW payments.order_money AS
SELECT payments.order_id,
       bool_or(payments.method = 'external') AS taken_at_the_door,
       sum(payments.authorised_minor)::bigint AS authorised_minor,
       sum(payments.captured_minor - payments.refunded_minor + coalesce(asked.captures, 0)
           - coalesce(asked.refunds, 0))::bigint AS taken_minor,
       sum(payments.authorised_minor - payments.captured_minor - payments.voided_minor
           - coalesce(asked.captures, 0) - coalesce(asked.voids, 0))::bigint AS set_aside_minor
  FROM payments.payments
  LEFT JOIN (SELECT payment_id,
                    sum(amount_minor) FILTER (WHERE kind = 'capture') AS captures,
                    sum(amount_minor) FILTER (WHERE kind = 'refund') AS refunds,
                    sum(amount_minor) FILTER (WHERE kind = 'void') AS voids
               FROM payments.operations WHERE state IN ('due', 'refused')
              GROUP BY payment_id) AS asked ON asked.payment_id = payments.id
 GROUP BY payments.order_id;

-- What was told of each subject, with a position or still without.
CREATE VIEW kit.told AS
SELECT subject, type FROM kit.events
UNION ALL
SELECT subject, type FROM kit.event_inbox;
