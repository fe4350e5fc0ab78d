-- One stock: what is there, what is held and promised, and every movement that made it so.
-- depends: 20261120_01_kit

CREATE SCHEMA inventory;

CREATE TABLE inventory.stock (
    sku text NOT NULL,
    location text NOT NULL,
    owner text NOT NULL DEFAULT 'own',
    condition text NOT NULL DEFAULT 'new',
    lot text NOT NULL DEFAULT '',
    on_hand bigint NOT NULL DEFAULT 0,
    held bigint NOT NULL DEFAULT 0,
    reserved bigint NOT NULL DEFAULT 0,
    safety bigint NOT NULL DEFAULT 0,
    shortfall bigint NOT NULL DEFAULT 0,
    unit_cost numeric(18, 6) NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (sku, location, owner, condition, lot),
    CONSTRAINT stock_is_not_negative
        CHECK (on_hand >= 0 AND held >= 0 AND reserved >= 0 AND safety >= 0 AND shortfall >= 0 AND unit_cost >= 0),
    -- The last line of defence: a promise past what is there fails here. Only a physical fact (a count, a
    -- short pick, damage) sets the shortfall; a promise never touches it.
    CONSTRAINT stock_is_not_oversold CHECK (shortfall = greatest(held + reserved - on_hand, 0))
) WITH (fillfactor = 70);
CREATE INDEX stock_location ON inventory.stock (location);

-- Available to promise now. The one definition: lock, query and readmodel use it, and the model is tested against it.
CREATE FUNCTION inventory.available(on_hand bigint, held bigint, reserved bigint, safety bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT greatest(on_hand - held - reserved - safety, 0) $$;

CREATE TABLE inventory.holds (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL,
    line_number integer NOT NULL,
    fulfilment_id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text NOT NULL DEFAULT 'own',
    condition text NOT NULL DEFAULT 'new',
    lot text NOT NULL DEFAULT '',
    quantity bigint NOT NULL CHECK (quantity > 0),
    state text NOT NULL CHECK (state IN ('open', 'kept', 'released', 'expired')),
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE INDEX holds_order ON inventory.holds (order_id);
CREATE INDEX holds_expiring ON inventory.holds (expires_at) WHERE state = 'open';

CREATE TABLE inventory.reservations (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL,
    line_number integer NOT NULL,
    fulfilment_id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text NOT NULL DEFAULT 'own',
    condition text NOT NULL DEFAULT 'new',
    lot text NOT NULL DEFAULT '',
    quantity bigint NOT NULL CHECK (quantity >= 0),   -- what is still promised
    created_at timestamptz NOT NULL
);
CREATE INDEX reservations_fulfilment ON inventory.reservations (fulfilment_id);
CREATE INDEX reservations_open ON inventory.reservations (sku, location) WHERE quantity > 0;

CREATE TABLE inventory.movements (
    id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text NOT NULL DEFAULT 'own',
    condition text NOT NULL DEFAULT 'new',
    lot text NOT NULL DEFAULT '',
    kind text NOT NULL CHECK (kind IN ('opening', 'receipt', 'adjustment', 'count', 'short_pick', 'shipment', 'handover', 'return')),
    quantity bigint NOT NULL CHECK (quantity <> 0),
    unit_cost numeric(18, 6) NOT NULL CHECK (unit_cost >= 0),
    reason text NOT NULL,
    actor text NOT NULL,
    document text,  -- the order, delivery or count that it belongs to
    at timestamptz NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX movements_stock ON inventory.movements (sku, location, at);
CREATE TABLE inventory.movements_other PARTITION OF inventory.movements DEFAULT;
INSERT INTO kit.retention VALUES ('inventory.movements', NULL);

CREATE VIEW inventory.stock_levels AS
SELECT sku, location, owner, condition, lot, on_hand, held, reserved, safety, shortfall,
       inventory.available(on_hand, held, reserved, safety) AS available, changed_at
  FROM inventory.stock;
