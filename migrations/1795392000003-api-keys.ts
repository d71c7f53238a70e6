import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys that programs such as scrapers come in with. The key itself stands nowhere: only its beginning, to find and to
 * name it by, and a hash of the rest. That hash is a plain SHA-256: the secret is 32 random bytes, which nobody
 * guesses however fast the hash is, and it is compared on every request. name_grams is explained in 1795219200003; a
 * line end stands in neither name nor prefix, so no search term reaches across it.
 */
export class ApiKeys1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT api_key_pkey PRIMARY KEY,
        name text NOT NULL CONSTRAINT api_key_name_check CHECK (length(name) BETWEEN 1 AND 100),
        prefix text NOT NULL CONSTRAINT api_key_prefix_key UNIQUE
          CONSTRAINT api_key_prefix_check CHECK (prefix ~ '^[a-z2-7]{8}$'),
        secret_hash bytea NOT NULL CONSTRAINT api_key_secret_hash_check CHECK (octet_length(secret_hash) = 32),
        user_id uuid CONSTRAINT api_key_user_fkey REFERENCES app_user (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by uuid,
        expires_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid,
        last_used_at timestamptz,
        last_used_ip inet,
        CONSTRAINT api_key_revoked_check CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL)
      ) WITH (fillfactor = 85);
      CREATE INDEX api_key_created_idx ON api_key (created_at, id);
      CREATE INDEX api_key_user_idx ON api_key (user_id, created_at, id);
      CREATE INDEX api_key_search_idx ON api_key USING gin (name_grams(upper(name || E'\\n' || prefix)));
      CREATE INDEX api_key_dead_idx ON api_key (created_at, id) WHERE revoked_at IS NOT NULL OR user_id IS NULL;
      CREATE INDEX api_key_expires_idx ON api_key (expires_at) WHERE revoked_at IS NULL AND user_id IS NOT NULL;
      COMMENT ON COLUMN api_key.prefix IS 'the visible part: a key is bik_<prefix>_<secret>';
      COMMENT ON COLUMN api_key.secret_hash IS 'SHA-256 of the 32 random bytes of the secret';
      COMMENT ON COLUMN api_key.user_id IS 'the owner, whose rights bound those of the key; null: deleted, and the key is dead';
      COMMENT ON COLUMN api_key.created_by IS 'id of a user, kept when that user is gone; null: at the terminal';
      COMMENT ON COLUMN api_key.expires_at IS 'null: never';
      COMMENT ON COLUMN api_key.revoked_by IS 'id of a user, kept when that user is gone; null: at the terminal';
      COMMENT ON COLUMN api_key.last_used_at IS 'written once a minute at most, with the address';

      CREATE TABLE api_key_permission (
        api_key_id uuid NOT NULL
          CONSTRAINT api_key_permission_api_key_fkey REFERENCES api_key (id) ON DELETE CASCADE,
        permission_id integer NOT NULL
          CONSTRAINT api_key_permission_permission_fkey REFERENCES permission (id) ON DELETE CASCADE,
        CONSTRAINT api_key_permission_pkey PRIMARY KEY (api_key_id, permission_id)
      );
      CREATE INDEX api_key_permission_permission_idx ON api_key_permission (permission_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_key_permission, api_key');
  }
}
