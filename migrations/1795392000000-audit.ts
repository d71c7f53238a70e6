import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who did what to which thing. Append-only twice over: the owner of the table takes the right to change or remove rows
 * from everybody, itself included, and triggers refuse it to those whom no right can stop (superusers).
 */
export class Audit1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pkey PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        action text NOT NULL CONSTRAINT audit_entry_action_check CHECK (action ~ '^[a-z]+\\.[a-z_]+$'),
        actor_kind text NOT NULL CONSTRAINT audit_entry_actor_kind_check
          CHECK (actor_kind IN ('user', 'api_key', 'system', 'anonymous')),
        actor_id uuid,
        object_type text NOT NULL CONSTRAINT audit_entry_object_type_check CHECK (object_type ~ '^[a-z_]+$'),
        object_id text CONSTRAINT audit_entry_object_id_check CHECK (length(object_id) <= 200),
        changes jsonb NOT NULL DEFAULT '{}',
        details jsonb NOT NULL DEFAULT '{}',
        request_id text CONSTRAINT audit_entry_request_id_check CHECK (length(request_id) <= 200),
        ip inet,
        CONSTRAINT audit_entry_actor_check CHECK ((actor_id IS NULL) = (actor_kind IN ('system', 'anonymous')))
      );
      CREATE INDEX audit_entry_at_idx ON audit_entry (at, id);
      CREATE INDEX audit_entry_actor_idx ON audit_entry (actor_id, at, id) WHERE actor_id IS NOT NULL;
      CREATE INDEX audit_entry_object_idx ON audit_entry (object_type, object_id, at, id);
      CREATE INDEX audit_entry_action_idx ON audit_entry (action, at, id);
      COMMENT ON COLUMN audit_entry.actor_id IS 'id of a user or an API key, kept when that one is gone';
      COMMENT ON COLUMN audit_entry.changes IS 'field -> [before, after]; never a secret';

      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM PUBLIC, CURRENT_USER;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entry; DROP FUNCTION refuse_audit_change()');
  }
}
