import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what settings the hashes have that another program wrote: nearly nothing to keep once all have been renewed. */
export class LegacyHashes1795392000010 implements MigrationInterface {
  // CREATE INDEX CONCURRENTLY lets others write meanwhile, and refuses to be in a transaction
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // one that was interrupted leaves an invalid index behind
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS app_user_legacy_hash_idx');
    await runner.query(
      `CREATE INDEX CONCURRENTLY app_user_legacy_hash_idx ON app_user ((password_hash COLLATE "C"))
        WHERE password_hash NOT LIKE '$argon2id$%'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX app_user_legacy_hash_idx');
  }
}
