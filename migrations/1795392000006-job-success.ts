import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the work that has to be done from time to time was last done. */
export class JobSuccess1795392000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_success (
        job text NOT NULL CONSTRAINT job_success_pkey PRIMARY KEY
          CONSTRAINT job_success_job_check CHECK (job ~ '^[a-z_]+$'),
        at timestamptz NOT NULL,
        outcome jsonb NOT NULL DEFAULT '{}'
      );
      COMMENT ON TABLE job_success IS 'a job that never ran counts from the day of this migration';
      INSERT INTO job_success (job, at) VALUES ('purge', now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_success');
  }
}
