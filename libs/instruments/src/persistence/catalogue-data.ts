import { z } from 'zod';
import { dataFields, type DataTable } from '@app/database';
import { isTimeZone } from '@app/kernel';
import { fold } from '../import/fold';
import { priceHabits } from '../import/price';

const sourceFields = z.strictObject({
  slug: dataFields.slug,
  name: dataFields.text(1, 100),
  price_habit: z.enum(priceHabits, { error: 'must be spanish or api' }),
  currency: dataFields.currency,
  time_zone: z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Madrid' }),
  interval_hours: z.int().min(1).max(8760),
  enabled: z.boolean(),
});

const NO_FAULTS = `SELECT 0 AS line, '' AS field, '' AS message WHERE false`;

/** Sources by slug. */
export const sourceData: DataTable<z.infer<typeof sourceFields>> = {
  name: 'source',
  row: sourceFields,
  key: ({ slug }) => slug,
  from: 'source',
  fields: `jsonb_build_object('slug', source.slug, 'name', source.name, 'price_habit', price_habit,
    'currency', source.currency, 'time_zone', time_zone, 'interval_hours', interval_hours, 'enabled', enabled)`,
  order: 'source.slug COLLATE "C"',
  match: 'source.slug = given.key',
  faults: NO_FAULTS,
  write: [
    `INSERT INTO source (slug, name, price_habit, currency, time_zone, interval_hours, enabled)
     SELECT row.* FROM given, jsonb_to_record(given.fields)
            AS row (slug text, name text, price_habit text, currency text, time_zone text, interval_hours int, enabled boolean)
      ORDER BY line
     ON CONFLICT (slug) DO UPDATE
        SET name = excluded.name, price_habit = excluded.price_habit, currency = excluded.currency,
            time_zone = excluded.time_zone, interval_hours = excluded.interval_hours, enabled = excluded.enabled`,
  ],
};

const categoryFields = z.strictObject({
  slug: dataFields.slug,
  name_es: dataFields.text(1, 100),
  name_en: dataFields.text(1, 100),
});

/** Names of the canonical categories, which the migrations make: a file renames them and brings no others. */
export const categoryData: DataTable<z.infer<typeof categoryFields>> = {
  name: 'category',
  row: categoryFields,
  key: ({ slug }) => slug,
  from: 'category',
  fields: `jsonb_build_object('slug', category.slug, 'name_es', name_es, 'name_en', name_en)`,
  order: 'category.id',
  match: 'category.slug = given.key',
  faults: `SELECT line, 'slug' AS field, format('"%s" is no category of this version', key) AS message
             FROM given WHERE NOT EXISTS (SELECT FROM category WHERE slug = given.key)`,
  write: [
    `UPDATE category SET name_es = fields->>'name_es', name_en = fields->>'name_en'
       FROM given WHERE category.slug = given.key`,
  ],
};

const aliasFields = z.strictObject({
  source: z.string().nullable(),
  folded: dataFields.text(1, 200).refine((value) => fold(value) === value, {
    error: 'must be in lower case, without accents and with single spaces',
  }),
  label: dataFields.text(0, 1000),
  category: z.string().nullable(),
});

/** Spellings of categories by source and spelling; without a source they hold for all. */
export const aliasData: DataTable<z.infer<typeof aliasFields>> = {
  name: 'alias',
  row: aliasFields,
  key: ({ source, folded }) => JSON.stringify([source, folded]),
  from: `category_alias alias LEFT JOIN source ON source.id = alias.source_id
         LEFT JOIN category ON category.id = alias.category_id`,
  fields: `jsonb_build_object('source', source.slug, 'folded', alias.folded, 'label', alias.label,
    'category', category.slug)`,
  order: `source.slug COLLATE "C" NULLS FIRST, alias.folded COLLATE "C"`,
  match: `alias.folded = given.fields->>'folded' AND source.slug IS NOT DISTINCT FROM given.fields->>'source'`,
  faults: `
    SELECT line, 'source' AS field, format('there is no source "%s"', fields->>'source') AS message
      FROM given WHERE fields->>'source' IS NOT NULL AND NOT EXISTS (SELECT FROM source WHERE slug = fields->>'source')
     UNION ALL
    SELECT line, 'category', format('there is no category "%s"', fields->>'category')
      FROM given WHERE fields->>'category' IS NOT NULL
                   AND NOT EXISTS (SELECT FROM category WHERE slug = fields->>'category')
     ORDER BY line`,
  write: [
    `INSERT INTO category_alias (source_id, folded, label, category_id)
     SELECT source.id, row.folded, row.label, category.id
       FROM given CROSS JOIN jsonb_to_record(given.fields) AS row (source text, folded text, label text, category text)
       LEFT JOIN source ON source.slug = row.source LEFT JOIN category ON category.slug = row.category
      ORDER BY line
     ON CONFLICT ON CONSTRAINT category_alias_source_folded_key DO UPDATE
        SET label = excluded.label, category_id = excluded.category_id`,
    // the listings of a spelling go where it leads now
    `UPDATE instrument SET category_id = alias.category_id, version = instrument.version + 1
       FROM given, category_alias alias LEFT JOIN source ON source.id = alias.source_id
      WHERE given.outcome = 'updated' AND alias.folded = given.fields->>'folded'
        AND source.slug IS NOT DISTINCT FROM given.fields->>'source'
        AND instrument.category_alias_id = alias.id AND instrument.category_id <> alias.category_id`,
  ],
};
