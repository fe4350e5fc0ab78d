-- What orders and fulfilment publish for the live console: the book as cards, and the work that is still to be done.
-- depends: 20261120_07_orders 20261120_08_fulfilment

CREATE VIEW orders.order_book AS
SELECT id, number, channel, market, currency, state, contact ->> 'name' AS shopper, total_minor, placed_at, changed_at
  FROM orders.orders;

CREATE VIEW orders.waiting_lines AS
SELECT order_id, sku, waiting, waiting_for
  FROM orders.lines WHERE waiting > 0;

-- Where an order is worked on, or was.
CREATE VIEW fulfilment.order_places AS
SELECT order_id, location, state
  FROM fulfilment.fulfilments;

-- Work that has begun to wait for somebody and has not left; units that were found short do not count.
CREATE VIEW fulfilment.open_work AS
SELECT id, order_id, location, mode, state, created_at,
       (SELECT coalesce(sum(quantity - short), 0)::bigint
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS units
  FROM fulfilment.fulfilments
 WHERE state IN ('queued', 'picked', 'packed', 'ready');

-- What ended lately is counted and shown all day long, however thick the book has become.
CREATE INDEX orders_ended ON orders.orders (changed_at DESC) INCLUDE (state)
    WHERE state IN ('fulfilled', 'cancelled', 'expired');
