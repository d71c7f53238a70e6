import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links in mails that prove who reads them. The secret part of a link stands nowhere: it is made from its row and a key
 * that only the configuration knows.
 */
export class AccountLinks1795392000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_link (
        id uuid NOT NULL CONSTRAINT account_link_pkey PRIMARY KEY,
        user_id uuid CONSTRAINT account_link_user_fkey REFERENCES app_user (id) ON DELETE CASCADE,
        purpose text NOT NULL CONSTRAINT account_link_purpose_check
          CHECK (purpose IN ('password_reset', 'email_verification', 'account_created')),
        kid text NOT NULL,
        email text NOT NULL CONSTRAINT account_link_email_check CHECK (length(email) <= 254),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT account_link_user_purpose_key UNIQUE (user_id, purpose),
        CONSTRAINT account_link_user_check CHECK (user_id IS NOT NULL OR purpose = 'email_verification')
      );
      CREATE INDEX account_link_expires_idx ON account_link (expires_at);
      COMMENT ON COLUMN account_link.user_id IS 'null: there is no account yet, registration says what it will be';
      COMMENT ON COLUMN account_link.kid IS 'names the key that the secret part is made with';
      COMMENT ON COLUMN account_link.email IS 'where it was sent to: void when the account has another address';
      COMMENT ON CONSTRAINT account_link_user_purpose_key ON account_link IS 'a new link takes the place of the one before';

      CREATE TABLE registration (
        link_id uuid NOT NULL CONSTRAINT registration_pkey PRIMARY KEY
          CONSTRAINT registration_link_fkey REFERENCES account_link (id) ON DELETE CASCADE,
        display_name text NOT NULL CONSTRAINT registration_display_name_check CHECK (length(display_name) <= 100),
        language text NOT NULL CONSTRAINT registration_language_check CHECK (language IN ('es', 'en')),
        password_hash text NOT NULL
          CONSTRAINT registration_password_hash_check CHECK (length(password_hash) BETWEEN 1 AND 512)
      );
      COMMENT ON TABLE registration IS 'accounts that come into being when somebody opens the link sent to their address';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE registration, account_link');
  }
}
