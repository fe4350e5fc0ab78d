-- What shoppers have gathered and not yet ordered: one row is one cart, read and written as a whole.
-- depends: 20261120_01_kit

CREATE SCHEMA carts;

-- Whether lines are within bounds: each so many units of an item, told apart by item, mode and place.
CREATE FUNCTION carts.sound(lines jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN jsonb_array_length(lines) <= 100 AND (
        SELECT count(*) = count(DISTINCT (sku, mode, pickup_location)) AND count(*) = count(DISTINCT number)
               AND coalesce(bool_and(sku IS NOT NULL AND quantity BETWEEN 1 AND 999 AND mode IN ('ship', 'pickup')
                                     AND (mode = 'pickup') = (pickup_location IS NOT NULL)), true)
          FROM jsonb_to_recordset(lines)
            AS line (number integer, sku text, quantity bigint, mode text, pickup_location text));

CREATE TABLE carts.carts (
    id uuid PRIMARY KEY,
    secret_hash text CHECK (length(secret_hash) = 64),  -- SHA-256 in hexadecimal; only while nobody owns the cart it opens it
    shopper uuid,
    market text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'ordered', 'merged')),
    version bigint NOT NULL CHECK (version > 0),
    order_id uuid NOT NULL UNIQUE,  -- of the order that its checkout will make
    contact jsonb,
    address jsonb,
    lines jsonb NOT NULL CHECK (carts.sound(lines)),
    lines_made integer NOT NULL,  -- numbers are never given twice
    merged_into uuid REFERENCES carts.carts,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT somebody_holds_it CHECK (secret_hash IS NOT NULL OR shopper IS NOT NULL),
    CONSTRAINT merged_goes_somewhere CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
CREATE UNIQUE INDEX carts_open_of_shopper ON carts.carts (shopper) WHERE state = 'open' AND shopper IS NOT NULL;
CREATE UNIQUE INDEX carts_open_of_guest ON carts.carts (secret_hash) WHERE state = 'open' AND shopper IS NULL;
CREATE INDEX carts_left ON carts.carts (changed_at) WHERE state = 'open';

-- Carts that became orders, for whoever checks that they did.
CREATE VIEW carts.ordered_carts AS
SELECT id AS cart_id, order_id
  FROM carts.carts WHERE state = 'ordered';
