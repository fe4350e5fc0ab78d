-- What pricing publishes to whoever shows items with their price.
-- depends: 20261120_05_pricing

CREATE VIEW pricing.shop_prices AS
SELECT list_prices.market, list_prices.sku, list_prices.currency, list_prices.unit_price, list_prices.tax_class,
       coalesce(tax_rates.rate, 0) AS rate
  FROM pricing.list_prices
  LEFT JOIN pricing.tax_rates USING (market, tax_class);
