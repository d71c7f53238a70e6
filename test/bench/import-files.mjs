// CSV files as a scraper of one site would leave them, for the import benchmark.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { product, today } from './product.mjs';

/** The site whose listings are imported. */
export const SOURCE = 'hispasonic';
/** Rows of the seed itself are made with 1. */
const SEED = 2;
const COLUMNS = [
  'name',
  'price',
  'currency',
  'link',
  'website',
  'image',
  'location',
  'category',
  'expiration',
  'publish',
  'brand',
];
/** One known row in so many comes with another price. */
const REPRICED = 10;

/** Writes rows into a file. */
async function write(file, rows) {
  await pipeline(rows, stringify({ header: true, columns: COLUMNS }), createWriteStream(file));
}

/** Rows that no database has seen; slices with other offsets never overlap. */
function* newRows(rows, offset) {
  const { bulkListings } = product('libs/instruments/src/seed/bulk');
  for (const listing of bulkListings({ rows, source: SOURCE, seed: SEED, offset, today: today() })) {
    const { expiresOn: expiration, publishedOn: publish, source: website, ...rest } = listing;
    yield { ...rest, website, expiration, publish };
  }
}

/** A file of new rows only. */
export const writeNewRows = (file, rows, offset) => write(file, newRows(rows, offset));

/**
 * A file of which four fifths are in the database already, as they stand there but for some prices, and the rest is new:
 * spread over the table and the file, as they come when a site is scraped again.
 *
 * @returns {Promise<{ known: number, repriced: number }>}
 */
export async function writeMixedRows(client, file, rows, offset) {
  const { rows: known } = await client.query(
    // without a brand the importer would find one in the name, and the row would not be unchanged
    `SELECT name, price::text, currency, link, image, location, category_label AS category, expires_on::text AS expiration,
            published_on::text AS publish, brand
       FROM instrument WHERE source_id = (SELECT id FROM source WHERE slug = $1) AND brand IS NOT NULL
      ORDER BY md5(id::text) LIMIT $2`,
    [SOURCE, Math.round(rows * 0.8)],
  );
  const fresh = newRows(rows - known.length, offset);
  let repriced = 0;
  await write(
    file,
    (function* () {
      for (const [at, row] of known.entries()) {
        const changes = at % REPRICED === 0;
        if (changes) repriced += 1;
        yield { ...row, website: SOURCE, ...(changes ? anotherPrice(row) : {}) };
        if (at % 4 === 0) {
          const { value, done } = fresh.next();
          if (!done) yield value;
        }
      }
      yield* fresh;
    })(),
  );
  return { known: known.length, repriced };
}

const anotherPrice = ({ price }) => ({
  price: ((Number(price ?? 0) + 7) * 0.95).toFixed(2),
  currency: 'EUR',
});
