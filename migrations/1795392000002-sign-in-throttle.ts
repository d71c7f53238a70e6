import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often something was tried lately, such as signing in to an account or from an address. */
export class SignInThrottle1795392000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rate_counter (
        bucket text NOT NULL CONSTRAINT rate_counter_bucket_check CHECK (bucket ~ '^[a-z_]+(:[a-z_]+)*$'),
        key bytea NOT NULL CONSTRAINT rate_counter_key_check CHECK (length(key) = 32),
        source bytea NOT NULL DEFAULT '' CONSTRAINT rate_counter_source_check CHECK (length(source) IN (0, 32)),
        hits integer NOT NULL CONSTRAINT rate_counter_hits_check CHECK (hits >= 0),
        hit_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT rate_counter_pkey PRIMARY KEY (bucket, key, source)
      ) WITH (fillfactor = 70);
      CREATE INDEX rate_counter_ends_idx ON rate_counter (ends_at);
      COMMENT ON COLUMN rate_counter.key IS 'SHA-256 of what is protected: never an e-mail or an address itself';
      COMMENT ON COLUMN rate_counter.source IS 'SHA-256 of where the hits come from; empty: from anywhere';
      COMMENT ON COLUMN rate_counter.hit_at IS 'the last hit; -infinity: it was taken back';
      COMMENT ON COLUMN rate_counter.ends_at IS 'from then on the counter counts for nothing';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_counter');
  }
}
