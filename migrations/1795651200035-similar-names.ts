import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = [
  ['search_name_similar_brand_idx', 'brand'],
  ['search_name_similar_location_idx', 'location'],
] as const;

/**
 * Finds the names that look most like one that no listing has, without looking at all of them: places may be many. An
 * index for each kind, as the nearest of one may lie behind thousands of the other. Who writes waits for less than a
 * second: there are as many rows as different names, whatever the number of listings.
 */
export class SimilarNames1795651200035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, kind] of INDEXES) {
      await runner.query(
        `CREATE INDEX ${name} ON search_name USING gist (folded gist_trgm_ops (siglen = 32)) WHERE kind = '${kind}'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of INDEXES) await runner.query(`DROP INDEX ${name}`);
  }
}
