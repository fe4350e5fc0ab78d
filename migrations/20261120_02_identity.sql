-- Who may do what: staff, systems and their API keys.
-- depends: 20261120_01_kit

CREATE SCHEMA identity;

CREATE TABLE identity.actors (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('staff', 'system')),
    name text NOT NULL CHECK (name <> ''),
    scopes text[] NOT NULL,
    locations text[],  -- NULL: everywhere
    channel text,      -- NULL: every channel
    created_at timestamptz NOT NULL,
    ended_at timestamptz
);

CREATE TABLE identity.api_keys (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES identity.actors,
    secret_hash bytea NOT NULL UNIQUE,
    label text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX api_keys_actor ON identity.api_keys (actor_id);
