import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes one word of the letters of an abbreviation (`B.C. Rich` is `bc rich`, `P.R.S.` is `prs`), so that it is found
 * with its dots and without them. Only the documents of listings with such a text are made anew; writers of listings
 * wait meanwhile, readers do not.
 */
export class DottedAbbreviations1795651200031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_TURN);
    await runner.query(searchWords((text) => `regexp_replace(${text}, ${DOTTED}, '\\1', 'g')`));
    await runner.query(REWRITE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(TAKE_TURN);
    await runner.query(searchWords((text) => text));
    await runner.query(REWRITE);
  }
}

/** A letter that stands alone, and its dot, before another one that does. */
const DOTTED = `'(?<![a-z0-9])([a-z])\\.(?=[a-z](?![a-z0-9]))'`;

const searchWords = (joined: (text: string) => string) => `
  CREATE OR REPLACE FUNCTION search_words(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN left(btrim(regexp_replace(
    ${joined(`
    CASE WHEN octet_length(text) = length(text) THEN lower(text)
         ELSE lower(translate(regexp_replace(normalize(text, NFKD), '[\\u0300-\\u036f]+', '', 'g'), 'øØłŁđĐı', 'oOlLdDi'))
    END`)},
    '[^a-z0-9\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefe\\U00010000-\\U0001cfff\\U00020000-\\U0003ffff]+',
    ' ', 'g')), 500);
`;

/** Writers of listings wait for this row; answers that are kept are of the version before. */
const TAKE_TURN = 'UPDATE dataset SET version = version + 1 WHERE EXISTS (SELECT FROM instrument)';

/** What may read otherwise now; too many are no fault. */
const MAY_DIFFER = `'\\.[[:alpha:]]'`;
const REWRITE = `
  CREATE TEMPORARY TABLE dotted AS
  SELECT id, brand, location FROM instrument
   WHERE status <> 'removed' AND (name ~ ${MAY_DIFFER} OR brand ~ ${MAY_DIFFER} OR location ~ ${MAY_DIFFER});

  INSERT INTO search_name (kind, folded, label)
  SELECT DISTINCT ON (kind, folded) kind, search_words(spelling) AS folded, spelling
    FROM (SELECT id, 'brand' AS kind, brand AS spelling FROM dotted WHERE brand IS NOT NULL
          UNION ALL
          SELECT id, 'location', location FROM dotted WHERE location IS NOT NULL) AS spelt
   WHERE search_words(spelling) <> ''
   ORDER BY kind, folded, id
  ON CONFLICT DO NOTHING;

  UPDATE search_document AS document
     SET words = fresh.words, terms = fresh.terms, brand_id = fresh.brand_id, location_id = fresh.location_id
    FROM dotted
    LEFT JOIN search_name AS brand ON brand.kind = 'brand' AND brand.folded = search_words(dotted.brand)
    LEFT JOIN search_name AS place ON place.kind = 'location' AND place.folded = search_words(dotted.location)
    JOIN instrument AS listing ON listing.id = dotted.id
   CROSS JOIN LATERAL search_document_of(listing, brand.id, place.id) AS fresh
   WHERE document.instrument_id = dotted.id
     AND (document.words, document.terms, document.brand_id, document.location_id)
         IS DISTINCT FROM (fresh.words, fresh.terms, fresh.brand_id, fresh.location_id);

  DROP TABLE dotted;
`;
