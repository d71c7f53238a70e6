import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a price drop within its currency alone: 1,000 EUR after 150,000 JPY is none. Only the listings whose former price
 * has another currency, or whose price is gone, are written; writers of listings wait meanwhile, readers do not.
 */
export class DropsWithinCurrency1795651200042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_TURN);
    await runner.query(`
      UPDATE instrument SET previous_currency = change.previous_currency
        FROM price_change AS change
       WHERE change.instrument_id = instrument.id AND change.previous_currency <> coalesce(instrument.currency, '')
         AND NOT EXISTS (SELECT FROM price_change AS later
                          WHERE later.instrument_id = change.instrument_id
                            AND (later.changed_at, later.id) > (change.changed_at, change.id))
    `);
    await runner.query(documentOf(' AND coalesce(listing.previous_currency = listing.currency, true)'));
    await runner.query(REWRITE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_TURN);
    await runner.query(documentOf(''));
    await runner.query(REWRITE);
  }
}

/** Writers of listings wait for this row; answers that are kept are of the version before. */
const TAKE_TURN = 'UPDATE dataset SET version = version + 1 WHERE EXISTS (SELECT FROM instrument)';

/** @param comparable whether the two prices are, as a further condition */
const documentOf = (comparable: string) => `
  CREATE OR REPLACE FUNCTION search_document_of(listing instrument, brand integer, location integer)
  RETURNS SETOF search_document LANGUAGE sql STABLE AS $$
    SELECT listing.id, (listing.price * 100)::int,
           CASE WHEN listing.previous_price > listing.price${comparable}
                THEN ((listing.previous_price - listing.price) * 100)::int END,
           listing.published_on, coalesce(listing.expires_on, 'infinity'), listing.first_seen_at,
           listing.price_changed_at, coalesce(brand, 0), coalesce(location, 0), listing.category_id, listing.source_id,
           listing.status = 'expired', listing.image IS NOT NULL, folded.words,
           array_to_tsvector(array_remove(string_to_array(
             search_terms(folded.words) || ' #c' || listing.category_id || ' #s' || listing.source_id
               || ' #b' || coalesce(brand, 0) || ' #l' || coalesce(location, 0), ' '), ''))
      FROM (SELECT search_words(listing.name) AS words OFFSET 0) AS folded
  $$;
`;

const REWRITE = `
  UPDATE search_document AS document SET price_drop = fresh.price_drop
    FROM instrument AS listing
   CROSS JOIN LATERAL search_document_of(listing, NULL, NULL) AS fresh
   WHERE listing.previous_currency <> listing.currency AND listing.status <> 'removed'
     AND document.instrument_id = listing.id AND document.price_drop IS DISTINCT FROM fresh.price_drop
`;
