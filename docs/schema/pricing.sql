CREATE SCHEMA pricing;

CREATE TABLE pricing.list_prices (
    market text NOT NULL,
    sku text NOT NULL,
    currency text NOT NULL,
    unit_price numeric(18,6) NOT NULL,
    tax_class text DEFAULT 'standard'::text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT list_prices_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT list_prices_unit_price_check CHECK ((unit_price >= (0)::numeric))
);

CREATE TABLE pricing.tax_rates (
    market text NOT NULL,
    tax_class text NOT NULL,
    rate numeric(8,6) NOT NULL,
    CONSTRAINT tax_rates_rate_check CHECK (((rate >= (0)::numeric) AND (rate < (1)::numeric)))
);

CREATE VIEW pricing.shop_prices AS
 SELECT list_prices.market,
    list_prices.sku,
    list_prices.currency,
    list_prices.unit_price,
    list_prices.tax_class,
    COALESCE(tax_rates.rate, (0)::numeric) AS rate
   FROM (pricing.list_prices
     LEFT JOIN pricing.tax_rates USING (market, tax_class));

ALTER TABLE ONLY pricing.list_prices
    ADD CONSTRAINT list_prices_pkey PRIMARY KEY (market, sku);

ALTER TABLE ONLY pricing.tax_rates
    ADD CONSTRAINT tax_rates_pkey PRIMARY KEY (market, tax_class);
