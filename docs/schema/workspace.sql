CREATE SCHEMA workspace;

CREATE TABLE workspace.saved_filters (
    actor_id uuid NOT NULL,
    page text NOT NULL,
    name text NOT NULL,
    choices jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT saved_filters_name_check CHECK (((name <> ''::text) AND (length(name) <= 60))),
    CONSTRAINT saved_filters_page_check CHECK ((page = ANY (ARRAY['orders'::text, 'stock'::text, 'events'::text])))
);

ALTER TABLE ONLY workspace.saved_filters
    ADD CONSTRAINT saved_filters_pkey PRIMARY KEY (actor_id, page, name);
