-- One order as one transaction, one statement for each row, the stock row last.
-- pgbench -M prepared -D items=1 (one hot item) or -D items=1000 (spread).
\set item random(1, :items)
BEGIN;
INSERT INTO kit.idempotency_keys (scope, key, fingerprint, answer, kept_at)
VALUES ('019a0000-0000-7000-8000-000000000001 orders', uuidv4()::text, md5(:item::text), repeat('answer: ', 101), now());
INSERT INTO orders.orders
       (id, number, channel, market, currency, state, contact, address, client_reference, content,
        net_minor, tax_minor, total_minor, placed_at, changed_at, locations)
VALUES (uuidv7(), upper(substr(md5(random()::text), 1, 5) || '-' || substr(md5(random()::text), 1, 5)),
        'till', 'US', 'USD', 'placed',
        '{"name": "Kim Otieno", "email": "kim.otieno@example.com", "phone": null}',
        '{"street": "101 Broadway N", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"}',
        uuidv4()::text, md5(:item::text), 2499, 181, 2680, now(), now(), '{DC-BENCH}')
RETURNING id AS order_id, number AS order_number
\gset
INSERT INTO orders.lines
       (order_id, number, sku, title, mode, pickup_location, quantity, unit_price, tax_rate, net_minor, tax_minor,
        waiting, waiting_for)
VALUES (:order_id::uuid, 1, 'BENCH-' || :item::text, 'Desk lamp with a shade of linen, number ' || :item::text, 'ship', NULL,
        1, 24.99, 0.0725, 2499, 181, 0, NULL);
INSERT INTO fulfilment.fulfilments
       (id, order_id, order_number, location, mode, state, reason, decision, created_at, changed_at)
VALUES (uuidv7(), :order_id::uuid, :order_number::text, 'DC-BENCH', 'ship', 'queued',
        'Bench distribution centre has everything, 0 km from the shopper; 7 more were considered.',
        '[{"location": "DC-BENCH", "available": 999999000, "distance_km": 0},
          {"location": "B0001", "available": 999999999, "distance_km": 2},
          {"location": "B0002", "available": 999999999, "distance_km": 4},
          {"location": "B0003", "available": 999999999, "distance_km": 7},
          {"location": "B0004", "available": 999999999, "distance_km": 9},
          {"location": "B0005", "available": 999999999, "distance_km": 11},
          {"location": "B0006", "available": 999999999, "distance_km": 13},
          {"location": "B0007", "available": 999999999, "distance_km": 16}]', now(), now())
RETURNING id AS work_id
\gset
INSERT INTO fulfilment.lines (fulfilment_id, line_number, sku, title, quantity)
VALUES (:work_id::uuid, 1, 'BENCH-' || :item::text, 'Desk lamp with a shade of linen, number ' || :item::text, 1);
INSERT INTO payments.payments
       (id, order_id, method, currency, state, reference, asked_minor, authorised_minor, captured_minor,
        created_at, changed_at)
VALUES (uuidv7(), :order_id::uuid, 'external', 'USD', 'captured', 'bench', 2680, 2680, 2680, now(), now());
INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
VALUES (uuidv7(), 'orders.placed', 'order/' || :order_id::text, now(), 'system Bench till', NULL,
        '{"lines": [{"sku": "BENCH-1", "mode": "ship", "quantity": 1, "pickup_location": null}], "number": "A1B2C-D3E4F", "channel": "till", "currency": "USD", "order_id": "019a0000-0000-7000-8000-000000000001", "total_minor": 2680}');
INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
VALUES (uuidv7(), 'fulfilment.routed', 'order/' || :order_id::text, now(), 'system Bench till',
        'Bench distribution centre has everything, 0 km from the shopper; 7 more were considered.',
        '{"mode": "ship", "state": "queued", "location": "DC-BENCH", "order_id": "019a0000-0000-7000-8000-000000000001", "quantities": {"1": 1}, "fulfilment_id": "019a0000-0000-7000-8000-000000000001"}');
INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
VALUES (uuidv7(), 'payments.captured', 'order/' || :order_id::text, now(), 'system Bench till', NULL,
        '{"method": "external", "currency": "USD", "order_id": "019a0000-0000-7000-8000-000000000001", "payment_id": "019a0000-0000-7000-8000-000000000001", "amount_minor": 2680}');
INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
VALUES (uuidv7(), 'inventory.stock_changed', 'item/BENCH-' || :item::text, now(), 'system Bench till', NULL,
        '{"sku": "BENCH-1", "held": 0, "cause": "promised", "on_hand": 1000000000, "location": "DC-BENCH", "reserved": 1000, "available": 999999000, "shortfall": 0}');
INSERT INTO inventory.reservations
       (id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, created_at)
VALUES (uuidv7(), :order_id::uuid, 1, :work_id::uuid, 'BENCH-' || :item::text, 'DC-BENCH', 'own', 'new', '', 1, now());
UPDATE inventory.stock SET reserved = reserved + 1, changed_at = now()
 WHERE sku = 'BENCH-' || :item::text AND location = 'DC-BENCH' AND owner = 'own' AND condition = 'new' AND lot = '';
COMMIT;
