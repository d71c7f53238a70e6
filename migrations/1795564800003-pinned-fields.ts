import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which fields of a listing somebody has fixed by hand: imports leave these alone. */
export class PinnedFields1795564800003 implements MigrationInterface {
  /** Checked without keeping writers waiting; a transaction would keep the lock of the first step. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // empty for nearly all of them: costs no byte, and no rewrite of the table
    await runner.query(`
      ALTER TABLE instrument ADD COLUMN IF NOT EXISTS pinned text[];
      ALTER TABLE instrument DROP CONSTRAINT IF EXISTS instrument_pinned_check;
      ALTER TABLE instrument ADD CONSTRAINT instrument_pinned_check CHECK (
        cardinality(pinned) > 0
        AND pinned <@ ARRAY['name', 'url', 'price', 'image', 'location', 'category', 'brand', 'published_on', 'expires_on']
      ) NOT VALID;
      COMMENT ON COLUMN instrument.pinned IS 'fields fixed by hand, sorted: imports leave them alone; null: none';
    `);
    await runner.query('ALTER TABLE instrument VALIDATE CONSTRAINT instrument_pinned_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE instrument DROP COLUMN pinned');
  }
}
