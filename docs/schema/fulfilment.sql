CREATE SCHEMA fulfilment;

CREATE TABLE fulfilment.fulfilments (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    order_number text NOT NULL,
    location text NOT NULL,
    mode text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    decision jsonb NOT NULL,
    handover_code text,
    wrong_codes integer DEFAULT 0 NOT NULL,
    tracking text,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    promised_by timestamp with time zone,
    picker_id uuid,
    picker text,
    picking_since timestamp with time zone,
    bay text,
    CONSTRAINT fulfilments_mode_check CHECK ((mode = ANY (ARRAY['ship'::text, 'pickup'::text]))),
    CONSTRAINT fulfilments_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'queued'::text, 'picked'::text, 'packed'::text, 'shipped'::text, 'ready'::text, 'handed_over'::text, 'cancelled'::text]))),
    CONSTRAINT picker_is_somebody CHECK ((num_nulls(picker_id, picker, picking_since) = ANY (ARRAY[0, 3]))),
    CONSTRAINT state_fits_mode CHECK ((((mode = 'ship'::text) AND (state = ANY (ARRAY['planned'::text, 'queued'::text, 'picked'::text, 'packed'::text, 'shipped'::text, 'cancelled'::text]))) OR ((mode = 'pickup'::text) AND (state = ANY (ARRAY['planned'::text, 'queued'::text, 'picked'::text, 'ready'::text, 'handed_over'::text, 'cancelled'::text])))))
);

CREATE TABLE fulfilment.lines (
    fulfilment_id uuid NOT NULL,
    line_number integer NOT NULL,
    sku text NOT NULL,
    title text NOT NULL,
    quantity bigint NOT NULL,
    picked bigint DEFAULT 0 NOT NULL,
    short bigint DEFAULT 0 NOT NULL,
    counted bigint DEFAULT 0 NOT NULL,
    missing text,
    CONSTRAINT counts_fit CHECK (((counted >= 0) AND ((counted + short) <= quantity))),
    CONSTRAINT lines_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT picks_fit CHECK (((picked >= 0) AND (short >= 0) AND ((picked + short) <= quantity)))
);

CREATE VIEW fulfilment.line_work AS
 SELECT fulfilments.id AS fulfilment_id,
    fulfilments.order_id,
    fulfilments.order_number,
    fulfilments.location,
        CASE
            WHEN (fulfilments.state = 'planned'::text) THEN 'planned'::text
            WHEN (fulfilments.state = ANY (ARRAY['shipped'::text, 'handed_over'::text])) THEN 'left'::text
            WHEN (fulfilments.state = 'cancelled'::text) THEN 'cancelled'::text
            ELSE 'open'::text
        END AS stage,
    lines.line_number,
    lines.sku,
    (lines.quantity - lines.short) AS units,
    lines.picked
   FROM (fulfilment.fulfilments
     JOIN fulfilment.lines ON ((lines.fulfilment_id = fulfilments.id)));

CREATE VIEW fulfilment.open_work AS
 SELECT id,
    order_id,
    location,
    mode,
    state,
    created_at,
    ( SELECT (COALESCE(sum((lines.quantity - lines.short)), (0)::numeric))::bigint AS "coalesce"
           FROM fulfilment.lines
          WHERE (lines.fulfilment_id = fulfilments.id)) AS units
   FROM fulfilment.fulfilments
  WHERE (state = ANY (ARRAY['queued'::text, 'picked'::text, 'packed'::text, 'ready'::text]));

CREATE VIEW fulfilment.order_places AS
 SELECT order_id,
    location,
    state
   FROM fulfilment.fulfilments;

CREATE VIEW fulfilment.work_at_risk AS
 SELECT id,
    order_id,
    location,
    mode,
    state,
    created_at,
    (wrong_codes >= 5) AS code_locked
   FROM fulfilment.fulfilments
  WHERE (state = ANY (ARRAY['queued'::text, 'picked'::text, 'packed'::text, 'ready'::text]));

CREATE VIEW fulfilment.work_cards AS
 SELECT id,
    order_id,
    order_number,
    location,
    mode,
    state,
    created_at,
    changed_at,
    picker,
    picking_since,
    bay,
    handover_code,
    ( SELECT (COALESCE(sum((lines.quantity - lines.short)), (0)::numeric))::bigint AS "coalesce"
           FROM fulfilment.lines
          WHERE (lines.fulfilment_id = fulfilments.id)) AS units,
    ( SELECT (COALESCE(sum(lines.counted), (0)::numeric))::bigint AS "coalesce"
           FROM fulfilment.lines
          WHERE (lines.fulfilment_id = fulfilments.id)) AS counted,
    ( SELECT json_agg(json_build_object('sku', lines.sku, 'title', lines.title, 'units', (lines.quantity - lines.short)) ORDER BY lines.line_number) AS json_agg
           FROM fulfilment.lines
          WHERE ((lines.fulfilment_id = fulfilments.id) AND (lines.quantity > lines.short))) AS lines,
    COALESCE(promised_by, (created_at +
        CASE mode
            WHEN 'pickup'::text THEN '02:00:00'::interval
            ELSE '24:00:00'::interval
        END)) AS due_at
   FROM fulfilment.fulfilments
  WHERE (state = ANY (ARRAY['queued'::text, 'picked'::text, 'packed'::text, 'ready'::text]));

ALTER TABLE ONLY fulfilment.fulfilments
    ADD CONSTRAINT fulfilments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fulfilment.lines
    ADD CONSTRAINT lines_pkey PRIMARY KEY (fulfilment_id, line_number);

CREATE INDEX fulfilments_open ON fulfilment.fulfilments USING btree (location, created_at) WHERE (state = ANY (ARRAY['queued'::text, 'picked'::text, 'packed'::text, 'ready'::text]));

CREATE INDEX fulfilments_order ON fulfilment.fulfilments USING btree (order_id);

ALTER TABLE ONLY fulfilment.lines
    ADD CONSTRAINT lines_fulfilment_id_fkey FOREIGN KEY (fulfilment_id) REFERENCES fulfilment.fulfilments(id);
