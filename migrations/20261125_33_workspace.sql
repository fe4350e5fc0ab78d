-- What somebody keeps for themselves at their desk.
-- depends: 20261120_01_kit

CREATE SCHEMA workspace;

CREATE TABLE workspace.saved_filters (
    actor_id uuid NOT NULL,
    page text NOT NULL CHECK (page IN ('orders', 'stock', 'events')),
    name text NOT NULL CHECK (name <> '' AND length(name) <= 60),
    choices jsonb NOT NULL,  -- what was chosen in the page's form, by field
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (actor_id, page, name)
);
