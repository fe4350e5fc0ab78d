-- People come in: roles by location, ways to sign in, shoppers, shared tablets, sessions, and limits on guessing.
-- depends: 20261120_02_identity

-- What somebody of the staff is, and where; NULL: everywhere.
CREATE TABLE identity.assignments (
    actor_id uuid NOT NULL REFERENCES identity.actors,
    role text NOT NULL CHECK (role IN ('associate', 'manager', 'operator', 'owner')),
    location text,
    assigned_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (actor_id, role, location)
);
CREATE INDEX assignments_location ON identity.assignments (location);

-- `email_key` is how an address is compared. A demo sign-in is known to everybody, and opens only a demo house.
CREATE TABLE identity.credentials (
    actor_id uuid PRIMARY KEY REFERENCES identity.actors,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL,
    is_demo boolean NOT NULL
);

CREATE TABLE identity.pins (
    actor_id uuid PRIMARY KEY REFERENCES identity.actors,
    pin_hash text NOT NULL,
    changed_at timestamptz NOT NULL,
    is_demo boolean NOT NULL
);

CREATE TABLE identity.shoppers (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text,
    verified_at timestamptz,  -- NULL: nobody has proved that the address is theirs
    created_at timestamptz NOT NULL,
    is_demo boolean NOT NULL
);

-- The newest code of an address; an older one is replaced.
CREATE TABLE identity.sign_in_codes (
    email_key text PRIMARY KEY,
    code_hash bytea NOT NULL,
    tries_left integer NOT NULL CHECK (tries_left >= 0),
    expires_at timestamptz NOT NULL
);

CREATE TABLE identity.devices (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    location text NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    registered_by uuid NOT NULL,
    registered_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX devices_location ON identity.devices (location);

CREATE TABLE identity.device_codes (
    code_hash bytea PRIMARY KEY,
    device_name text NOT NULL CHECK (device_name <> ''),
    location text NOT NULL,
    issued_by uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE identity.sessions (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('shop', 'till', 'console')),
    method text NOT NULL CHECK (method IN ('password', 'code', 'pin')),
    secret_hash bytea NOT NULL UNIQUE,
    actor_id uuid REFERENCES identity.actors,
    shopper_id uuid REFERENCES identity.shoppers,
    device_id uuid REFERENCES identity.devices,
    location text,
    user_agent text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CHECK (num_nonnulls(actor_id, shopper_id) = 1),
    CHECK ((kind = 'shop') = (shopper_id IS NOT NULL)),
    CHECK ((kind = 'till') = (location IS NOT NULL)),
    CHECK (device_id IS NULL OR kind = 'till')
);
CREATE INDEX sessions_actor ON identity.sessions (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX sessions_shopper ON identity.sessions (shopper_id) WHERE shopper_id IS NOT NULL;
CREATE INDEX sessions_device ON identity.sessions (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX sessions_expiry ON identity.sessions (expires_at);

-- How often something that may be guessed was tried, since when, and how often it may be; `who` is a digest.
CREATE TABLE identity.tries (
    what text NOT NULL,
    who bytea NOT NULL,
    began_at timestamptz NOT NULL,
    used integer NOT NULL CHECK (used > 0),
    most integer NOT NULL CHECK (most > 0),
    within_s integer NOT NULL CHECK (within_s > 0),
    CHECK (used <= most),
    PRIMARY KEY (what, who)
);
CREATE INDEX tries_age ON identity.tries (began_at);
