CREATE SCHEMA catalog;

CREATE TABLE catalog.barcodes (
    barcode text NOT NULL,
    sku text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT barcodes_barcode_check CHECK ((barcode ~ '^[0-9A-Z._+-]{1,48}$'::text))
);

CREATE TABLE catalog.categories (
    code text NOT NULL,
    name text NOT NULL,
    place integer DEFAULT 0 NOT NULL
);

CREATE TABLE catalog.items (
    sku text NOT NULL,
    name text NOT NULL,
    category text NOT NULL,
    style text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    colour text DEFAULT ''::text NOT NULL,
    base_unit text DEFAULT 'each'::text NOT NULL,
    tax_class text DEFAULT 'standard'::text NOT NULL,
    illustration text,
    withdrawn_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    words tsvector GENERATED ALWAYS AS (((((setweight(to_tsvector('english'::regconfig, name), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, name), 'A'::"char")) || setweight(to_tsvector('english'::regconfig, ((((style || ' '::text) || category) || ' '::text) || colour)), 'B'::"char")) || setweight(to_tsvector('simple'::regconfig, ((((style || ' '::text) || category) || ' '::text) || colour)), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, description), 'C'::"char"))) STORED NOT NULL,
    picture text GENERATED ALWAYS AS ("left"(md5(illustration), 12)) STORED,
    CONSTRAINT items_base_unit_check CHECK ((base_unit = ANY (ARRAY['each'::text, 'gram'::text, 'millilitre'::text]))),
    CONSTRAINT items_name_check CHECK ((name <> ''::text)),
    CONSTRAINT items_sku_check CHECK ((sku ~ '^[A-Z0-9][A-Z0-9._-]{0,31}$'::text))
);

CREATE VIEW catalog.item_faces AS
 SELECT sku,
    name,
    (illustration IS NOT NULL) AS has_illustration
   FROM catalog.items;

CREATE VIEW catalog.known_skus AS
 SELECT sku
   FROM catalog.items;

CREATE VIEW catalog.shop_items AS
 SELECT items.sku,
    items.name,
    items.category,
    categories.name AS category_name,
    categories.place,
    items.style,
    items.description,
    items.colour,
    items.base_unit,
    items.picture,
    items.words
   FROM (catalog.items
     JOIN catalog.categories ON ((categories.code = items.category)))
  WHERE (items.withdrawn_at IS NULL);

ALTER TABLE ONLY catalog.barcodes
    ADD CONSTRAINT barcodes_pkey PRIMARY KEY (barcode);

ALTER TABLE ONLY catalog.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (code);

ALTER TABLE ONLY catalog.items
    ADD CONSTRAINT items_pkey PRIMARY KEY (sku);

CREATE INDEX barcodes_sku ON catalog.barcodes USING btree (sku);

CREATE INDEX items_category ON catalog.items USING btree (category, sku);

CREATE INDEX items_words ON catalog.items USING gin (words);

ALTER TABLE ONLY catalog.barcodes
    ADD CONSTRAINT barcodes_sku_fkey FOREIGN KEY (sku) REFERENCES catalog.items(sku);

ALTER TABLE ONLY catalog.items
    ADD CONSTRAINT items_category_fkey FOREIGN KEY (category) REFERENCES catalog.categories(code);
