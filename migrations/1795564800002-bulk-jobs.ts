import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of many listings at once: what was ordered, what is left of it, and what could not be done. */
export class BulkJobs1795564800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bulk_job (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT bulk_job_pkey PRIMARY KEY,
        action text NOT NULL CONSTRAINT bulk_job_action_check
          CHECK (action IN ('category', 'status', 'delete', 'restore', 'price_thousand')),
        value text,
        query text,
        state text NOT NULL DEFAULT 'queued' CONSTRAINT bulk_job_state_check
          CHECK (state IN ('queued', 'running', 'succeeded', 'cancelled', 'failed')),
        total integer NOT NULL CONSTRAINT bulk_job_total_check CHECK (total BETWEEN 1 AND 1000000),
        changed integer NOT NULL DEFAULT 0 CONSTRAINT bulk_job_changed_check CHECK (changed >= 0),
        unchanged integer NOT NULL DEFAULT 0 CONSTRAINT bulk_job_unchanged_check CHECK (unchanged >= 0),
        failed integer NOT NULL DEFAULT 0 CONSTRAINT bulk_job_failed_check CHECK (failed >= 0),
        last_instrument_id bigint NOT NULL DEFAULT 0,
        failure text,
        actor_kind text NOT NULL CONSTRAINT bulk_job_actor_kind_check
          CHECK (actor_kind IN ('user', 'api_key', 'system')),
        actor_id uuid,
        request_id text,
        ip inet,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT bulk_job_value_check CHECK ((value IS NOT NULL) = (action IN ('category', 'status'))),
        CONSTRAINT bulk_job_done_check CHECK (changed + unchanged + failed <= total),
        CONSTRAINT bulk_job_actor_check CHECK ((actor_id IS NULL) = (actor_kind = 'system')),
        CONSTRAINT bulk_job_finished_check CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL))
      );
      CREATE INDEX bulk_job_open_idx ON bulk_job (id) WHERE state IN ('queued', 'running');
      COMMENT ON COLUMN bulk_job.query IS 'null: the listings were chosen one by one';
      COMMENT ON COLUMN bulk_job.last_instrument_id IS 'listings up to this id are done';
      COMMENT ON COLUMN bulk_job.actor_id IS 'id of a user or an API key, kept when that one is gone';

      -- A reference would cost a look-up for each of up to a million rows; whoever ends a job clears them away.
      CREATE TABLE bulk_job_item (
        bulk_job_id bigint NOT NULL,
        instrument_id bigint NOT NULL,
        CONSTRAINT bulk_job_item_pkey PRIMARY KEY (bulk_job_id, instrument_id)
      );
      COMMENT ON TABLE bulk_job_item IS 'the listings of a job that are still to be changed';

      CREATE TABLE bulk_job_failure (
        bulk_job_id bigint NOT NULL
          CONSTRAINT bulk_job_failure_job_fkey REFERENCES bulk_job (id) ON DELETE CASCADE,
        instrument_id bigint NOT NULL,
        code text NOT NULL CONSTRAINT bulk_job_failure_code_check CHECK (code ~ '^[a-z_]+$'),
        CONSTRAINT bulk_job_failure_pkey PRIMARY KEY (bulk_job_id, instrument_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bulk_job_failure, bulk_job_item, bulk_job');
  }
}
