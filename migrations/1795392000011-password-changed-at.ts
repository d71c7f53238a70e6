import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a password is the present one: what a device was known by before counts for nothing. */
export class PasswordChangedAt1795392000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app_user ADD COLUMN password_changed_at timestamptz;
      COMMENT ON COLUMN app_user.password_changed_at IS
        'whole milliseconds; null: never, since this column is there. A renewed hash of the same password is no change';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app_user DROP COLUMN password_changed_at');
  }
}
