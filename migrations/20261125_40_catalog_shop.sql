-- What shoppers search and see: the words of an item by weight, the mark of its picture, and items for sale with their category.
-- depends: 20261120_03_catalog

-- Names count most, then where an item is filed, then what is said of it. Plain words stand beside their stems, so that
-- the beginning of a word finds it too.
ALTER TABLE catalog.items ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('pg_catalog.english', name), 'A')
    || setweight(to_tsvector('pg_catalog.simple', name), 'A')
    || setweight(to_tsvector('pg_catalog.english', style || ' ' || category || ' ' || colour), 'B')
    || setweight(to_tsvector('pg_catalog.simple', style || ' ' || category || ' ' || colour), 'B')
    || setweight(to_tsvector('pg_catalog.english', description), 'C')
) STORED;
CREATE INDEX items_words ON catalog.items USING gin (words);

-- Changes when the picture does, so that browsers keep a picture for as long as it is the same.
ALTER TABLE catalog.items ADD COLUMN picture text GENERATED ALWAYS AS (left(md5(illustration), 12)) STORED;

CREATE VIEW catalog.shop_items AS
SELECT items.sku, items.name, items.category, categories.name AS category_name, categories.place, items.style, items.description,
       items.colour, items.base_unit, items.picture, items.words
  FROM catalog.items
  JOIN catalog.categories ON categories.code = items.category
 WHERE items.withdrawn_at IS NULL;
