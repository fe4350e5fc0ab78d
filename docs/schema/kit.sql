CREATE SCHEMA kit;

CREATE FUNCTION kit.keep_partitions() RETURNS integer
    LANGUAGE plpgsql
    SET "TimeZone" TO 'UTC'
    AS $_$
DECLARE
    kept record;
    month timestamptz;
    name text;
    old record;
    changed integer := 0;
BEGIN
    FOR kept IN SELECT parent, keep_months FROM kit.retention LOOP
        FOR ahead IN -1..3 LOOP
            month := date_trunc('month', now()) + make_interval(months => ahead);
            name := kept.parent || '_' || to_char(month, 'YYYYMM');
            IF to_regclass(name) IS NULL THEN
                PERFORM kit.make_partition(kept.parent, name, kit.uuid7_floor(month),
                                           kit.uuid7_floor(month + interval '1 month'));
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
$_$;

CREATE FUNCTION kit.make_partition(parent text, part text, lower uuid, upper uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Made apart and then attached, because a table that is created as a partition keeps readers out of all of them.
    EXECUTE format('LOCK TABLE %s_other IN ACCESS EXCLUSIVE MODE', parent);
    EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', part, parent);
    EXECUTE format('WITH early AS (DELETE FROM %s_other WHERE id >= %L AND id < %L RETURNING *)'
                   ' INSERT INTO %s SELECT * FROM early', parent, lower, upper, part);
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, part, lower, upper);
END
$$;

CREATE FUNCTION kit.uuid7_floor(moment timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT
    AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

CREATE TABLE kit.event_inbox (
    insert_number bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    reason text,
    facts jsonb NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='20000', fillfactor='100');

ALTER TABLE kit.event_inbox ALTER COLUMN insert_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kit.event_inbox_insert_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE kit.event_sequence (
    one boolean DEFAULT true NOT NULL,
    last_position bigint NOT NULL,
    CONSTRAINT event_sequence_last_position_check CHECK ((last_position >= 0)),
    CONSTRAINT event_sequence_one_check CHECK (one)
);

CREATE TABLE kit.events (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    reason text,
    facts jsonb NOT NULL
)
PARTITION BY RANGE (id);

CREATE TABLE kit.events_other (
    "position" bigint CONSTRAINT events_position_not_null NOT NULL,
    id uuid CONSTRAINT events_id_not_null NOT NULL,
    type text CONSTRAINT events_type_not_null NOT NULL,
    subject text CONSTRAINT events_subject_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT events_at_not_null NOT NULL,
    actor text CONSTRAINT events_actor_not_null NOT NULL,
    reason text,
    facts jsonb CONSTRAINT events_facts_not_null NOT NULL
);

CREATE TABLE kit.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    answer text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);

CREATE TABLE kit.retention (
    parent text NOT NULL,
    keep_months integer,
    CONSTRAINT retention_keep_months_check CHECK ((keep_months > 0))
);

CREATE TABLE kit.subscriptions (
    name text NOT NULL,
    "position" bigint NOT NULL,
    moved_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT subscriptions_position_check CHECK (("position" >= 0))
);

CREATE VIEW kit.told AS
 SELECT events.subject,
    events.type
   FROM kit.events
UNION ALL
 SELECT event_inbox.subject,
    event_inbox.type
   FROM kit.event_inbox;

ALTER TABLE ONLY kit.events ATTACH PARTITION kit.events_other DEFAULT;

ALTER TABLE ONLY kit.event_inbox
    ADD CONSTRAINT event_inbox_pkey PRIMARY KEY (insert_number);

ALTER TABLE ONLY kit.event_sequence
    ADD CONSTRAINT event_sequence_pkey PRIMARY KEY (one);

ALTER TABLE ONLY kit.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY kit.events_other
    ADD CONSTRAINT events_other_pkey PRIMARY KEY (id);

ALTER TABLE ONLY kit.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

ALTER TABLE ONLY kit.retention
    ADD CONSTRAINT retention_pkey PRIMARY KEY (parent);

ALTER TABLE ONLY kit.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (name);

CREATE INDEX events_position ON ONLY kit.events USING btree ("position");

CREATE INDEX events_other_position_idx ON kit.events_other USING btree ("position");

CREATE INDEX events_subject ON ONLY kit.events USING btree (subject, "position");

CREATE INDEX events_other_subject_position_idx ON kit.events_other USING btree (subject, "position");

CREATE INDEX idempotency_keys_kept_at ON kit.idempotency_keys USING brin (kept_at);

ALTER INDEX kit.events_pkey ATTACH PARTITION kit.events_other_pkey;

ALTER INDEX kit.events_position ATTACH PARTITION kit.events_other_position_idx;

ALTER INDEX kit.events_subject ATTACH PARTITION kit.events_other_subject_position_idx;
