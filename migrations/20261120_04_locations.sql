-- Where stock is and people collect.
-- depends: 20261120_01_kit

CREATE SCHEMA locations;

CREATE TABLE locations.locations (
    id text PRIMARY KEY CHECK (id ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'),
    kind text NOT NULL CHECK (kind IN ('store', 'distribution_centre')),
    name text NOT NULL CHECK (name <> ''),
    market text NOT NULL,
    street text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL CHECK (length(country) = 2),
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    zone text NOT NULL,
    hours jsonb NOT NULL,
    capabilities text[] NOT NULL,
    daily_capacity integer NOT NULL CHECK (daily_capacity >= 0),
    closed_reason text,  -- NULL: in operation
    changed_at timestamptz NOT NULL
);

-- Where a postal code is, near enough to rank distances: a prefix of the code, and of the region as a fallback.
CREATE TABLE locations.postal_areas (
    country text NOT NULL,
    prefix text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    PRIMARY KEY (country, prefix)
);
