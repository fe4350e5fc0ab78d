-- One order book.
-- depends: 20261120_01_kit

CREATE SCHEMA orders;

CREATE TABLE orders.orders (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    channel text NOT NULL,
    market text NOT NULL,
    currency text NOT NULL CHECK (length(currency) = 3),
    state text NOT NULL CHECK (state IN
        ('awaiting_payment', 'placed', 'in_progress', 'fulfilled', 'cancelled', 'expired')),
    contact jsonb NOT NULL,
    address jsonb,
    client_reference text,
    content text NOT NULL,  -- fingerprint of what was asked: the same id with other content is refused
    net_minor bigint NOT NULL CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
    total_minor bigint NOT NULL CHECK (total_minor = net_minor + tax_minor),
    placed_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX orders_client_reference ON orders.orders (channel, client_reference)
    WHERE client_reference IS NOT NULL;
CREATE INDEX orders_placed ON orders.orders (placed_at DESC, id DESC);
CREATE INDEX orders_open ON orders.orders (state, placed_at) WHERE state IN ('awaiting_payment', 'placed', 'in_progress');

CREATE TABLE orders.lines (
    order_id uuid NOT NULL REFERENCES orders.orders,
    number integer NOT NULL CHECK (number > 0),
    sku text NOT NULL,
    title text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ship', 'pickup')),
    pickup_location text,
    quantity bigint NOT NULL CHECK (quantity > 0),
    unit_price numeric(18, 6) NOT NULL CHECK (unit_price >= 0),
    tax_rate numeric(8, 6) NOT NULL CHECK (tax_rate >= 0),
    net_minor bigint NOT NULL CHECK (net_minor >= 0),
    tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
    fulfilled bigint NOT NULL DEFAULT 0,
    cancelled bigint NOT NULL DEFAULT 0,
    waiting bigint NOT NULL DEFAULT 0,  -- has no location: short everywhere, or waits for the shopper's consent
    waiting_for text CHECK (waiting_for IN ('stock', 'consent')),
    PRIMARY KEY (order_id, number),
    CONSTRAINT pickup_has_a_place CHECK ((mode = 'pickup') = (pickup_location IS NOT NULL)),
    CONSTRAINT line_adds_up CHECK (fulfilled >= 0 AND cancelled >= 0 AND waiting >= 0
                                   AND fulfilled + cancelled + waiting <= quantity),
    CONSTRAINT waiting_has_a_cause CHECK ((waiting > 0) = (waiting_for IS NOT NULL))
);
CREATE INDEX lines_waiting ON orders.lines (sku) WHERE waiting > 0;
