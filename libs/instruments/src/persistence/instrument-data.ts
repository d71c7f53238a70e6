import { z } from 'zod';
import { dataFields, type DataTable, writtenInstant } from '@app/database';
import { linkDigest, parseImage, parseLink } from '../import/link-key';
import { pinnableFields, sortedPins } from '../record/pins';

const { amount, currency, date, instant, text } = dataFields;

const priceChange = z.strictObject({
  changed_at: instant,
  previous_price: amount.nullable(),
  previous_currency: currency.nullable(),
  price: amount,
  currency,
  suspicious: z.boolean(),
});

const instrumentFields = z
  .strictObject({
    link: z
      .string()
      .refine((value) => keyOf(value) !== null, { error: 'must be a web address of up to 1000 characters' }),
    source: z.string(),
    name: text(1, 500),
    price: amount.nullable(),
    currency: currency.nullable(),
    image: z
      .string()
      .refine((value) => 'link' in parseImage(value), { error: 'must be a web address' })
      .nullable(),
    location: text(0, 500).nullable(),
    brand: text(0, 100).nullable(),
    category: z.string(),
    category_label: text(0, 200).nullable(),
    alias: z.strictObject({ source: z.string().nullable(), folded: z.string() }).nullable(),
    published_on: date.nullable(),
    expires_on: date.nullable(),
    status: z.enum(['active', 'stale', 'expired', 'removed'], {
      error: 'must be active, stale, expired or removed',
    }),
    removed_at: instant.nullable(),
    previous_price: amount.nullable(),
    price_changed_at: instant.nullable(),
    price_suspicious: z.boolean(),
    first_seen_at: instant,
    last_seen_at: instant,
    missed_runs: z.int().min(0).max(1_000_000),
    // files of before have none
    pinned: z.array(z.enum(pinnableFields)).transform(sortedPins).default([]),
    price_history: z.array(priceChange),
  })
  .refine((row) => (row.price === null) === (row.currency === null), {
    path: ['currency'],
    error: 'must be there when there is a price, and only then',
  })
  .refine((row) => (row.status === 'removed') === (row.removed_at !== null), {
    path: ['removed_at'],
    error: 'must be there when the status is removed, and only then',
  });

function keyOf(link: string): string | null {
  const parsed = parseLink(link);
  return 'key' in parsed ? linkDigest(parsed.key) : null;
}

const HISTORY = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('changed_at', ${writtenInstant('changed_at')},
           'previous_price', change.previous_price::text, 'previous_currency', previous_currency,
           'price', change.price::text, 'currency', change.currency, 'suspicious', suspicious)
           ORDER BY changed_at, change.id), '[]')
    FROM price_change change WHERE change.instrument_id = instrument.id)`;

/** The columns that stand in `instrument` itself, and where an INSERT or UPDATE takes them from. */
const COLUMNS = {
  link: 'row.link',
  source_id: 'source.id',
  name: 'row.name',
  price: 'row.price',
  currency: 'row.currency',
  image: 'row.image',
  location: 'row.location',
  brand: 'row.brand',
  category_id: 'category.id',
  category_label: 'row.category_label',
  category_alias_id: 'alias.id',
  published_on: 'row.published_on',
  expires_on: 'row.expires_on',
  status: 'row.status',
  removed_at: 'row.removed_at',
  previous_price: 'row.previous_price',
  previous_currency: `given.fields->'price_history'->-1->>'previous_currency'`,
  price_changed_at: 'row.price_changed_at',
  price_suspicious: 'row.price_suspicious',
  first_seen_at: 'row.first_seen_at',
  pinned: `nullif(row.pinned, '{}')`,
};

const ROWS = `given
  CROSS JOIN jsonb_to_record(given.fields) AS row (link text, source text, name text, price numeric, currency text,
    image text, location text, brand text, category text, category_label text, alias jsonb, published_on date,
    expires_on date, status text, removed_at timestamptz, previous_price numeric, price_changed_at timestamptz,
    price_suspicious boolean, first_seen_at timestamptz, pinned text[])
  JOIN source ON source.slug = row.source
  JOIN category ON category.slug = row.category
  LEFT JOIN source alias_source ON alias_source.slug = row.alias->>'source'
  LEFT JOIN category_alias alias
    ON alias.folded = row.alias->>'folded' AND alias.source_id IS NOT DISTINCT FROM alias_source.id`;

const missing = (field: string, there: string) =>
  `SELECT line, '${field}' AS field, format('there is no ${field} "%s"', fields->>'${field}') AS message
     FROM given WHERE NOT EXISTS (${there})`;

/** Listings by link, with the history of their prices and when they were seen; the counters follow by triggers. */
export const instrumentData: DataTable<z.infer<typeof instrumentFields>> = {
  name: 'instrument',
  row: instrumentFields,
  key: ({ link }) => keyOf(link) ?? '',
  from: `instrument JOIN sighting ON sighting.instrument_id = instrument.id
         JOIN source ON source.id = instrument.source_id
         JOIN category ON category.id = instrument.category_id
         LEFT JOIN category_alias alias ON alias.id = instrument.category_alias_id
         LEFT JOIN source alias_source ON alias_source.id = alias.source_id`,
  fields: `jsonb_build_object('link', link, 'source', source.slug, 'name', instrument.name,
    'price', instrument.price::text, 'currency', instrument.currency, 'image', image, 'location', location,
    'brand', brand, 'category', category.slug, 'category_label', category_label,
    'alias', CASE WHEN alias.id IS NOT NULL
                  THEN jsonb_build_object('source', alias_source.slug, 'folded', alias.folded) END,
    'published_on', published_on, 'expires_on', expires_on, 'status', status,
    'removed_at', ${writtenInstant('removed_at')}, 'previous_price', instrument.previous_price::text,
    'price_changed_at', ${writtenInstant('price_changed_at')}, 'price_suspicious', price_suspicious,
    'first_seen_at', ${writtenInstant('first_seen_at')}, 'last_seen_at', ${writtenInstant('last_seen_at')},
    'missed_runs', missed_runs, 'pinned', coalesce(pinned, '{}'), 'price_history', ${HISTORY})`,
  // lists show listings by id: in another database they come to stand in the same order
  order: 'instrument.id',
  match: 'instrument.link_key = given.key::uuid',
  lock: 'SELECT FROM dataset FOR NO KEY UPDATE',
  faults: `
    ${missing('source', `SELECT FROM source WHERE slug = fields->>'source'`)}
     UNION ALL
    ${missing('category', `SELECT FROM category WHERE slug = fields->>'category'`)}
     UNION ALL
    SELECT line, 'alias', format('there is no alias "%s"', fields->'alias'->>'folded')
      FROM given WHERE fields->'alias'->>'folded' IS NOT NULL
       AND NOT EXISTS (SELECT FROM category_alias alias LEFT JOIN source ON source.id = alias.source_id
                        WHERE alias.folded = fields->'alias'->>'folded'
                          AND source.slug IS NOT DISTINCT FROM fields->'alias'->>'source')
     ORDER BY line`,
  write: [
    `INSERT INTO instrument (link_key, ${Object.keys(COLUMNS).join(', ')})
     SELECT given.key::uuid, ${Object.values(COLUMNS).join(', ')} FROM ${ROWS}
      WHERE given.outcome = 'created' ORDER BY line`,
    `UPDATE instrument SET version = version + 1, ${Object.entries(COLUMNS)
      .map(([column]) => `${column} = loaded.${column}`)
      .join(', ')}
       FROM (SELECT given.key::uuid AS link_key, ${Object.entries(COLUMNS)
         .map(([column, value]) => `${value} AS ${column}`)
         .join(', ')} FROM ${ROWS} WHERE given.outcome = 'updated') AS loaded
      WHERE instrument.link_key = loaded.link_key`,
    `UPDATE sighting SET last_seen_at = (fields->>'last_seen_at')::timestamptz, missed_runs = (fields->>'missed_runs')::int
       FROM given JOIN instrument ON instrument.link_key = given.key::uuid
      WHERE sighting.instrument_id = instrument.id`,
    `DELETE FROM price_change USING given, instrument
      WHERE instrument.link_key = given.key::uuid AND price_change.instrument_id = instrument.id
        AND ${HISTORY} <> given.fields->'price_history'`,
    `INSERT INTO price_change (instrument_id, changed_at, previous_price, previous_currency, price, currency, suspicious)
     SELECT instrument.id, change.changed_at, change.previous_price, change.previous_currency, change.price,
            change.currency, change.suspicious
       FROM given JOIN instrument ON instrument.link_key = given.key::uuid
      CROSS JOIN ROWS FROM (jsonb_to_recordset(given.fields->'price_history')
              AS (changed_at timestamptz, previous_price numeric, previous_currency text, price numeric, currency text,
                  suspicious boolean)) WITH ORDINALITY AS change
      WHERE NOT EXISTS (SELECT FROM price_change WHERE price_change.instrument_id = instrument.id)
      ORDER BY line, change.ordinality`,
  ],
};
