import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the public search reads: a narrow document for each listing that was not removed (`search_document`), the words
 * and filters that occur in them with their numbers (`search_term`), and the names of brands and places
 * (`search_name`). Statement triggers keep all of it in the transaction of each write.
 *
 * All are projections: `listings rebuild` makes them anew from `instrument`. Figures in docs/decisions/0020.
 * Writers of listings wait while this runs, about a minute and a half for a million listings; readers do not.
 */
export class SearchDocuments1795478400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(words);
    await runner.query(tables);
    await runner.query(projection);
    await runner.query(fill);
    await runner.query(indexes);
    await runner.query(triggers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER instrument_search_insert ON instrument;
      DROP TRIGGER instrument_search_update ON instrument;
      DROP TRIGGER instrument_search_delete ON instrument;
      DROP FUNCTION document_instrument_insert(), document_instrument_update(), document_instrument_delete(),
        search_document_of(instrument, integer, integer);
      DROP TABLE search_document, search_term, search_name;
      DROP FUNCTION make_search_documents(),  count_terms_insert(), count_terms_update(), count_terms_delete(),
        search_words(text), search_terms(text), search_stem(text, regdictionary);
      DROP EXTENSION pg_trgm;
    `);
  }
}

/*
 * search_words folds a text to its words, parted by single spaces: small letters, no accents, no punctuation. The
 * separators are named one by one, because what counts as a letter depends on the locale of a database. The query
 * parser of the application does the same (a test compares them).
 *
 * search_terms are what a title is found by: its words, and models glued and split, so that JV-1080, JV 1080 and jv1080
 * find each other. They carry no stems: words of one stem are looked up in search_term when a search is made, and
 * cost an import nothing.
 */
const words = `
  CREATE FUNCTION search_words(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN left(btrim(regexp_replace(
    CASE WHEN octet_length(text) = length(text) THEN lower(text)
         ELSE lower(translate(regexp_replace(normalize(text, NFKD), '[\\u0300-\\u036f]+', '', 'g'), 'øØłŁđĐı', 'oOlLdDi'))
    END,
    '[^a-z0-9\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefe\\U00010000-\\U0001cfff\\U00020000-\\U0003ffff]+',
    ' ', 'g')), 500);

  CREATE FUNCTION search_terms(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  BEGIN ATOMIC
    SELECT CASE WHEN words ~ '[0-9]' THEN
      concat_ws(' ', words, glued, regexp_replace(glued, '([0-9]) ([a-z]{1,2})\\M', '\\1\\2', 'g'),
                regexp_replace(words, '([a-z]{2})([0-9]{2})', '\\1 \\2', 'g'))
      ELSE words END
      FROM (SELECT regexp_replace(words, '\\m([a-z]{1,4}) ([0-9])', '\\1\\2', 'g') AS glued OFFSET 0) AS model;
  END;

  CREATE FUNCTION search_stem(word text, dictionary regdictionary) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN CASE WHEN word ~ '^[a-z]{3,40}$' THEN (ts_lexize(dictionary, word))[1] END;
`;

const tables = `
  CREATE TABLE search_name (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT search_name_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT search_name_kind_check CHECK (kind IN ('brand', 'location')),
    folded text NOT NULL,
    label text NOT NULL,
    CONSTRAINT search_name_kind_folded_key UNIQUE (kind, folded)
  );
  COMMENT ON COLUMN search_name.label IS 'the spelling that came first';

  CREATE TABLE search_document (
    instrument_id bigint NOT NULL,
    price integer,
    price_drop integer,
    published_on date,
    expires_on date NOT NULL,
    first_seen_at timestamptz NOT NULL,
    price_changed_at timestamptz,
    brand_id integer NOT NULL,
    location_id integer NOT NULL,
    category_id smallint NOT NULL,
    source_id smallint NOT NULL,
    is_over boolean NOT NULL,
    has_image boolean NOT NULL,
    words text NOT NULL,
    terms tsvector NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05,
          autovacuum_analyze_scale_factor = 0.05);
  COMMENT ON COLUMN search_document.price IS 'in hundredths';
  COMMENT ON COLUMN search_document.price_drop IS 'what the last change took off the price, in hundredths';
  COMMENT ON COLUMN search_document.brand_id IS '0: none; else of search_name, as location_id';
  COMMENT ON COLUMN search_document.is_over IS 'the record says that it has expired; the date alone may say so earlier';
  COMMENT ON COLUMN search_document.terms IS
    'words of the title, and what filters ask for: #c5 is category 5, #s source, #b brand, #l location';

  CREATE TABLE search_term (
    term text COLLATE "C" CONSTRAINT search_term_pkey PRIMARY KEY,
    listings integer NOT NULL,
    stem_es text COLLATE "C" GENERATED ALWAYS AS (search_stem(term, 'pg_catalog.spanish_stem')) STORED,
    stem_en text COLLATE "C" GENERATED ALWAYS AS (search_stem(term, 'pg_catalog.english_stem')) STORED
  ) WITH (fillfactor = 70);
  COMMENT ON TABLE search_term IS 'how many documents that are not over hold each term';
`;

const projection = `
  CREATE FUNCTION search_document_of(listing instrument, brand integer, location integer)
  RETURNS SETOF search_document LANGUAGE sql STABLE AS $$
    SELECT listing.id, (listing.price * 100)::int,
           CASE WHEN listing.previous_price > listing.price
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

/** Names that listings bring for the first time; each spelling is folded once. */
const newNames = (listings: string, spellings: string) => `
  INSERT INTO search_name (kind, folded, label)
  SELECT DISTINCT ON (kind, folded) kind, folded, label
    FROM (SELECT kind, search_words(spelling) AS folded, spelling AS label, first
            FROM (SELECT 'brand' AS kind, brand AS spelling, min(id) AS first
                    FROM ${listings} WHERE brand IS NOT NULL ${spellings} GROUP BY brand
                  UNION ALL
                  SELECT 'location', location, min(id)
                    FROM ${listings} WHERE location IS NOT NULL ${spellings} GROUP BY location) AS spelt) AS names
   WHERE folded <> ''
     AND NOT EXISTS (SELECT FROM search_name AS known WHERE known.kind = names.kind AND known.folded = names.folded)
   ORDER BY kind, folded, first`;

/** The documents of listings, called `listing`. */
const documents = (listings: string, condition: string) => `
  WITH spelt AS MATERIALIZED (
    SELECT 'brand' AS kind, brand AS spelling FROM ${listings} WHERE brand IS NOT NULL GROUP BY brand
    UNION ALL
    SELECT 'location', location FROM ${listings} WHERE location IS NOT NULL GROUP BY location
  ), named AS MATERIALIZED (
    SELECT kind, spelling, search_name.id
      FROM (SELECT kind, spelling, search_words(spelling) AS folded FROM spelt OFFSET 0) AS folded
      JOIN search_name USING (kind, folded)
  )
  SELECT document.*
    FROM ${listings} AS listing
    LEFT JOIN named AS brand ON brand.kind = 'brand' AND brand.spelling = listing.brand
    LEFT JOIN named AS location ON location.kind = 'location' AND location.spelling = listing.location
   CROSS JOIN LATERAL search_document_of(listing, brand.id, location.id) AS document
   WHERE ${condition}`;

/** What the record holds already. */
const fill = `
  CREATE FUNCTION make_search_documents() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    ${newNames('instrument', `AND status <> 'removed'`)};
    INSERT INTO search_document ${documents('instrument', `listing.status <> 'removed'`)} ORDER BY listing.id;
  END $$;
  SELECT make_search_documents();

  INSERT INTO search_term (term, listings)
  SELECT word, ndoc FROM ts_stat('SELECT terms FROM search_document WHERE NOT is_over');
`;

const indexes = `
  ALTER TABLE search_document ADD CONSTRAINT search_document_pkey PRIMARY KEY (instrument_id);
  CREATE INDEX search_document_published_idx ON search_document (is_over, published_on, instrument_id);
  CREATE INDEX search_document_price_idx ON search_document (is_over, price, instrument_id);
  CREATE INDEX search_document_first_seen_idx ON search_document (is_over, first_seen_at, instrument_id);
  CREATE INDEX search_document_price_drop_idx ON search_document (is_over, price_drop, instrument_id)
    WHERE price_drop IS NOT NULL;
  CREATE INDEX search_document_price_changed_idx ON search_document (price_changed_at)
    WHERE price_changed_at IS NOT NULL;
  CREATE INDEX search_document_expires_idx ON search_document (expires_on)
    WHERE NOT is_over AND expires_on < 'infinity';
  CREATE INDEX search_document_terms_idx ON search_document USING gin (terms) WHERE NOT is_over;
  CREATE INDEX search_document_over_terms_idx ON search_document USING gin (terms) WHERE is_over;

  CREATE INDEX search_term_stem_es_idx ON search_term (stem_es) WHERE stem_es IS NOT NULL;
  CREATE INDEX search_term_stem_en_idx ON search_term (stem_en) WHERE stem_en IS NOT NULL;
  CREATE INDEX search_term_similar_idx ON search_term USING gist (term gist_trgm_ops (siglen = 16))
    WHERE term ~ '^[^#]{3}';
  ANALYZE search_document, search_term, search_name;
`;

const shownOf = (row: string) =>
  `name price previous_price published_on expires_on first_seen_at price_changed_at brand location category_id source_id image`
    .split(' ')
    .map((column) => `${row}.${column}`)
    .join(', ') + `, ${row}.status = 'expired'`;
const isTouched = `EXISTS (
  SELECT FROM former WHERE former.id = listing.id AND former.status <> 'removed'
     AND (${shownOf('listing')}) IS DISTINCT FROM (${shownOf('former')}))`;

const triggers = `
  CREATE FUNCTION document_instrument_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${newNames('changed', '')};
    INSERT INTO search_document ${documents('changed', `listing.status <> 'removed'`)};
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_search_insert AFTER INSERT ON instrument
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION document_instrument_insert();

  CREATE FUNCTION document_instrument_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM search_document document
     USING changed
     WHERE document.instrument_id = changed.id AND changed.status = 'removed';

    ${newNames('changed', '')};
    INSERT INTO search_document
    ${documents('changed', `listing.status <> 'removed' AND listing.id IN (SELECT id FROM former WHERE status = 'removed')`)};

    UPDATE search_document document
       SET price = fresh.price, price_drop = fresh.price_drop, published_on = fresh.published_on,
           expires_on = fresh.expires_on, first_seen_at = fresh.first_seen_at,
           price_changed_at = fresh.price_changed_at, brand_id = fresh.brand_id, location_id = fresh.location_id,
           category_id = fresh.category_id, source_id = fresh.source_id, is_over = fresh.is_over,
           has_image = fresh.has_image, words = fresh.words, terms = fresh.terms
      FROM (${documents('changed', `listing.status <> 'removed' AND ${isTouched}`)}) AS fresh
     WHERE document.instrument_id = fresh.instrument_id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_search_update AFTER UPDATE ON instrument
    REFERENCING NEW TABLE AS changed OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION document_instrument_update();

  CREATE FUNCTION document_instrument_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM search_document document USING former WHERE document.instrument_id = former.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER instrument_search_delete AFTER DELETE ON instrument
    REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION document_instrument_delete();

  CREATE FUNCTION count_terms_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO search_term AS known (term, listings)
    SELECT term, count(*) FROM changed CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term
     WHERE NOT is_over GROUP BY term
    ON CONFLICT (term) DO UPDATE SET listings = known.listings + excluded.listings;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_count_insert AFTER INSERT ON search_document
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_terms_insert();

  CREATE FUNCTION count_terms_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO search_term AS known (term, listings)
    SELECT term, sum(step)
      FROM (SELECT changed.terms AS after, changed.is_over AS over_after, former.terms AS before,
                   former.is_over AS over_before
              FROM changed JOIN former USING (instrument_id)
             WHERE (changed.terms, changed.is_over) IS DISTINCT FROM (former.terms, former.is_over)) AS moves
     CROSS JOIN LATERAL (
           SELECT unnest(tsvector_to_array(after)) AS term, 1 AS step WHERE NOT over_after
           UNION ALL
           SELECT unnest(tsvector_to_array(before)), -1 WHERE NOT over_before) AS steps
     GROUP BY term HAVING sum(step) <> 0
    ON CONFLICT (term) DO UPDATE SET listings = known.listings + excluded.listings;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_count_update AFTER UPDATE ON search_document
    REFERENCING NEW TABLE AS changed OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_terms_update();

  CREATE FUNCTION count_terms_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE search_term known SET listings = known.listings - gone.listings
      FROM (SELECT term, count(*) AS listings
              FROM former CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term
             WHERE NOT is_over GROUP BY term) AS gone
     WHERE known.term = gone.term;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_document_count_delete AFTER DELETE ON search_document
    REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION count_terms_delete();
`;
