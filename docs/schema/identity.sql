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

CREATE TABLE identity.assignments (
    actor_id uuid NOT NULL,
    role text NOT NULL,
    location text,
    assigned_at timestamp with time zone NOT NULL,
    CONSTRAINT assignments_role_check CHECK ((role = ANY (ARRAY['associate'::text, 'manager'::text, 'operator'::text, 'owner'::text])))
);

CREATE TABLE identity.credentials (
    actor_id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    password_hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    is_demo boolean NOT NULL
);

CREATE TABLE identity.device_codes (
    code_hash bytea NOT NULL,
    device_name text NOT NULL,
    location text NOT NULL,
    issued_by uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT device_codes_device_name_check CHECK ((device_name <> ''::text))
);

CREATE TABLE identity.devices (
    id uuid NOT NULL,
    name text NOT NULL,
    location text NOT NULL,
    secret_hash bytea NOT NULL,
    registered_by uuid NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT devices_name_check CHECK ((name <> ''::text))
);

CREATE TABLE identity.pins (
    actor_id uuid NOT NULL,
    pin_hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    is_demo boolean NOT NULL
);

CREATE TABLE identity.sessions (
    id uuid NOT NULL,
    kind text NOT NULL,
    method text NOT NULL,
    secret_hash bytea NOT NULL,
    actor_id uuid,
    shopper_id uuid,
    device_id uuid,
    location text,
    user_agent text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT sessions_check CHECK ((num_nonnulls(actor_id, shopper_id) = 1)),
    CONSTRAINT sessions_check1 CHECK (((kind = 'shop'::text) = (shopper_id IS NOT NULL))),
    CONSTRAINT sessions_check2 CHECK (((kind = 'till'::text) = (location IS NOT NULL))),
    CONSTRAINT sessions_check3 CHECK (((device_id IS NULL) OR (kind = 'till'::text))),
    CONSTRAINT sessions_kind_check CHECK ((kind = ANY (ARRAY['shop'::text, 'till'::text, 'console'::text]))),
    CONSTRAINT sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'code'::text, 'pin'::text])))
);

CREATE TABLE identity.shoppers (
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    name text NOT NULL,
    password_hash text,
    verified_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    is_demo boolean NOT NULL
);

CREATE TABLE identity.sign_in_codes (
    email_key text NOT NULL,
    code_hash bytea NOT NULL,
    tries_left integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_codes_tries_left_check CHECK ((tries_left >= 0))
);

CREATE TABLE identity.tries (
    what text NOT NULL,
    who bytea NOT NULL,
    began_at timestamp with time zone NOT NULL,
    used integer NOT NULL,
    most integer NOT NULL,
    within_s integer NOT NULL,
    CONSTRAINT tries_check CHECK ((used <= most)),
    CONSTRAINT tries_most_check CHECK ((most > 0)),
    CONSTRAINT tries_used_check CHECK ((used > 0)),
    CONSTRAINT tries_within_s_check CHECK ((within_s > 0))
);

ALTER TABLE ONLY identity.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY identity.assignments
    ADD CONSTRAINT assignments_actor_id_role_location_key UNIQUE NULLS NOT DISTINCT (actor_id, role, location);

ALTER TABLE ONLY identity.credentials
    ADD CONSTRAINT credentials_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY identity.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (actor_id);

ALTER TABLE ONLY identity.device_codes
    ADD CONSTRAINT device_codes_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY identity.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.devices
    ADD CONSTRAINT devices_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY identity.pins
    ADD CONSTRAINT pins_pkey PRIMARY KEY (actor_id);

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY identity.shoppers
    ADD CONSTRAINT shoppers_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY identity.shoppers
    ADD CONSTRAINT shoppers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY identity.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (email_key);

ALTER TABLE ONLY identity.tries
    ADD CONSTRAINT tries_pkey PRIMARY KEY (what, who);

CREATE INDEX api_keys_actor ON identity.api_keys USING btree (actor_id);

CREATE INDEX assignments_location ON identity.assignments USING btree (location);

CREATE INDEX devices_location ON identity.devices USING btree (location);

CREATE INDEX sessions_actor ON identity.sessions USING btree (actor_id) WHERE (actor_id IS NOT NULL);

CREATE INDEX sessions_device ON identity.sessions USING btree (device_id) WHERE (device_id IS NOT NULL);

CREATE INDEX sessions_expiry ON identity.sessions USING btree (expires_at);

CREATE INDEX sessions_shopper ON identity.sessions USING btree (shopper_id) WHERE (shopper_id IS NOT NULL);

CREATE INDEX tries_age ON identity.tries USING btree (began_at);

ALTER TABLE ONLY identity.api_keys
    ADD CONSTRAINT api_keys_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);

ALTER TABLE ONLY identity.assignments
    ADD CONSTRAINT assignments_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);

ALTER TABLE ONLY identity.credentials
    ADD CONSTRAINT credentials_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);

ALTER TABLE ONLY identity.pins
    ADD CONSTRAINT pins_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.actors(id);

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_device_id_fkey FOREIGN KEY (device_id) REFERENCES identity.devices(id);

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_shopper_id_fkey FOREIGN KEY (shopper_id) REFERENCES identity.shoppers(id);
