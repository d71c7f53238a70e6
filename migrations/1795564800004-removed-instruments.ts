import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists the listings that were removed, and finds them by a part of their name. */
export class RemovedInstruments1795564800004 implements MigrationInterface {
  /** Indexes of a table in use are built without keeping anybody waiting; a transaction cannot. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, definition] of indexes) {
      // what an attempt that was interrupted has left is of no use
      await runner.query(`DROP INDEX IF EXISTS ${name}`);
      await runner.query(
        `CREATE INDEX CONCURRENTLY ${name} ON instrument ${definition} WHERE status = 'removed'`,
      );
    }
    // an index on an expression has no statistics until somebody gathers them
    await runner.query('ANALYZE instrument');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${indexes.map(([name]) => name).join(', ')}`);
  }
}

/** name_grams is explained in 1795219200003. */
const indexes = [
  ['instrument_removed_idx', '(removed_at, id) INCLUDE (source_id, category_id)'],
  ['instrument_removed_name_idx', 'USING gin (name_grams(upper(name)))'],
] as const;
