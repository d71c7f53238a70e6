import { ListingsService, SeedService } from '@app/instruments';
import { pick, Random } from '../../libs/instruments/src/seed/random';
import { searchWords } from '../../libs/instruments/src/search/search-words';
import { startApp, type TestApp } from '../support/app';

const SEED = 20_261_127;

/** What the documents have to hold, made from the record without any trigger; a name counts by its folded text. */
const RECOUNT = `
  SELECT document.instrument_id::int, price, price_drop, published_on, expires_on::text, category_id, source_id, is_over,
         has_image, words, brand.folded AS brand, location.folded AS location,
         regexp_replace(terms::text, '#[bl][0-9]+', '', 'g') AS terms
    FROM SOURCE AS document
    LEFT JOIN search_name AS brand ON brand.id = brand_id
    LEFT JOIN search_name AS location ON location.id = location_id
   ORDER BY 1`;
const FROM_RECORD = RECOUNT.replace(
  'SOURCE',
  `(SELECT made.* FROM instrument
     LEFT JOIN search_name AS b ON b.kind = 'brand' AND b.folded = search_words(instrument.brand)
     LEFT JOIN search_name AS l ON l.kind = 'location' AND l.folded = search_words(instrument.location)
    CROSS JOIN LATERAL search_document_of(instrument, b.id, l.id) AS made WHERE status <> 'removed')`,
);
const KEPT = RECOUNT.replace('SOURCE', 'search_document');
const TERMS_COUNTED = `SELECT word AS term, ndoc AS listings FROM ts_stat('SELECT terms FROM search_document WHERE NOT is_over')`;

const FACETS_COUNTED = `
  SELECT facet, category_id, value, count(*) AS listings
    FROM search_document
   CROSS JOIN LATERAL (VALUES ('source', source_id::int), ('brand', brand_id), ('location', location_id), ('price', price))
           AS counted (facet, value)
   WHERE NOT is_over AND value IS NOT NULL GROUP BY 1, 2, 3`;

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
});

afterAll(() => api.close());

async function expectExact(): Promise<void> {
  const { rows: kept } = await api.database.query(KEPT);
  const { rows: made } = await api.database.query(FROM_RECORD);
  expect(kept).toEqual(made);
  const { rows: different } = await api.database.query(
    `SELECT * FROM search_term AS known FULL JOIN (${TERMS_COUNTED}) AS counted USING (term)
      WHERE coalesce(known.listings, 0) <> coalesce(counted.listings, 0)`,
  );
  expect(different).toEqual([]);
  const { rows: miscounted } = await api.database.query(
    `SELECT * FROM search_facet AS known FULL JOIN (${FACETS_COUNTED}) AS counted USING (facet, category_id, value)
      WHERE coalesce(known.listings, 0) <> coalesce(counted.listings, 0)`,
  );
  expect(miscounted).toEqual([]);
}

/** One statement of any kind on a random part of the record. */
async function randomStatement(random: Random): Promise<void> {
  const where = pick(random, [
    `id % 5 = ${random.below(5)}`,
    `category_id = ${random.between(1, 3)}`,
    'true',
    'false',
  ]);
  const status = pick(random, ['active', 'stale', 'expired', 'removed']);
  const sets = [
    `status = '${status}', removed_at = ${status === 'removed' ? 'now()' : 'NULL'}`,
    `name = name || ' jv-${random.below(2000)}'`,
    `brand = '${pick(random, ['Höfner', 'HOFNER', 'Fender', '—'])}', location = 'Málaga'`,
    `category_id = ${random.between(1, 12)}, image = NULL`,
    `previous_price = price, previous_currency = currency, price = round(random()::numeric * 500, 2),
     currency = '${pick(random, ['EUR', 'EUR', 'JPY'])}', price_changed_at = now()`,
    `published_on = '2026-01-0${random.between(1, 9)}', expires_on = NULL`,
    'price_suspicious = NOT price_suspicious',
  ];
  const kind = random.below(sets.length + 3);
  const set = sets[kind];
  if (set !== undefined) {
    await api.database.query(`UPDATE instrument SET ${set} WHERE ${where}`);
  } else if (kind === sets.length) {
    await api.database.query(`DELETE FROM instrument WHERE ${where} AND id % 3 = 0`);
  } else {
    await api.database.query(
      `INSERT INTO instrument (link_key, name, link, brand, category_id, source_id, status, removed_at)
       SELECT gen_random_uuid(), 'Ñandú ' || n || ' tr-' || n % 7, 'https://example.org/' || n, CASE WHEN n % 2 = 0 THEN 'New ' || n % 5 END,
              1 + n % 12, 1, '${status}', CASE WHEN '${status}' = 'removed' THEN now() END
         FROM generate_series(1, ${random.between(0, 40)}) AS n`,
    );
  }
}

it('documents, counted terms and facets follow every statement on the record, and rollbacks', async () => {
  await api.app.get(SeedService).loadFixtures();
  await expectExact();
  const random = new Random(SEED);
  for (let n = 0; n < 60; n++) {
    await api.database.query('BEGIN');
    await randomStatement(random);
    await randomStatement(random);
    await api.database.query(random.chance(0.2) ? 'ROLLBACK' : 'COMMIT');
    if (n % 10 === 9) await expectExact();
  }
});

it('a rebuild mends whatever is wrong', async () => {
  await api.database.query(
    `UPDATE search_document SET words = 'x', terms = 'x', price = 1 WHERE instrument_id % 2 = 0`,
  );
  await api.database.query('UPDATE search_term SET listings = listings + 7');
  await api.database.query('UPDATE search_facet SET listings = listings - 1 WHERE value % 2 = 0');
  await api.database.query('DELETE FROM search_facet WHERE value % 5 = 0');
  await api.app.get(ListingsService).rebuild();
  await expectExact();
});

it('folds words in the database as in the program', async () => {
  const random = new Random(SEED);
  const odd = Array.from({ length: 3_000 }, () =>
    Array.from({ length: random.between(1, 12) }, () =>
      String.fromCodePoint(
        pick(random, [
          random.between(32, 126),
          random.between(160, 0x24f),
          random.between(0x400, 0x52f),
          random.between(0x3040, 0xa48f),
          random.between(0x1f000, 0x1faff),
        ]),
      ),
    ).join(''),
  );
  const dotted = Array.from({ length: 1_000 }, () =>
    Array.from({ length: random.between(3, 12) }, () =>
      pick(random, ['a', 'B', 'ñ', '.', '.', '.', ' ', '4', '-']),
    ).join(''),
  );
  const { rows: names } = await api.database.query<{ name: string }>('SELECT DISTINCT name FROM instrument');
  const texts = [...odd, ...dotted, ...names.map(({ name }) => name)];
  const { rows } = await api.database.query<{ text: string; words: string }>(
    'SELECT text, search_words(text) AS words FROM unnest($1::text[]) AS text',
    [texts],
  );
  expect(rows.filter(({ text, words }) => searchWords(text) !== words)).toEqual([]);
});

it('cuts titles into all their windows of three characters, whatever these are', async () => {
  const random = new Random(SEED + 1);
  const odd = Array.from({ length: 2_000 }, () =>
    Array.from({ length: random.below(14) }, () =>
      pick(random, ['A', 'B', ' ', '\n', '\u0001', "'", '\\', '%', 'Ñ', 'ß', '😀', '\u0301', '日']),
    ).join(''),
  );
  const { rows } = await api.database.query(
    `SELECT text FROM unnest($1::text[]) AS text
      WHERE name_grams(text) IS DISTINCT FROM
            (SELECT array_to_tsvector(array_agg(substr(text, i, 3))) FROM generate_series(1, length(text)) AS i)`,
    [odd],
  );
  expect(rows).toEqual([]);
});
