-- What the catalog publishes of an item to whoever lists items with a picture.
-- depends: 20261120_03_catalog

CREATE VIEW catalog.item_faces AS
SELECT sku, name, illustration IS NOT NULL AS has_illustration
  FROM catalog.items;
