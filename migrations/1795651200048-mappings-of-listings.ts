import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a listing name the mapping that moved it. By itself, because readers of listings wait for it. */
export class MappingsOfListings1795651200048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE instrument ADD COLUMN mapping_entry_id bigint;
      COMMENT ON COLUMN instrument.mapping_entry_id IS
        'the audit_entry of the last mapping of its spelling that moved it: one for all that it moved';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE instrument DROP COLUMN mapping_entry_id');
  }
}
