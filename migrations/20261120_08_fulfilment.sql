-- Who picks what where, and how it leaves.
-- depends: 20261120_01_kit

CREATE SCHEMA fulfilment;

CREATE TABLE fulfilment.fulfilments (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL,
    order_number text NOT NULL,
    location text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('ship', 'pickup')),
    state text NOT NULL CHECK (state IN 
        ('planned', 'queued', 'picked', 'packed', 'shipped', 'ready', 'handed_over', 'cancelled')),
    reason text NOT NULL,     -- why here, as a sentence
    decision jsonb NOT NULL,  -- why here, as facts: what was considered and how it ranked
    handover_code text,
    wrong_codes integer NOT NULL DEFAULT 0,
    tracking text,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT state_fits_mode CHECK (
        (mode = 'ship' AND state IN ('planned', 'queued', 'picked', 'packed', 'shipped', 'cancelled'))
        OR (mode = 'pickup' AND state IN ('planned', 'queued', 'picked', 'ready', 'handed_over', 'cancelled')))
);
CREATE INDEX fulfilments_order ON fulfilment.fulfilments (order_id);
CREATE INDEX fulfilments_open ON fulfilment.fulfilments (location, created_at)
    WHERE state IN ('queued', 'picked', 'packed', 'ready');

CREATE TABLE fulfilment.lines (
    fulfilment_id uuid NOT NULL REFERENCES fulfilment.fulfilments,
    line_number integer NOT NULL,
    sku text NOT NULL,
    title text NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    picked bigint NOT NULL DEFAULT 0,
    short bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (fulfilment_id, line_number),
    CONSTRAINT picks_fit CHECK (picked >= 0 AND short >= 0 AND picked + short <= quantity)
);
