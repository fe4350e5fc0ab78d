-- Whose an order is; and the orders that a guest may still claim by proving an e-mail address.
-- depends: 20261120_07_orders

ALTER TABLE orders.orders ADD COLUMN shopper uuid;
CREATE INDEX orders_of_shopper ON orders.orders (shopper, placed_at DESC, id DESC) WHERE shopper IS NOT NULL;
CREATE INDEX orders_claimable ON orders.orders (lower(contact ->> 'email')) WHERE channel = 'web' AND shopper IS NULL;
