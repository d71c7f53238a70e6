import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the list and search doors read: a narrow copy of the listings that are shown (`listed_instrument`), exact
 * counters over it (`listed_block`), and the triggers that keep both in the same transaction as `instrument`.
 *
 * Both are projections: `listings rebuild` makes them anew from `instrument`. Figures in docs/decisions/0003.
 */
export class ListedInstruments1795219200003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(functions);
    await runner.query(tables);
    await runner.query(triggers);
    await runner.query(fill);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER instrument_dataset_version ON instrument;
      DROP TRIGGER instrument_listed_insert ON instrument;
      DROP TRIGGER instrument_listed_update ON instrument;
      DROP TRIGGER instrument_listed_delete ON instrument;
      DROP TABLE listed_instrument, listed_block;
      DROP FUNCTION bump_dataset_version(), project_instrument_insert(), project_instrument_update(),
        project_instrument_delete(), count_listed_insert(), count_listed_update(), count_listed_delete(),
        is_listed(text), name_grams(text), name_grams_query(text);
    `);
  }
}

/*
 * name_grams cuts a text into its windows of three characters, with the shorter ones at its end, so that one index
 * answers a substring of any length: three characters and more by windows that cover it, one or two by prefix.
 * Punctuation, spaces, accents and emoji are characters like others: LIKE then decides on few rows.
 */
const functions = `
  CREATE FUNCTION is_listed(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('active', 'stale');

  CREATE FUNCTION name_grams(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  BEGIN ATOMIC
    SELECT array_to_tsvector(array_agg(substr(name, i, 3))) FROM generate_series(1, length(name)) AS i;
  END;

  CREATE FUNCTION name_grams_query(term text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  BEGIN ATOMIC
    SELECT string_agg(
             '''' || replace(replace(gram, '\\', '\\\\'), '''', '''''') || ''''
               || CASE WHEN length(term) < 3 THEN ':*' ELSE '' END,
             ' & ')::tsquery
      FROM (SELECT DISTINCT substr(term, greatest(least(i, length(term) - 2), 1), 3) AS gram
              FROM generate_series(1, length(term), 3) AS i) AS windows;
  END;
`;

const tables = `
  CREATE TABLE listed_instrument (
    instrument_id bigint CONSTRAINT listed_instrument_pkey PRIMARY KEY,
    price numeric(10,2),
    expires_on date NOT NULL,
    category_id smallint NOT NULL,
    name_upper text NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05,
          autovacuum_analyze_scale_factor = 0.05);
  COMMENT ON COLUMN listed_instrument.expires_on IS 'infinity: the listing names no last day';

  CREATE INDEX listed_instrument_category_idx
    ON listed_instrument (category_id, instrument_id) INCLUDE (price, expires_on);
  CREATE INDEX listed_instrument_price_idx
    ON listed_instrument (price) INCLUDE (instrument_id, category_id, expires_on);
  CREATE INDEX listed_instrument_expires_idx
    ON listed_instrument (expires_on) INCLUDE (instrument_id, category_id) WHERE expires_on < 'infinity';
  CREATE INDEX listed_instrument_name_idx ON listed_instrument USING gin (name_grams(name_upper));

  CREATE TABLE listed_block (
    category_id smallint NOT NULL,
    block integer NOT NULL,
    listings integer NOT NULL CONSTRAINT listed_block_listings_check CHECK (listings >= 0),
    CONSTRAINT listed_block_pkey PRIMARY KEY (category_id, block)
  ) WITH (fillfactor = 70);
  COMMENT ON TABLE listed_block IS 'how many rows of listed_instrument each run of 1,024 ids holds, by category';
`;

const triggers = `
  -- First statement of every writer: its row lock makes writers of listings take turns, so that counters are never
  -- updated in two orders at once, and every answer can tell which state of the listings it shows.
  CREATE FUNCTION bump_dataset_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE dataset SET version = version + 1;
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_dataset_version BEFORE INSERT OR UPDATE OR DELETE ON instrument
    FOR EACH STATEMENT EXECUTE FUNCTION bump_dataset_version();

  CREATE FUNCTION project_instrument_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO listed_instrument (instrument_id, price, expires_on, category_id, name_upper)
    SELECT id, price, coalesce(expires_on, 'infinity'), category_id, upper(name)
      FROM changed WHERE is_listed(status);
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_listed_insert AFTER INSERT ON instrument
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION project_instrument_insert();

  CREATE FUNCTION project_instrument_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM listed_instrument listed
     USING changed, former
     WHERE former.id = changed.id AND listed.instrument_id = changed.id
       AND is_listed(former.status) AND NOT is_listed(changed.status);

    INSERT INTO listed_instrument (instrument_id, price, expires_on, category_id, name_upper)
    SELECT id, changed.price, coalesce(changed.expires_on, 'infinity'), changed.category_id, upper(changed.name)
      FROM changed JOIN former USING (id)
     WHERE is_listed(changed.status) AND NOT is_listed(former.status);

    UPDATE listed_instrument listed
       SET price = changed.price, expires_on = coalesce(changed.expires_on, 'infinity'),
           category_id = changed.category_id, name_upper = upper(changed.name)
      FROM changed JOIN former USING (id)
     WHERE listed.instrument_id = changed.id AND is_listed(changed.status) AND is_listed(former.status)
       AND (changed.price, changed.expires_on, changed.category_id, changed.name)
           IS DISTINCT FROM (former.price, former.expires_on, former.category_id, former.name);
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_listed_update AFTER UPDATE ON instrument
    REFERENCING NEW TABLE AS changed OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION project_instrument_update();

  CREATE FUNCTION project_instrument_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM listed_instrument listed USING former WHERE listed.instrument_id = former.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_listed_delete AFTER DELETE ON instrument
    REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION project_instrument_delete();

  CREATE FUNCTION count_listed_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO listed_block AS counter (category_id, block, listings)
    SELECT category_id, (instrument_id >> 10)::int, count(*) FROM changed GROUP BY 1, 2
    ON CONFLICT (category_id, block) DO UPDATE SET listings = counter.listings + excluded.listings;
    RETURN NULL;
  END $$;
  CREATE TRIGGER listed_instrument_count_insert AFTER INSERT ON listed_instrument
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_listed_insert();

  CREATE FUNCTION count_listed_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH moves AS (
      SELECT category_id, block, sum(step) AS listings
        FROM (SELECT changed.instrument_id >> 10 AS block, unnest(ARRAY[changed.category_id, former.category_id])
                       AS category_id, unnest(ARRAY[1, -1]) AS step
                FROM changed JOIN former USING (instrument_id)
               WHERE changed.category_id <> former.category_id) AS steps
       GROUP BY 1, 2 HAVING sum(step) <> 0
    ), lowered AS (
      UPDATE listed_block counter SET listings = counter.listings + moves.listings
        FROM moves WHERE counter.category_id = moves.category_id AND counter.block = moves.block
      RETURNING counter.category_id, counter.block
    )
    INSERT INTO listed_block (category_id, block, listings)
    SELECT category_id, block::int, listings FROM moves
     WHERE NOT EXISTS (SELECT FROM lowered
                        WHERE lowered.category_id = moves.category_id AND lowered.block = moves.block);
    RETURN NULL;
  END $$;
  CREATE TRIGGER listed_instrument_count_update AFTER UPDATE ON listed_instrument
    REFERENCING NEW TABLE AS changed OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_listed_update();

  CREATE FUNCTION count_listed_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE listed_block counter SET listings = counter.listings - gone.listings
      FROM (SELECT category_id, (instrument_id >> 10)::int AS block, count(*) AS listings
              FROM former GROUP BY 1, 2) AS gone
     WHERE counter.category_id = gone.category_id AND counter.block = gone.block;
    RETURN NULL;
  END $$;
  CREATE TRIGGER listed_instrument_count_delete AFTER DELETE ON listed_instrument
    REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_listed_delete();
`;

/** What the record holds already; the triggers count it. */
const fill = `
  INSERT INTO listed_instrument (instrument_id, price, expires_on, category_id, name_upper)
  SELECT id, price, coalesce(expires_on, 'infinity'), category_id, upper(name)
    FROM instrument WHERE is_listed(status) ORDER BY id
`;
