-- What an operator finds orders by, and what may be wrong with them.
-- depends: 20261120_07_orders 20261120_08_fulfilment 20261120_09_payments 20261120_11_published_views 20261120_13_order_locations 20261125_30_orders_goodwill

-- By e-mail and by item across the whole book; names are looked for within a span of time, so that placing an order
-- writes no third entry.
CREATE INDEX orders_email ON orders.orders (lower(contact ->> 'email') COLLATE "C");
CREATE INDEX lines_sku ON orders.lines (sku, order_id);

CREATE VIEW orders.order_search AS
SELECT id, number, channel, market, currency, state, contact ->> 'name' AS shopper, contact ->> 'email' AS email,
       lower(contact ->> 'name') AS name_key, lower(contact ->> 'email') COLLATE "C" AS email_key,
       total_minor, goodwill_minor, placed_at, changed_at, locations
  FROM orders.orders;

CREATE VIEW orders.ordered_lines AS
SELECT order_id, number, sku, title, mode, pickup_location, quantity, fulfilled, cancelled, waiting
  FROM orders.lines;

-- Work of orders that can still be helped, and whether its code is locked.
CREATE VIEW fulfilment.work_at_risk AS
SELECT id, order_id, location, mode, state, created_at, wrong_codes >= 5 AS code_locked
  FROM fulfilment.fulfilments
 WHERE state IN ('queued', 'picked', 'packed', 'ready');

CREATE INDEX operations_refused ON payments.operations (payment_id) WHERE state = 'refused';
CREATE VIEW payments.refused_operations AS
SELECT payments.order_id, operations.kind, operations.amount_minor, operations.fault, operations.done_at
  FROM payments.operations
  JOIN payments.payments ON payments.id = operations.payment_id
 WHERE operations.state = 'refused';

CREATE VIEW payments.unanswered_payments AS
SELECT order_id, created_at
  FROM payments.payments WHERE state = 'started';

CREATE VIEW locations.closures AS
SELECT id AS location, closed_reason
  FROM locations.locations WHERE closed_reason IS NOT NULL;
