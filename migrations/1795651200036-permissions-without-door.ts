import type { MigrationInterface, QueryRunner } from 'typeorm';

const WITHOUT_DOOR = [
  ['instruments.add_category', 'Añadir categorías', 'Add categories'],
  ['instruments.delete_category', 'Borrar categorías', 'Delete categories'],
  ['instruments.delete_source', 'Borrar fuentes', 'Delete sources'],
  ['instruments.delete_import_run', 'Borrar importaciones', 'Delete imports'],
  ['auth.purge', 'Purgar tokens caducados', 'Purge expired tokens'],
] as const;

/**
 * Takes away the permissions that no door has ever asked for, and with them what was granted of them to users, groups
 * and API keys: it opened nothing. The way back gives nobody what nobody had any use of.
 */
export class PermissionsWithoutDoor1795651200036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM permission WHERE codename = ANY ($1)', [
      WITHOUT_DOOR.map(([codename]) => codename),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const row of WITHOUT_DOOR) {
      await runner.query(
        'INSERT INTO permission (codename, name_es, name_en) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [...row],
      );
    }
  }
}
