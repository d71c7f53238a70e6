import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets imports of new rows cost less, with the same results (figures in docs/decisions/0021): titles are cut into grams
 * by an expression that the executor evaluates itself instead of running a query for each row, and terms that are known
 * are counted without computing the stems of a row that is then thrown away.
 */
export class FasterWrites1795564800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grams);
    await runner.query(
      countFunctions(
        (counts) => `
        WITH counts AS MATERIALIZED (${counts}), known AS (
          UPDATE search_term SET listings = search_term.listings + counts.listings
            FROM counts WHERE counts.term = search_term.term
          RETURNING search_term.term
        )
        INSERT INTO search_term (term, listings)
        SELECT term, listings FROM counts
         WHERE NOT EXISTS (SELECT FROM known WHERE known.term = counts.term)`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION name_grams(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
      BEGIN ATOMIC
        SELECT array_to_tsvector(array_agg(substr(name, i, 3))) FROM generate_series(1, length(name)) AS i;
      END;
      DROP FUNCTION name_grams_one_by_one(text);
    `);
    await runner.query(
      countFunctions(
        (counts) => `
        INSERT INTO search_term AS known (term, listings) ${counts}
        ON CONFLICT (term) DO UPDATE SET listings = known.listings + excluded.listings`,
      ),
    );
  }
}

/*
 * Windows of three begin at each character: those from the first, the fourth … on are the text in pieces of three, and
 * so are those from the second and third on. What parts the pieces may stand in no text; one that has it is cut in the
 * way of before. The function is a single expression and not STRICT, so that it is inlined.
 */
const PART = `E'\\x01'`;
const pieces = (text: string) => `regexp_replace(${text}, '(...)', E'\\\\1\\x01', 'g')`;
const grams = `
  CREATE FUNCTION name_grams_one_by_one(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  BEGIN ATOMIC
    SELECT array_to_tsvector(array_agg(substr(name, i, 3))) FROM generate_series(1, length(name)) AS i;
  END;

  CREATE OR REPLACE FUNCTION name_grams(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN strpos(name, ${PART}) > 0 THEN name_grams_one_by_one(name)
    ELSE array_to_tsvector(array_remove(string_to_array(
      ${pieces(`nullif(name, '')`)} || ${PART} || ${pieces('substr(name, 2)')} || ${PART} || ${pieces('substr(name, 3)')},
      ${PART}), '')) END;
`;

/** Writers of listings take turns (see dataset): nobody adds a term between a look and an insert. */
const countFunctions = (add: (counts: string) => string) => `
  CREATE OR REPLACE FUNCTION count_terms_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${add(`
    SELECT term, count(*) AS listings FROM changed CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term
     WHERE NOT is_over GROUP BY term`)};
    RETURN NULL;
  END $$;

  CREATE OR REPLACE FUNCTION count_terms_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${add(`
    SELECT term, sum(step) AS listings
      FROM (SELECT changed.terms AS after, changed.is_over AS over_after, former.terms AS before,
                   former.is_over AS over_before
              FROM changed JOIN former USING (instrument_id)
             WHERE (changed.terms, changed.is_over) IS DISTINCT FROM (former.terms, former.is_over)) AS moves
     CROSS JOIN LATERAL (
           SELECT unnest(tsvector_to_array(after)) AS term, 1 AS step WHERE NOT over_after
           UNION ALL
           SELECT unnest(tsvector_to_array(before)), -1 WHERE NOT over_before) AS steps
     GROUP BY term HAVING sum(step) <> 0`)};
    RETURN NULL;
  END $$;
`;
