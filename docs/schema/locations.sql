CREATE SCHEMA locations;

CREATE TABLE locations.locations (
    id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    market text NOT NULL,
    street text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    zone text NOT NULL,
    hours jsonb NOT NULL,
    capabilities text[] NOT NULL,
    daily_capacity integer NOT NULL,
    closed_reason text,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT locations_country_check CHECK ((length(country) = 2)),
    CONSTRAINT locations_daily_capacity_check CHECK ((daily_capacity >= 0)),
    CONSTRAINT locations_id_check CHECK ((id ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'::text)),
    CONSTRAINT locations_kind_check CHECK ((kind = ANY (ARRAY['store'::text, 'distribution_centre'::text]))),
    CONSTRAINT locations_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    CONSTRAINT locations_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    CONSTRAINT locations_name_check CHECK ((name <> ''::text))
);

CREATE VIEW locations.closures AS
 SELECT id AS location,
    closed_reason
   FROM locations.locations
  WHERE (closed_reason IS NOT NULL);

CREATE TABLE locations.exceptions (
    location text NOT NULL,
    day date NOT NULL,
    spans jsonb NOT NULL,
    reason text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT exceptions_reason_check CHECK ((reason <> ''::text))
);

CREATE VIEW locations.known_locations AS
 SELECT id AS location
   FROM locations.locations;

CREATE TABLE locations.postal_areas (
    country text NOT NULL,
    prefix text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL
);

ALTER TABLE ONLY locations.exceptions
    ADD CONSTRAINT exceptions_pkey PRIMARY KEY (location, day);

ALTER TABLE ONLY locations.locations
    ADD CONSTRAINT locations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY locations.postal_areas
    ADD CONSTRAINT postal_areas_pkey PRIMARY KEY (country, prefix);

ALTER TABLE ONLY locations.exceptions
    ADD CONSTRAINT exceptions_location_fkey FOREIGN KEY (location) REFERENCES locations.locations(id);
