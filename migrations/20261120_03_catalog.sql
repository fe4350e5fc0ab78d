-- What is sold.
-- depends: 20261120_01_kit

CREATE SCHEMA catalog;

CREATE TABLE catalog.categories (
    code text PRIMARY KEY,
    name text NOT NULL,
    place integer NOT NULL DEFAULT 0
);

CREATE TABLE catalog.items (
    sku text PRIMARY KEY CHECK (sku ~ '^[A-Z0-9][A-Z0-9._-]{0,31}$'),
    name text NOT NULL CHECK (name <> ''),
    category text NOT NULL REFERENCES catalog.categories,
    style text NOT NULL,
    description text NOT NULL DEFAULT '',
    colour text NOT NULL DEFAULT '',
    base_unit text NOT NULL DEFAULT 'each' CHECK (base_unit IN ('each', 'gram', 'millilitre')),
    tax_class text NOT NULL DEFAULT 'standard',
    illustration text,  -- SVG
    withdrawn_at timestamptz,
    changed_at timestamptz NOT NULL
);
CREATE INDEX items_category ON catalog.items (category, sku);
