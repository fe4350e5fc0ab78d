-- One order as one statement: the same rows as in place_by_row.sql, written by common table expressions.
-- pgbench -M prepared -D items=1 (one hot item) or -D items=1000 (spread).
\set item random(1, :items)
WITH asked AS (
    SELECT uuidv7() AS order_id, uuidv7() AS work_id, 'BENCH-' || :item::text AS sku,
           'Desk lamp with a shade of linen, number ' || :item::text AS title,
           upper(substr(md5(random()::text), 1, 5) || '-' || substr(md5(random()::text), 1, 5)) AS number,
           'system Bench till' AS actor,
           'Bench distribution centre has everything, 0 km from the shopper; 7 more were considered.' AS reason
), key AS (
    INSERT INTO kit.idempotency_keys (scope, key, fingerprint, answer, kept_at)
    SELECT '019a0000-0000-7000-8000-000000000001 orders', uuidv4()::text, md5(sku), repeat('answer: ', 101), now()
      FROM asked
), book AS (
    INSERT INTO orders.orders
           (id, number, channel, market, currency, state, contact, address, client_reference, content,
            net_minor, tax_minor, total_minor, placed_at, changed_at, locations)
    SELECT order_id, number, 'till', 'US', 'USD', 'placed',
           '{"name": "Kim Otieno", "email": "kim.otieno@example.com", "phone": null}'::jsonb,
           '{"street": "101 Broadway N", "city": "Fargo", "region": "ND", "postal_code": "58103",
             "country": "US"}'::jsonb,
           uuidv4()::text, md5(sku), 2499, 181, 2680, now(), now(), '{DC-BENCH}'
      FROM asked
), line AS (
    INSERT INTO orders.lines
           (order_id, number, sku, title, mode, pickup_location, quantity, unit_price, tax_rate, net_minor, tax_minor,
            waiting, waiting_for)
    SELECT order_id, 1, sku, title, 'ship', NULL, 1, 24.99, 0.0725, 2499, 181, 0, NULL FROM asked
), work AS (
    INSERT INTO fulfilment.fulfilments
           (id, order_id, order_number, location, mode, state, reason, decision, created_at, changed_at)
    SELECT work_id, order_id, number, 'DC-BENCH', 'ship', 'queued', reason,
           '[{"location": "DC-BENCH", "available": 999999000, "distance_km": 0},
             {"location": "B0001", "available": 999999999, "distance_km": 2},
             {"location": "B0002", "available": 999999999, "distance_km": 4},
             {"location": "B0003", "available": 999999999, "distance_km": 7},
             {"location": "B0004", "available": 999999999, "distance_km": 9},
             {"location": "B0005", "available": 999999999, "distance_km": 11},
             {"location": "B0006", "available": 999999999, "distance_km": 13},
             {"location": "B0007", "available": 999999999, "distance_km": 16}]'::jsonb, now(), now()
      FROM asked
), work_line AS (
    INSERT INTO fulfilment.lines (fulfilment_id, line_number, sku, title, quantity)
    SELECT work_id, 1, sku, title, 1 FROM asked
), payment AS (
    INSERT INTO payments.payments
           (id, order_id, method, currency, state, reference, asked_minor, authorised_minor, captured_minor,
            created_at, changed_at)
    SELECT uuidv7(), order_id, 'external', 'USD', 'captured', 'bench', 2680, 2680, 2680, now(), now() FROM asked
), news AS (
    INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
    SELECT uuidv7(), type, subject, now(), actor, told, facts::jsonb
      FROM asked, LATERAL (VALUES
           ('orders.placed', 'order/' || order_id, NULL,
            '{"lines": [{"sku": "BENCH-1", "mode": "ship", "quantity": 1, "pickup_location": null}],
              "number": "A1B2C-D3E4F", "channel": "till", "currency": "USD",
              "order_id": "019a0000-0000-7000-8000-000000000001", "total_minor": 2680}'),
           ('fulfilment.routed', 'order/' || order_id, reason,
            '{"mode": "ship", "state": "queued", "location": "DC-BENCH",
              "order_id": "019a0000-0000-7000-8000-000000000001", "quantities": {"1": 1},
              "fulfilment_id": "019a0000-0000-7000-8000-000000000001"}'),
           ('payments.captured', 'order/' || order_id, NULL,
            '{"method": "external", "currency": "USD", "order_id": "019a0000-0000-7000-8000-000000000001",
              "payment_id": "019a0000-0000-7000-8000-000000000001", "amount_minor": 2680}'),
           ('inventory.stock_changed', 'item/' || sku, NULL,
            '{"sku": "BENCH-1", "held": 0, "cause": "promised", "on_hand": 1000000000, "location": "DC-BENCH",
              "reserved": 1000, "available": 999999000, "shortfall": 0}')) AS told (type, subject, told, facts)
), kept AS (
    INSERT INTO inventory.reservations
           (id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, created_at)
    SELECT uuidv7(), order_id, 1, work_id, sku, 'DC-BENCH', 'own', 'new', '', 1, now() FROM asked
)
UPDATE inventory.stock SET reserved = reserved + 1, changed_at = now()
  FROM asked
 WHERE stock.sku = asked.sku AND stock.location = 'DC-BENCH' AND stock.owner = 'own' AND stock.condition = 'new'
   AND stock.lot = '';
