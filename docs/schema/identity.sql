CREATE SCHEMA identity;

CREATE TABLE identity.actors (
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    locations text[],
    channel text,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT actors_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'system'::text]))),
    CONSTRAINT actors_name_check CHECK ((name <> ''::text))
);

CREATE TABLE identity.api_keys (
    id uuid NOT NULL,
    actor_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    label text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

ALTER TABLE ONLY identity.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_secret_hash_key UNIQUE (secret_hash);

CREATE INDEX api_keys_actor ON identity.api_keys USING btree (actor_id);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);
