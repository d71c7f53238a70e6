import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What users were given, one row for each way it came: the one place that knows how rights are stored. */
export class GrantedPermissions1795392000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW granted_permission AS
        SELECT held.user_id, permission.codename, 'user' AS origin
          FROM app_user_permission AS held JOIN permission ON permission.id = held.permission_id
         UNION ALL
        SELECT member.user_id, permission.codename, 'group:' || app_group.name
          FROM app_user_group AS member
          JOIN app_group ON app_group.id = member.group_id
          JOIN app_group_permission AS held ON held.group_id = app_group.id
          JOIN permission ON permission.id = held.permission_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW granted_permission');
  }
}
