import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which listings were chosen one by one for a job, a thousand at most: its items are gone when they are done. */
export class ChosenListings1795651200020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bulk_job
        ADD COLUMN chosen bigint[],
        ADD CONSTRAINT bulk_job_chosen_check CHECK (chosen IS NULL OR query IS NULL)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bulk_job DROP COLUMN chosen');
  }
}
