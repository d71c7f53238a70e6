import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person has said of an import that needed review. One that was rejected is `failed` in its state, which versions
 * before know.
 */
export class ImportReview1795564800005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_run
        ADD COLUMN review text,
        ADD COLUMN reviewed_at timestamptz,
        ADD CONSTRAINT import_run_review_check CHECK (
          (review IS NULL) = (reviewed_at IS NULL)
          AND (review IS NULL OR (review = 'approved' AND state = 'succeeded')
                              OR (review = 'rejected' AND state = 'failed')))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_run DROP COLUMN review, DROP COLUMN reviewed_at');
  }
}
