import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets `dataset.version` grow too when the name of a source or the meaning of a spelling changes: answers that are kept
 * by version show and accept both. A spelling that nobody has mapped yet changes no answer.
 */
export class VersionedReferences1795478400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TRIGGER source_dataset_version_insert AFTER INSERT OR DELETE ON source
        FOR EACH ROW EXECUTE FUNCTION bump_dataset_version();
      CREATE TRIGGER source_dataset_version_update AFTER UPDATE ON source
        FOR EACH ROW WHEN ((old.slug, old.name) IS DISTINCT FROM (new.slug, new.name))
        EXECUTE FUNCTION bump_dataset_version();
      CREATE TRIGGER category_dataset_version AFTER INSERT OR UPDATE OR DELETE ON category
        FOR EACH STATEMENT EXECUTE FUNCTION bump_dataset_version();
      CREATE TRIGGER category_alias_dataset_version_insert AFTER INSERT ON category_alias
        FOR EACH ROW WHEN (new.category_id IS NOT NULL) EXECUTE FUNCTION bump_dataset_version();
      CREATE TRIGGER category_alias_dataset_version_update AFTER UPDATE ON category_alias
        FOR EACH ROW WHEN (old.category_id IS DISTINCT FROM new.category_id)
        EXECUTE FUNCTION bump_dataset_version();
      CREATE TRIGGER category_alias_dataset_version_delete AFTER DELETE ON category_alias
        FOR EACH ROW WHEN (old.category_id IS NOT NULL) EXECUTE FUNCTION bump_dataset_version();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER source_dataset_version_insert ON source;
      DROP TRIGGER source_dataset_version_update ON source;
      DROP TRIGGER category_dataset_version ON category;
      DROP TRIGGER category_alias_dataset_version_insert ON category_alias;
      DROP TRIGGER category_alias_dataset_version_update ON category_alias;
      DROP TRIGGER category_alias_dataset_version_delete ON category_alias;
    `);
  }
}
