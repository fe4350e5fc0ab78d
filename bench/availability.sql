-- What 50 items have at one store and in the whole network, as one statement: the house's own.
-- pgbench -M prepared -D items=1000
\set item random(1, :items - 50)
SELECT sku,
       coalesce(sum(inventory.available(on_hand, held, reserved, safety)), 0)::bigint AS network,
       coalesce(sum(inventory.available(on_hand, held, reserved, safety))
                FILTER (WHERE location = 'B0001'), 0)::bigint AS here
  FROM inventory.stock
 WHERE sku = ANY (ARRAY(SELECT 'BENCH-' || number
                          FROM generate_series(:item::integer, :item::integer + 49) AS number))
   AND owner = 'own' AND condition = 'new'
 GROUP BY sku;
