import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The triggers that tell of changes to categories, sources and the meanings of spellings. */
const TRIGGERS = [
  ['source_dataset_version_insert', 'AFTER INSERT OR DELETE ON source FOR EACH ROW'],
  [
    'source_dataset_version_update',
    'AFTER UPDATE ON source FOR EACH ROW WHEN ((old.slug, old.name) IS DISTINCT FROM (new.slug, new.name))',
  ],
  ['category_dataset_version', 'AFTER INSERT OR UPDATE OR DELETE ON category FOR EACH STATEMENT'],
  [
    'category_alias_dataset_version_insert',
    'AFTER INSERT ON category_alias FOR EACH ROW WHEN (new.category_id IS NOT NULL)',
  ],
  [
    'category_alias_dataset_version_update',
    'AFTER UPDATE ON category_alias FOR EACH ROW WHEN (old.category_id IS DISTINCT FROM new.category_id)',
  ],
  [
    'category_alias_dataset_version_delete',
    'AFTER DELETE ON category_alias FOR EACH ROW WHEN (old.category_id IS NOT NULL)',
  ],
] as const;

const triggersOf = (called: string): string =>
  TRIGGERS.map(
    ([name, when]) => `CREATE OR REPLACE TRIGGER ${name} ${when} EXECUTE FUNCTION ${called}();`,
  ).join('\n');

/**
 * Lets a reader tell whether the sets that queries choose from have changed, which is seldom, from whether listings have,
 * which is all the time: the sets need not be read anew with each import.
 */
export class SetsVersion1795651200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dataset ADD COLUMN sets_version bigint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN dataset.sets_version IS
        'the version with which categories, sources or the meaning of a spelling changed last';
      CREATE FUNCTION bump_sets_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE dataset SET version = version + 1, sets_version = version + 1;
        RETURN NULL;
      END $$;
      ${triggersOf('bump_sets_version')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${triggersOf('bump_dataset_version')}
      DROP FUNCTION bump_sets_version();
      ALTER TABLE dataset DROP COLUMN sets_version;
    `);
  }
}
