CREATE SCHEMA orders;

CREATE FUNCTION orders.value_of_first(units bigint, quantity bigint, total_minor bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT div(2 * total_minor::numeric * units + quantity, 2 * quantity::numeric)::bigint
$$;

CREATE TABLE orders.lines (
    order_id uuid NOT NULL,
    number integer NOT NULL,
    sku text NOT NULL,
    title text NOT NULL,
    mode text NOT NULL,
    pickup_location text,
    quantity bigint NOT NULL,
    unit_price numeric(18,6) NOT NULL,
    tax_rate numeric(8,6) NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    fulfilled bigint DEFAULT 0 NOT NULL,
    cancelled bigint DEFAULT 0 NOT NULL,
    waiting bigint DEFAULT 0 NOT NULL,
    waiting_for text,
    CONSTRAINT line_adds_up CHECK (((fulfilled >= 0) AND (cancelled >= 0) AND (waiting >= 0) AND (((fulfilled + cancelled) + waiting) <= quantity))),
    CONSTRAINT lines_mode_check CHECK ((mode = ANY (ARRAY['ship'::text, 'pickup'::text]))),
    CONSTRAINT lines_net_minor_check CHECK ((net_minor >= 0)),
    CONSTRAINT lines_number_check CHECK ((number > 0)),
    CONSTRAINT lines_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT lines_tax_minor_check CHECK ((tax_minor >= 0)),
    CONSTRAINT lines_tax_rate_check CHECK ((tax_rate >= (0)::numeric)),
    CONSTRAINT lines_unit_price_check CHECK ((unit_price >= (0)::numeric)),
    CONSTRAINT lines_waiting_for_check CHECK ((waiting_for = ANY (ARRAY['stock'::text, 'consent'::text]))),
    CONSTRAINT pickup_has_a_place CHECK (((mode = 'pickup'::text) = (pickup_location IS NOT NULL))),
    CONSTRAINT waiting_has_a_cause CHECK (((waiting > 0) = (waiting_for IS NOT NULL)))
);

CREATE TABLE orders.orders (
    id uuid NOT NULL,
    number text NOT NULL,
    channel text NOT NULL,
    market text NOT NULL,
    currency text NOT NULL,
    state text NOT NULL,
    contact jsonb NOT NULL,
    address jsonb,
    client_reference text,
    content text NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    locations text[] DEFAULT '{}'::text[] NOT NULL,
    shopper uuid,
    goodwill_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT goodwill_is_within_the_total CHECK (((goodwill_minor >= 0) AND (goodwill_minor <= total_minor))),
    CONSTRAINT orders_check CHECK ((total_minor = (net_minor + tax_minor))),
    CONSTRAINT orders_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT orders_net_minor_check CHECK ((net_minor >= 0)),
    CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['awaiting_payment'::text, 'placed'::text, 'in_progress'::text, 'fulfilled'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT orders_tax_minor_check CHECK ((tax_minor >= 0))
);

CREATE VIEW orders.line_accounts AS
 SELECT lines.order_id,
    orders.number AS order_number,
    orders.state,
    lines.number AS line_number,
    lines.sku,
    lines.pickup_location,
    lines.quantity,
    lines.fulfilled,
    lines.cancelled,
    lines.waiting
   FROM (orders.lines
     JOIN orders.orders ON ((orders.id = lines.order_id)));

CREATE VIEW orders.order_book AS
 SELECT id,
    number,
    channel,
    market,
    currency,
    state,
    (contact ->> 'name'::text) AS shopper,
    total_minor,
    placed_at,
    changed_at
   FROM orders.orders;

CREATE VIEW orders.order_search AS
 SELECT id,
    number,
    channel,
    market,
    currency,
    state,
    (contact ->> 'name'::text) AS shopper,
    (contact ->> 'email'::text) AS email,
    lower((contact ->> 'name'::text)) AS name_key,
    (lower((contact ->> 'email'::text)) COLLATE "C") AS email_key,
    total_minor,
    goodwill_minor,
    placed_at,
    changed_at,
    locations
   FROM orders.orders;

CREATE VIEW orders.order_worth AS
SELECT
    NULL::uuid AS order_id,
    NULL::text AS order_number,
    NULL::text AS state,
    NULL::bigint AS total_minor,
    NULL::bigint AS fulfilled_minor,
    NULL::bigint AS cancelled_minor,
    NULL::bigint AS goodwill_minor;

CREATE VIEW orders.ordered_lines AS
 SELECT order_id,
    number,
    sku,
    title,
    mode,
    pickup_location,
    quantity,
    fulfilled,
    cancelled,
    waiting
   FROM orders.lines;

CREATE VIEW orders.waiting_lines AS
 SELECT order_id,
    sku,
    waiting,
    waiting_for
   FROM orders.lines
  WHERE (waiting > 0);

ALTER TABLE ONLY orders.lines
    ADD CONSTRAINT lines_pkey PRIMARY KEY (order_id, number);

ALTER TABLE ONLY orders.orders
    ADD CONSTRAINT orders_number_key UNIQUE (number);

ALTER TABLE ONLY orders.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

CREATE INDEX lines_sku ON orders.lines USING btree (sku, order_id);

CREATE INDEX lines_waiting ON orders.lines USING btree (sku) WHERE (waiting > 0);

CREATE INDEX orders_claimable ON orders.orders USING btree (lower((contact ->> 'email'::text))) WHERE ((channel = 'web'::text) AND (shopper IS NULL));

CREATE UNIQUE INDEX orders_client_reference ON orders.orders USING btree (channel, client_reference) WHERE (client_reference IS NOT NULL);

CREATE INDEX orders_email ON orders.orders USING btree (lower((contact ->> 'email'::text)) COLLATE "C");

CREATE INDEX orders_ended ON orders.orders USING btree (changed_at DESC) INCLUDE (state) WHERE (state = ANY (ARRAY['fulfilled'::text, 'cancelled'::text, 'expired'::text]));

CREATE INDEX orders_of_shopper ON orders.orders USING btree (shopper, placed_at DESC, id DESC) WHERE (shopper IS NOT NULL);

CREATE INDEX orders_open ON orders.orders USING btree (state, placed_at) WHERE (state = ANY (ARRAY['awaiting_payment'::text, 'placed'::text, 'in_progress'::text]));

CREATE INDEX orders_placed ON orders.orders USING btree (placed_at DESC, id DESC);

CREATE OR REPLACE VIEW orders.order_worth AS
 SELECT orders.id AS order_id,
    orders.number AS order_number,
    orders.state,
    orders.total_minor,
    (COALESCE(sum(orders.value_of_first(lines.fulfilled, lines.quantity, (lines.net_minor + lines.tax_minor))), (0)::numeric))::bigint AS fulfilled_minor,
    (COALESCE(sum(((lines.net_minor + lines.tax_minor) - orders.value_of_first((lines.quantity - lines.cancelled), lines.quantity, (lines.net_minor + lines.tax_minor)))), (0)::numeric))::bigint AS cancelled_minor,
    orders.goodwill_minor
   FROM (orders.orders
     LEFT JOIN orders.lines ON ((lines.order_id = orders.id)))
  GROUP BY orders.id;

ALTER TABLE ONLY orders.lines
    ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders.orders(id);
