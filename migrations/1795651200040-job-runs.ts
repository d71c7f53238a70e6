import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each job that has to be done from time to time ended the last time, and when it last ended well. */
export class JobRuns1795651200040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_run (
        job text NOT NULL CONSTRAINT job_run_pkey PRIMARY KEY
          CONSTRAINT job_run_job_check CHECK (job ~ '^[a-z_]+$'),
        began_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        outcome text NOT NULL CONSTRAINT job_run_outcome_check CHECK (outcome IN ('done', 'failed')),
        succeeded_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_run');
  }
}
