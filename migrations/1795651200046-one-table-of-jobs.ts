import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How jobs end stands in one table: `job_run` tells of the purge what `job_success` told, also from when on the first one is
 * waited for. The former version still writes and reads `job_success`, which stays for it.
 */
export class OneTableOfJobs1795651200046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE job_run
        ALTER COLUMN began_at DROP NOT NULL,
        ALTER COLUMN ended_at DROP NOT NULL,
        ALTER COLUMN outcome DROP NOT NULL,
        ADD COLUMN awaited_since timestamptz NOT NULL DEFAULT now(),
        ADD CONSTRAINT job_run_ended_check
          CHECK (num_nulls(began_at, ended_at, outcome) = 0 OR num_nonnulls(began_at, ended_at, outcome, succeeded_at) = 0);
      COMMENT ON COLUMN job_run.awaited_since IS 'a job that has never ended is waited for from this day on';
      -- a run that ended before its time was up was written down as a success too: job_success knows better
      INSERT INTO job_run AS known (job, began_at, ended_at, outcome, succeeded_at, awaited_since)
      SELECT job, CASE WHEN was_done THEN at END, CASE WHEN was_done THEN at END, CASE WHEN was_done THEN 'done' END,
             CASE WHEN was_done THEN at END, at
        FROM (SELECT job, at, outcome <> '{}' AS was_done FROM job_success) AS success
      ON CONFLICT (job) DO UPDATE
         SET succeeded_at = excluded.succeeded_at, awaited_since = excluded.awaited_since;
      COMMENT ON TABLE job_success IS 'nothing reads it from this version on; a later one drops it';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      COMMENT ON TABLE job_success IS 'a job that never ran counts from the day of this migration';
      DELETE FROM job_run WHERE ended_at IS NULL;
      ALTER TABLE job_run
        DROP CONSTRAINT job_run_ended_check,
        DROP COLUMN awaited_since,
        ALTER COLUMN began_at SET NOT NULL,
        ALTER COLUMN ended_at SET NOT NULL,
        ALTER COLUMN outcome SET NOT NULL;
    `);
  }
}
