CREATE SCHEMA carts;

CREATE FUNCTION carts.sound(lines jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((jsonb_array_length(lines) <= 100) AND (SELECT ((count(*) = count(DISTINCT ROW(line.sku, line.mode, line.pickup_location))) AND (count(*) = count(DISTINCT line.number)) AND COALESCE(bool_and(((line.sku IS NOT NULL) AND ((line.quantity >= 1) AND (line.quantity <= 999)) AND (line.mode = ANY (ARRAY['ship'::text, 'pickup'::text])) AND ((line.mode = 'pickup'::text) = (line.pickup_location IS NOT NULL)))), true)) FROM jsonb_to_recordset(sound.lines) line(number integer, sku text, quantity bigint, mode text, pickup_location text)));

CREATE TABLE carts.carts (
    id uuid NOT NULL,
    secret_hash text,
    shopper uuid,
    market text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    order_id uuid NOT NULL,
    contact jsonb,
    address jsonb,
    lines jsonb NOT NULL,
    lines_made integer NOT NULL,
    merged_into uuid,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT carts_lines_check CHECK (carts.sound(lines)),
    CONSTRAINT carts_secret_hash_check CHECK ((length(secret_hash) = 64)),
    CONSTRAINT carts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ordered'::text, 'merged'::text]))),
    CONSTRAINT carts_version_check CHECK ((version > 0)),
    CONSTRAINT merged_goes_somewhere CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
    CONSTRAINT somebody_holds_it CHECK (((secret_hash IS NOT NULL) OR (shopper IS NOT NULL)))
);

CREATE VIEW carts.ordered_carts AS
 SELECT id AS cart_id,
    order_id
   FROM carts.carts
  WHERE (state = 'ordered'::text);

ALTER TABLE ONLY carts.carts
    ADD CONSTRAINT carts_order_id_key UNIQUE (order_id);

ALTER TABLE ONLY carts.carts
    ADD CONSTRAINT carts_pkey PRIMARY KEY (id);

CREATE INDEX carts_left ON carts.carts USING btree (changed_at) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX carts_open_of_guest ON carts.carts USING btree (secret_hash) WHERE ((state = 'open'::text) AND (shopper IS NULL));

CREATE UNIQUE INDEX carts_open_of_shopper ON carts.carts USING btree (shopper) WHERE ((state = 'open'::text) AND (shopper IS NOT NULL));

ALTER TABLE ONLY carts.carts
    ADD CONSTRAINT carts_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES carts.carts(id);
