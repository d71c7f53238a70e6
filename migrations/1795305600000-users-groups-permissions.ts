import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may sign in, and what they may do: by themselves and through groups. */
export class UsersGroupsPermissions1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT app_user_pkey PRIMARY KEY,
        email text NOT NULL
          CONSTRAINT app_user_email_check CHECK (email ~ '^[!-?A-~]+@[!-?A-~]+$' AND length(email) <= 254),
        display_name text NOT NULL DEFAULT ''
          CONSTRAINT app_user_display_name_check CHECK (length(display_name) <= 100),
        language text NOT NULL DEFAULT 'es' CONSTRAINT app_user_language_check CHECK (language IN ('es', 'en')),
        password_hash text
          CONSTRAINT app_user_password_hash_check CHECK (length(password_hash) BETWEEN 1 AND 512),
        must_change_password boolean NOT NULL DEFAULT false,
        is_active boolean NOT NULL DEFAULT true,
        is_staff boolean NOT NULL DEFAULT false,
        is_superuser boolean NOT NULL DEFAULT false,
        tokens_valid_after timestamptz,
        email_verified_at timestamptz,
        last_login_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 85);
      CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email COLLATE "C"));
      CREATE INDEX app_user_superuser_idx ON app_user (id) WHERE is_superuser;
      COMMENT ON COLUMN app_user.email IS 'ASCII only: no two letters that look or fold alike';
      COMMENT ON COLUMN app_user.password_hash IS 'PHC string, or as Django wrote it; null: cannot sign in by password';
      COMMENT ON COLUMN app_user.tokens_valid_after IS
        'whole milliseconds; what was issued before it is dead, what was issued in the same millisecond lives';

      CREATE TABLE app_group (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT app_group_pkey PRIMARY KEY,
        name text NOT NULL CONSTRAINT app_group_name_key UNIQUE
          CONSTRAINT app_group_name_check CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 60)
      );

      CREATE TABLE permission (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT permission_pkey PRIMARY KEY,
        codename text NOT NULL CONSTRAINT permission_codename_key UNIQUE
          CONSTRAINT permission_codename_check CHECK (codename ~ '^[a-z]+\\.[a-z]+(_[a-z]+)*$'),
        name_es text NOT NULL,
        name_en text NOT NULL
      );
      COMMENT ON TABLE permission IS 'a copy of the catalogue in libs/users, written by the program (syncpermissions)';

      CREATE TABLE app_group_permission (
        group_id integer NOT NULL
          CONSTRAINT app_group_permission_group_fkey REFERENCES app_group (id) ON DELETE CASCADE,
        permission_id integer NOT NULL
          CONSTRAINT app_group_permission_permission_fkey REFERENCES permission (id) ON DELETE CASCADE,
        CONSTRAINT app_group_permission_pkey PRIMARY KEY (group_id, permission_id)
      );
      CREATE INDEX app_group_permission_permission_idx ON app_group_permission (permission_id);

      CREATE TABLE app_user_group (
        user_id uuid NOT NULL CONSTRAINT app_user_group_user_fkey REFERENCES app_user (id) ON DELETE CASCADE,
        group_id integer NOT NULL CONSTRAINT app_user_group_group_fkey REFERENCES app_group (id) ON DELETE CASCADE,
        CONSTRAINT app_user_group_pkey PRIMARY KEY (user_id, group_id)
      );
      CREATE INDEX app_user_group_group_idx ON app_user_group (group_id);

      CREATE TABLE app_user_permission (
        user_id uuid NOT NULL
          CONSTRAINT app_user_permission_user_fkey REFERENCES app_user (id) ON DELETE CASCADE,
        permission_id integer NOT NULL
          CONSTRAINT app_user_permission_permission_fkey REFERENCES permission (id) ON DELETE CASCADE,
        CONSTRAINT app_user_permission_pkey PRIMARY KEY (user_id, permission_id)
      );
      CREATE INDEX app_user_permission_permission_idx ON app_user_permission (permission_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE app_user_permission, app_user_group, app_group_permission, permission, app_group, app_user',
    );
  }
}
