-- Work is due when it was promised; the cards of a location's work say so.
-- depends: 20261125_12_fulfilment_promised 20261125_51_fulfilment_picking

CREATE OR REPLACE VIEW fulfilment.work_cards AS
SELECT id, order_id, order_number, location, mode, state, created_at, changed_at, picker, picking_since, bay,
       handover_code,
       (SELECT coalesce(sum(quantity - short), 0)::bigint
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS units,
       (SELECT coalesce(sum(counted), 0)::bigint
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS counted,
       (SELECT json_agg(json_build_object('sku', sku, 'title', title, 'units', quantity - short) ORDER BY line_number)
          FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id AND quantity > short) AS lines,
       coalesce(promised_by, created_at + CASE mode WHEN 'pickup' THEN interval '2 hours' ELSE interval '24 hours' END)
           AS due_at
  FROM fulfilment.fulfilments
 WHERE state IN ('queued', 'picked', 'packed', 'ready');
