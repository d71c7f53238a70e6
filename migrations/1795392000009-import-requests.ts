import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports by the keys of those who ordered them: an order that is sent again is not carried out again. */
export class ImportRequests1795392000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_request (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_request_pkey PRIMARY KEY,
        requester uuid NOT NULL,
        key text NOT NULL CONSTRAINT import_request_key_check CHECK (key ~ '^[ -~]{1,200}$'),
        import_run_id bigint
          CONSTRAINT import_request_run_fkey REFERENCES import_run (id) ON DELETE CASCADE,
        sha256 text CONSTRAINT import_request_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        parameters text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT import_request_requester_key UNIQUE (requester, key),
        CONSTRAINT import_request_read_check CHECK (num_nulls(import_run_id, sha256, parameters) IN (0, 3))
      );
      CREATE INDEX import_request_run_idx ON import_request (import_run_id);
      CREATE INDEX import_request_created_idx ON import_request (created_at);
      COMMENT ON COLUMN import_request.requester IS 'id of a user or of an API key, kept when that one is gone';
      COMMENT ON COLUMN import_request.import_run_id IS 'null, as is what follows: the body is still being read';
      COMMENT ON COLUMN import_request.sha256 IS 'of the body as it was given';
      COMMENT ON COLUMN import_request.parameters IS 'what else was ordered, always written in the same way';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_request');
  }
}
