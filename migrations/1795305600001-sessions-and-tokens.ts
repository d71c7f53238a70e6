import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in sessions, the refresh tokens that they gave out, and those that were taken back. No token text stands in any
 * of them: a refresh token is made from its row and a key that only the configuration knows.
 */
export class SessionsAndTokens1795305600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_session (
        id uuid CONSTRAINT auth_session_pkey PRIMARY KEY,
        user_id uuid CONSTRAINT auth_session_user_fkey REFERENCES app_user (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        authenticated_at timestamptz NOT NULL,
        absolute_expires_at timestamptz NOT NULL,
        idle_expires_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        ip inet,
        user_agent text CONSTRAINT auth_session_user_agent_check CHECK (length(user_agent) <= 512),
        transport text NOT NULL CONSTRAINT auth_session_transport_check CHECK (transport IN ('bearer', 'cookie')),
        current_gen integer NOT NULL DEFAULT 1,
        confirmed_gen integer NOT NULL DEFAULT 0,
        recovered_at timestamptz,
        revoked_at timestamptz,
        revoked_reason text CONSTRAINT auth_session_revoked_reason_check CHECK (revoked_reason IN
          ('logout', 'reuse', 'admin', 'password_change', 'user_disabled', 'session_limit')),
        revoked_by uuid,
        CONSTRAINT auth_session_gen_check
          CHECK (current_gen >= 1 AND confirmed_gen BETWEEN 0 AND current_gen),
        CONSTRAINT auth_session_revoked_check CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
      ) WITH (fillfactor = 80);
      CREATE INDEX auth_session_user_idx ON auth_session (user_id) WHERE revoked_at IS NULL;
      CREATE INDEX auth_session_absolute_expires_idx ON auth_session (absolute_expires_at, id);
      COMMENT ON COLUMN auth_session.user_id IS 'null: the user was deleted, and the session is as dead as a revoked one';
      COMMENT ON COLUMN auth_session.current_gen IS 'generation of the refresh token that is valid: the head';
      COMMENT ON COLUMN auth_session.confirmed_gen IS 'newest generation whose access token was seen in use';
      COMMENT ON COLUMN auth_session.revoked_by IS 'id of a user, kept when that user is gone; null: nobody in person';

      CREATE TABLE outstanding_token (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outstanding_token_pkey PRIMARY KEY,
        jti uuid NOT NULL CONSTRAINT outstanding_token_jti_key UNIQUE,
        session_id uuid NOT NULL CONSTRAINT outstanding_token_session_fkey REFERENCES auth_session (id),
        user_id uuid CONSTRAINT outstanding_token_user_fkey REFERENCES app_user (id) ON DELETE SET NULL,
        gen integer NOT NULL CONSTRAINT outstanding_token_gen_check CHECK (gen >= 1),
        kid text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        replaced_by bigint,
        reuse_count integer NOT NULL DEFAULT 0,
        CONSTRAINT outstanding_token_session_gen_key UNIQUE (session_id, gen)
      );
      CREATE INDEX outstanding_token_expires_idx ON outstanding_token (expires_at, id);
      CREATE INDEX outstanding_token_user_created_idx ON outstanding_token (user_id, created_at DESC);
      COMMENT ON TABLE outstanding_token IS 'refresh tokens given out; the token itself is signed again from its row';
      COMMENT ON COLUMN outstanding_token.replaced_by IS 'id of the next generation; no foreign key, so purging needs no index on it';
      COMMENT ON COLUMN outstanding_token.reuse_count IS 'how often it was presented after it had been consumed';

      CREATE TABLE blacklisted_token (
        token_id bigint CONSTRAINT blacklisted_token_pkey PRIMARY KEY
          CONSTRAINT blacklisted_token_token_fkey REFERENCES outstanding_token (id) ON DELETE CASCADE,
        blacklisted_at timestamptz NOT NULL DEFAULT now(),
        reason text NOT NULL CONSTRAINT blacklisted_token_reason_check CHECK (reason IN
          ('logout', 'reuse', 'admin', 'password_change', 'user_disabled', 'session_limit')),
        actor uuid,
        ip inet,
        note text CONSTRAINT blacklisted_token_note_check CHECK (length(note) <= 500)
      );
      COMMENT ON COLUMN blacklisted_token.actor IS 'id of a user, kept when that user is gone; null: nobody in person';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE blacklisted_token, outstanding_token, auth_session');
  }
}
