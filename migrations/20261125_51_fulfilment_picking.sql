-- A pick is begun by somebody, counted unit by unit, and outlives a reload; ready goods lie in a bay.
-- depends: 20261120_08_fulfilment 20261120_11_published_views

ALTER TABLE fulfilment.fulfilments
    ADD COLUMN picker_id uuid,
    ADD COLUMN picker text,
    ADD COLUMN picking_since timestamptz,
    ADD COLUMN bay text,
    ADD CONSTRAINT picker_is_somebody CHECK (num_nulls(picker_id, picker, picking_since) IN (0, 3));

ALTER TABLE fulfilment.lines
    ADD COLUMN counted bigint NOT NULL DEFAULT 0,
    ADD COLUMN missing text;
UPDATE fulfilment.lines SET counted = picked WHERE picked > 0;
ALTER TABLE fulfilment.lines
    ADD CONSTRAINT counts_fit CHECK (counted >= 0 AND counted + short <= quantity);

-- What people see of a location's work: as open_work, with whose pick it is, where it lies, and the lines.
CREATE VIEW fulfilment.work_cards AS
SELECT id, order_id, order_number, location, mode, state, created_at, changed_at, picker, picking_since, bay,
       handover_code,
       (SELECT coalesce(sum(quantity - short), 0)::bigint
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS units,
       (SELECT coalesce(sum(counted), 0)::bigint
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS counted,
       (SELECT json_agg(json_build_object('sku', sku, 'title', title, 'units', quantity - short) ORDER BY line_number)
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id AND quantity > short) AS lines
  FROM fulfilment.fulfilments
 WHERE state IN ('queued', 'picked', 'packed', 'ready');
