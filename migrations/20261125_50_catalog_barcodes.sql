-- What stands on an item or its box for a scanner: several codes may lead to one item, never one code to two.
-- depends: 20261120_03_catalog

CREATE TABLE catalog.barcodes (
    -- A GTIN as the 13 digits (or 8) that scanners send, else the retailer's own code.
    barcode text PRIMARY KEY CHECK (barcode ~ '^[0-9A-Z._+-]{1,48}$'),
    sku text NOT NULL REFERENCES catalog.items,
    saved_at timestamptz NOT NULL
);
CREATE INDEX barcodes_sku ON catalog.barcodes (sku);
