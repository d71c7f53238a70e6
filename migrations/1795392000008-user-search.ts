import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What finds and orders accounts in lists of a million: a part of e-mail or name, the flags that are rare, the dates. */
export class UserSearch1795392000008 implements MigrationInterface {
  /** Indexes of a table in use are built without keeping anybody waiting; a transaction cannot. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, definition] of indexes) {
      // what an attempt that was interrupted has left is of no use
      await runner.query(`DROP INDEX IF EXISTS ${name}`);
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON app_user ${definition}`);
    }
    // an index on an expression has no statistics until somebody gathers them
    await runner.query('ANALYZE app_user');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${indexes.map(([name]) => name).join(', ')}`);
  }
}

/** name_grams is explained in 1795219200003. A line end stands in neither e-mail nor name: no term reaches across it. */
const indexes = [
  ['app_user_search_idx', `USING gin (name_grams(upper(email || E'\\n' || display_name)))`],
  ['app_user_created_idx', '(created_at, id)'],
  ['app_user_last_login_idx', `(coalesce(last_login_at, '-infinity'), id)`],
  ['app_user_inactive_idx', '(created_at, id) WHERE NOT is_active'],
  ['app_user_staff_idx', '(created_at, id) WHERE is_staff'],
] as const;
