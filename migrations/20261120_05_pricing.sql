-- What things cost.
-- depends: 20261120_01_kit

CREATE SCHEMA pricing;

CREATE TABLE pricing.list_prices (
    market text NOT NULL,
    sku text NOT NULL,
    currency text NOT NULL CHECK (length(currency) = 3),
    unit_price numeric(18, 6) NOT NULL CHECK (unit_price >= 0),
    tax_class text NOT NULL DEFAULT 'standard',
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (market, sku)
);

CREATE TABLE pricing.tax_rates (
    market text NOT NULL,
    tax_class text NOT NULL,
    rate numeric(8, 6) NOT NULL CHECK (rate >= 0 AND rate < 1),
    PRIMARY KEY (market, tax_class)
);
