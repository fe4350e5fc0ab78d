-- Months begin in UTC, whatever zone the server keeps, and rows that came before their month had a partition move into it.
-- depends: 20261120_01_kit 20261120_10_partitions

CREATE FUNCTION kit.make_partition(parent text, part text, lower uuid, upper uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Made apart and then attached, because a table that is created as a partition keeps readers out of all of them.
    EXECUTE format('LOCK TABLE %s_other IN ACCESS EXCLUSIVE MODE', parent);
    EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', part, parent);
    EXECUTE format('WITH early AS (DELETE FROM %s_other WHERE id >= %L AND id < %L RETURNING *)'
                   ' INSERT INTO %s SELECT * FROM early', parent, lower, upper, part);
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, part, lower, upper);
END
$$;

CREATE OR REPLACE FUNCTION kit.keep_partitions() RETURNS integer
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
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
$$;
