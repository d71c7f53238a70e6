import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts the documents that are not over by category and source, brand, place or price (`search_facet`), so that facets
 * of a whole category, or of everything, need not look at the documents. Statement triggers keep the numbers in the
 * transaction of each write.
 *
 * A projection like the documents themselves: `listings rebuild` makes it anew. Figures in docs/decisions/0021. Writers
 * of listings wait while this runs, a few seconds for a million listings; readers do not.
 */
export class FacetCounters1795564800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
    await runner.query(triggers);
    // the triggers have locked the documents for writers: nothing comes in between
    await runner.query(fill);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER search_document_facet_insert ON search_document;
      DROP TRIGGER search_document_facet_update ON search_document;
      DROP TRIGGER search_document_facet_delete ON search_document;
      DROP FUNCTION count_facets_insert(), count_facets_update(), count_facets_delete();
      DROP TABLE search_facet;
    `);
  }
}

const table = `
  CREATE TABLE search_facet (
    facet text COLLATE "C" NOT NULL
      CONSTRAINT search_facet_facet_check CHECK (facet IN ('source', 'brand', 'location', 'price')),
    category_id smallint NOT NULL,
    value integer NOT NULL,
    listings integer NOT NULL,
    CONSTRAINT search_facet_pkey PRIMARY KEY (facet, category_id, value)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
  COMMENT ON TABLE search_facet IS
    'how many documents of a category that are not over have each source, brand, place (by id) or price (in hundredths)';
`;

/** What a row of documents counts for; of the row only the columns that are named so. */
const counted = (row: string) => `
  (VALUES ('source', ${row}.source_id::int), ('brand', ${row}.brand_id), ('location', ${row}.location_id),
          ('price', ${row}.price)) AS counted (facet, value)`;

const COLUMNS = 'category_id source_id brand_id location_id price is_over'.split(' ');
const columnsOf = (row: string) => COLUMNS.map((column) => `${row}.${column}`).join(', ');

const triggers = `
  CREATE FUNCTION count_facets_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO search_facet AS known (facet, category_id, value, listings)
    SELECT facet, category_id, value, count(*) FROM changed CROSS JOIN LATERAL ${counted('changed')}
     WHERE NOT is_over AND value IS NOT NULL GROUP BY 1, 2, 3
    ON CONFLICT (facet, category_id, value) DO UPDATE SET listings = known.listings + excluded.listings;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_facet_insert AFTER INSERT ON search_document
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_facets_insert();

  CREATE FUNCTION count_facets_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH moved AS MATERIALIZED (
      SELECT instrument_id FROM changed JOIN former USING (instrument_id)
       WHERE (${columnsOf('changed')}) IS DISTINCT FROM (${columnsOf('former')})
    ), steps AS (
      SELECT ${columnsOf('changed')}, 1 AS step FROM changed JOIN moved USING (instrument_id)
      UNION ALL
      SELECT ${columnsOf('former')}, -1 FROM former JOIN moved USING (instrument_id)
    )
    INSERT INTO search_facet AS known (facet, category_id, value, listings)
    SELECT facet, category_id, value, sum(step) FROM steps CROSS JOIN LATERAL ${counted('steps')}
     WHERE NOT is_over AND value IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(step) <> 0
    ON CONFLICT (facet, category_id, value) DO UPDATE SET listings = known.listings + excluded.listings;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_facet_update AFTER UPDATE ON search_document
    REFERENCING NEW TABLE AS changed OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_facets_update();

  CREATE FUNCTION count_facets_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE search_facet known SET listings = known.listings - gone.listings
      FROM (SELECT facet, category_id, value, count(*) AS listings
              FROM former CROSS JOIN LATERAL ${counted('former')}
             WHERE NOT is_over AND value IS NOT NULL GROUP BY 1, 2, 3) AS gone
     WHERE known.facet = gone.facet AND known.category_id = gone.category_id AND known.value = gone.value;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_facet_delete AFTER DELETE ON search_document
    REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_facets_delete();
`;

const fill = `
  INSERT INTO search_facet (facet, category_id, value, listings)
  SELECT facet, category_id, value, count(*)
    FROM search_document AS document CROSS JOIN LATERAL ${counted('document')}
   WHERE NOT is_over AND value IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
  ANALYZE search_facet;
`;
