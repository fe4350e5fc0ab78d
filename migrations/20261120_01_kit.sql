-- The event log, its inbox and subscriptions; idempotency keys; partitions by UUIDv7.
-- depends:

CREATE SCHEMA kit;

-- What is kept in monthly partitions, and for how long.
CREATE TABLE kit.retention (
    parent text PRIMARY KEY,
    keep_months integer CHECK (keep_months > 0)  -- NULL: for ever
);

CREATE FUNCTION kit.uuid7_floor(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

CREATE FUNCTION kit.keep_partitions() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    kept record;
    month timestamptz;
    name text;
    old record;
    changed integer := 0;
BEGIN
    FOR kept IN SELECT parent, keep_months FROM kit.retention LOOP
        FOR ahead IN -1..3 LOOP
            month := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => ahead);
            name := kept.parent || '_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
            IF to_regclass(name) IS NULL THEN
                EXECUTE format('CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', name, kept.parent,
                               kit.uuid7_floor(month), kit.uuid7_floor(month + interval '1 month'));
                changed := changed + 1;
            END IF;
        END LOOP;
        IF kept.keep_months IS NOT NULL THEN
            FOR old IN
                SELECT format('%I.%I', space.nspname, part.relname) AS name
                  FROM pg_inherits
                  JOIN pg_class part ON part.oid = inhrelid
                  JOIN pg_namespace space ON space.oid = part.relnamespace
                 WHERE inhparent = kept.parent::regclass
                   AND part.relname ~ '_[0-9]{6}$'
                   AND to_date(right(part.relname, 6), 'YYYYMM')
                     < date_trunc('month', now()) - make_interval(months => kept.keep_months)
            LOOP
                EXECUTE format('DROP TABLE %s', old.name);
                changed := changed + 1;
            END LOOP;
        END IF;
    END LOOP;
    RETURN changed;
END
$$;

CREATE TABLE kit.event_inbox (
    insert_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    reason text,
    facts jsonb NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, fillfactor = 100);

CREATE TABLE kit.events (
    position bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    reason text,
    facts jsonb NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX events_position ON kit.events (position);
CREATE INDEX events_subject ON kit.events (subject, position);
CREATE TABLE kit.events_other PARTITION OF kit.events DEFAULT;
INSERT INTO kit.retention VALUES ('kit.events', NULL);

CREATE TABLE kit.event_sequence (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_position bigint NOT NULL CHECK (last_position >= 0)
);
INSERT INTO kit.event_sequence (last_position) VALUES (0);

CREATE TABLE kit.subscriptions (
    name text PRIMARY KEY,
    position bigint NOT NULL CHECK (position >= 0),
    moved_at timestamptz NOT NULL DEFAULT now()
);

-- Not partitioned: a unique key over time cannot hold across partitions that are cut by time.
CREATE TABLE kit.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    fingerprint text NOT NULL,
    answer text NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_kept_at ON kit.idempotency_keys USING brin (kept_at);
