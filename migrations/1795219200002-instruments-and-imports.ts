import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of every listing ever seen, its price history, and the import runs that wrote it. */
export class InstrumentsAndImports1795219200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dataset (
        singleton boolean NOT NULL DEFAULT true CONSTRAINT dataset_pkey PRIMARY KEY
          CONSTRAINT dataset_singleton_check CHECK (singleton),
        version bigint NOT NULL
      );
      COMMENT ON TABLE dataset IS 'one row: its version grows with every committed change of a listing';
      INSERT INTO dataset (version) VALUES (1);

      CREATE TABLE instrument (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT instrument_pkey PRIMARY KEY,
        link_key uuid NOT NULL CONSTRAINT instrument_link_key_key UNIQUE,
        name text NOT NULL CONSTRAINT instrument_name_check CHECK (length(name) BETWEEN 1 AND 500),
        price numeric(10,2) CONSTRAINT instrument_price_check CHECK (price BETWEEN 0 AND 1000000),
        currency text CONSTRAINT instrument_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
        link text NOT NULL
          CONSTRAINT instrument_link_check CHECK (link ~* '^https?://' AND length(link) <= 1000),
        image text CONSTRAINT instrument_image_check CHECK (image ~* '^https?://' AND length(image) <= 1000),
        location text CONSTRAINT instrument_location_check CHECK (length(location) <= 500),
        brand text CONSTRAINT instrument_brand_check CHECK (length(brand) <= 100),
        category_label text CONSTRAINT instrument_category_label_check CHECK (length(category_label) <= 200),
        category_alias_id integer
          CONSTRAINT instrument_category_alias_fkey REFERENCES category_alias (id),
        category_id smallint NOT NULL CONSTRAINT instrument_category_fkey REFERENCES category (id),
        source_id smallint NOT NULL CONSTRAINT instrument_source_fkey REFERENCES source (id),
        published_on date,
        expires_on date,
        status text NOT NULL DEFAULT 'active'
          CONSTRAINT instrument_status_check CHECK (status IN ('active', 'stale', 'expired', 'removed')),
        previous_price numeric(10,2),
        price_changed_at timestamptz,
        price_suspicious boolean NOT NULL DEFAULT false,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT instrument_price_currency_check CHECK ((price IS NULL) = (currency IS NULL)),
        CONSTRAINT instrument_removed_at_check CHECK ((status = 'removed') = (removed_at IS NOT NULL))
      ) WITH (fillfactor = 85);
      CREATE INDEX instrument_source_category_idx ON instrument (source_id, category_id);
      CREATE INDEX instrument_category_alias_idx ON instrument (category_alias_id);
      COMMENT ON COLUMN instrument.link_key IS 'first 128 bits of the SHA-256 of the canonical link';
      COMMENT ON COLUMN instrument.category_label IS 'the category as the site wrote it';
      COMMENT ON COLUMN instrument.version IS 'grows when what is shown changes; not when it is only seen again';

      -- A row an instrument, made and removed with it by triggers: a reference would cost every import a look-up a row.
      CREATE TABLE sighting (
        instrument_id bigint CONSTRAINT sighting_pkey PRIMARY KEY,
        last_seen_at timestamptz NOT NULL,
        missed_runs integer NOT NULL DEFAULT 0 CONSTRAINT sighting_missed_runs_check CHECK (missed_runs >= 0)
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE sighting IS
        'what every import writes for every listing, kept apart: a seen listing costs a small row, not a wide one';
      COMMENT ON COLUMN sighting.missed_runs IS 'complete runs in a row that did not have it';

      CREATE FUNCTION record_first_sight() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO sighting (instrument_id, last_seen_at) SELECT id, first_seen_at FROM changed;
        RETURN NULL;
      END $$;
      CREATE TRIGGER instrument_sighting_insert AFTER INSERT ON instrument
        REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION record_first_sight();

      CREATE FUNCTION forget_sight() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM sighting USING former WHERE sighting.instrument_id = former.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER instrument_sighting_delete AFTER DELETE ON instrument
        REFERENCING OLD TABLE AS former
        FOR EACH STATEMENT EXECUTE FUNCTION forget_sight();

      CREATE TABLE import_run (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_run_pkey PRIMARY KEY,
        source_id smallint NOT NULL CONSTRAINT import_run_source_fkey REFERENCES source (id),
        category_id smallint CONSTRAINT import_run_category_fkey REFERENCES category (id),
        state text NOT NULL CONSTRAINT import_run_state_check
          CHECK (state IN ('queued', 'running', 'succeeded', 'needs_review', 'failed')),
        complete boolean NOT NULL,
        file_name text NOT NULL,
        bytes bigint NOT NULL DEFAULT 0,
        sha256 text CONSTRAINT import_run_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        received integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        updated integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        price_changed integer NOT NULL DEFAULT 0,
        reactivated integer NOT NULL DEFAULT 0,
        duplicates integer NOT NULL DEFAULT 0,
        rejected integer NOT NULL DEFAULT 0,
        stale integer NOT NULL DEFAULT 0,
        removed integer NOT NULL DEFAULT 0,
        columns jsonb NOT NULL DEFAULT '[]',
        warnings jsonb NOT NULL DEFAULT '[]',
        failure text,
        CONSTRAINT import_run_finished_check
          CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL))
      );
      CREATE INDEX import_run_source_started_idx ON import_run (source_id, started_at DESC);

      CREATE TABLE import_fault (
        import_run_id bigint NOT NULL
          CONSTRAINT import_fault_run_fkey REFERENCES import_run (id) ON DELETE CASCADE,
        row integer NOT NULL CONSTRAINT import_fault_row_check CHECK (row >= 1),
        position smallint NOT NULL,
        field text,
        code text NOT NULL,
        message text NOT NULL,
        original jsonb NOT NULL,
        CONSTRAINT import_fault_pkey PRIMARY KEY (import_run_id, row, position)
      );

      CREATE TABLE price_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT price_change_pkey PRIMARY KEY,
        instrument_id bigint NOT NULL
          CONSTRAINT price_change_instrument_fkey REFERENCES instrument (id) ON DELETE CASCADE,
        import_run_id bigint
          CONSTRAINT price_change_run_fkey REFERENCES import_run (id) ON DELETE SET NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        previous_price numeric(10,2),
        previous_currency text,
        price numeric(10,2) NOT NULL,
        currency text NOT NULL,
        suspicious boolean NOT NULL DEFAULT false
      );
      CREATE INDEX price_change_instrument_idx ON price_change (instrument_id, changed_at DESC);
      COMMENT ON TABLE price_change IS
        'one row a change; the price of the first sight is the previous_price of the first change';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE price_change, import_fault, import_run, sighting, instrument, dataset;
      DROP FUNCTION record_first_sight(), forget_sight();
    `);
  }
}
