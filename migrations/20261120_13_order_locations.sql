-- Where an order is or was worked on: who may see it is decided in its own row.
-- depends: 20261120_07_orders

ALTER TABLE orders.orders ADD COLUMN locations text[] NOT NULL DEFAULT '{}';
