CREATE SCHEMA inventory;

CREATE FUNCTION inventory.available(on_hand bigint, held bigint, reserved bigint, safety bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT greatest(on_hand - held - reserved - safety, 0) $$;

CREATE TABLE inventory.holds (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_number integer NOT NULL,
    fulfilment_id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text DEFAULT 'own'::text NOT NULL,
    condition text DEFAULT 'new'::text NOT NULL,
    lot text DEFAULT ''::text NOT NULL,
    quantity bigint NOT NULL,
    state text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT holds_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT holds_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'released'::text, 'expired'::text])))
);

CREATE TABLE inventory.movements (
    id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text DEFAULT 'own'::text NOT NULL,
    condition text DEFAULT 'new'::text NOT NULL,
    lot text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    quantity bigint NOT NULL,
    unit_cost numeric(18,6) NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    document text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT movements_kind_check CHECK ((kind = ANY (ARRAY['opening'::text, 'receipt'::text, 'adjustment'::text, 'count'::text, 'short_pick'::text, 'shipment'::text, 'handover'::text, 'return'::text]))),
    CONSTRAINT movements_quantity_check CHECK ((quantity <> 0)),
    CONSTRAINT movements_unit_cost_check CHECK ((unit_cost >= (0)::numeric))
)
PARTITION BY RANGE (id);

CREATE TABLE inventory.movements_other (
    id uuid CONSTRAINT movements_id_not_null NOT NULL,
    sku text CONSTRAINT movements_sku_not_null NOT NULL,
    location text CONSTRAINT movements_location_not_null NOT NULL,
    owner text DEFAULT 'own'::text CONSTRAINT movements_owner_not_null NOT NULL,
    condition text DEFAULT 'new'::text CONSTRAINT movements_condition_not_null NOT NULL,
    lot text DEFAULT ''::text CONSTRAINT movements_lot_not_null NOT NULL,
    kind text CONSTRAINT movements_kind_not_null NOT NULL,
    quantity bigint CONSTRAINT movements_quantity_not_null NOT NULL,
    unit_cost numeric(18,6) CONSTRAINT movements_unit_cost_not_null NOT NULL,
    reason text CONSTRAINT movements_reason_not_null NOT NULL,
    actor text CONSTRAINT movements_actor_not_null NOT NULL,
    document text,
    at timestamp with time zone CONSTRAINT movements_at_not_null NOT NULL,
    CONSTRAINT movements_kind_check CHECK ((kind = ANY (ARRAY['opening'::text, 'receipt'::text, 'adjustment'::text, 'count'::text, 'short_pick'::text, 'shipment'::text, 'handover'::text, 'return'::text]))),
    CONSTRAINT movements_quantity_check CHECK ((quantity <> 0)),
    CONSTRAINT movements_unit_cost_check CHECK ((unit_cost >= (0)::numeric))
);

CREATE TABLE inventory.reservations (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_number integer NOT NULL,
    fulfilment_id uuid NOT NULL,
    sku text NOT NULL,
    location text NOT NULL,
    owner text DEFAULT 'own'::text NOT NULL,
    condition text DEFAULT 'new'::text NOT NULL,
    lot text DEFAULT ''::text NOT NULL,
    quantity bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT reservations_quantity_check CHECK ((quantity >= 0))
);

CREATE VIEW inventory.open_promises AS
 SELECT 'hold'::text AS kind,
    holds.id,
    holds.order_id,
    holds.line_number,
    holds.fulfilment_id,
    holds.sku,
    holds.location,
    holds.quantity
   FROM inventory.holds
  WHERE (holds.state = 'open'::text)
UNION ALL
 SELECT 'reservation'::text AS kind,
    reservations.id,
    reservations.order_id,
    reservations.line_number,
    reservations.fulfilment_id,
    reservations.sku,
    reservations.location,
    reservations.quantity
   FROM inventory.reservations
  WHERE (reservations.quantity > 0);

CREATE TABLE inventory.stock (
    sku text NOT NULL,
    location text NOT NULL,
    owner text DEFAULT 'own'::text NOT NULL,
    condition text DEFAULT 'new'::text NOT NULL,
    lot text DEFAULT ''::text NOT NULL,
    on_hand bigint DEFAULT 0 NOT NULL,
    held bigint DEFAULT 0 NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    safety bigint DEFAULT 0 NOT NULL,
    shortfall bigint DEFAULT 0 NOT NULL,
    unit_cost numeric(18,6) DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT stock_is_not_negative CHECK (((on_hand >= 0) AND (held >= 0) AND (reserved >= 0) AND (safety >= 0) AND (shortfall >= 0) AND (unit_cost >= (0)::numeric))),
    CONSTRAINT stock_is_not_oversold CHECK ((shortfall = GREATEST(((held + reserved) - on_hand), (0)::bigint)))
)
WITH (fillfactor='70');

CREATE VIEW inventory.stock_levels AS
 SELECT sku,
    location,
    owner,
    condition,
    lot,
    on_hand,
    held,
    reserved,
    safety,
    shortfall,
    inventory.available(on_hand, held, reserved, safety) AS available,
    changed_at
   FROM inventory.stock;

ALTER TABLE ONLY inventory.movements ATTACH PARTITION inventory.movements_other DEFAULT;

ALTER TABLE ONLY inventory.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY inventory.movements
    ADD CONSTRAINT movements_pkey PRIMARY KEY (id);

ALTER TABLE ONLY inventory.movements_other
    ADD CONSTRAINT movements_other_pkey PRIMARY KEY (id);

ALTER TABLE ONLY inventory.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY inventory.stock
    ADD CONSTRAINT stock_pkey PRIMARY KEY (sku, location, owner, condition, lot);

CREATE INDEX holds_expiring ON inventory.holds USING btree (expires_at) WHERE (state = 'open'::text);

CREATE INDEX holds_order ON inventory.holds USING btree (order_id);

CREATE INDEX movements_stock ON ONLY inventory.movements USING btree (sku, location, at);

CREATE INDEX movements_other_sku_location_at_idx ON inventory.movements_other USING btree (sku, location, at);

CREATE INDEX reservations_fulfilment ON inventory.reservations USING btree (fulfilment_id);

CREATE INDEX reservations_open ON inventory.reservations USING btree (sku, location) WHERE (quantity > 0);

CREATE INDEX stock_location ON inventory.stock USING btree (location);

ALTER INDEX inventory.movements_pkey ATTACH PARTITION inventory.movements_other_pkey;

ALTER INDEX inventory.movements_stock ATTACH PARTITION inventory.movements_other_sku_location_at_idx;
