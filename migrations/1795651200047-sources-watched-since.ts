import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * From when on the first import of a source is waited for: a source that has never delivered is late as well. Whoever
 * switches a source on begins to wait anew, by whichever way, so the table itself notes it.
 */
export class SourcesWatchedSince1795651200047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source ADD COLUMN watched_since timestamptz NOT NULL DEFAULT now();
      COMMENT ON COLUMN source.watched_since IS 'a source that has never delivered is waited for from this moment on';

      CREATE FUNCTION watch_source_anew() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.watched_since := now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER source_watched BEFORE UPDATE OF enabled ON source
        FOR EACH ROW WHEN (NEW.enabled AND NOT OLD.enabled) EXECUTE FUNCTION watch_source_anew();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER source_watched ON source;
      DROP FUNCTION watch_source_anew();
      ALTER TABLE source DROP COLUMN watched_since;
    `);
  }
}
