import type { RemovedFilter } from '../record/record';
import { containsPattern, type Parameters } from './listing-predicate';

/**
 * The listings that were removed: a SELECT of their own columns from `instrument`. A part of a name is found by its own
 * index, whatever the statement around it wants.
 *
 * @param filter with slugs of sources and categories that are there, and a moment as PostgreSQL reads it
 */
export function removedListings(
  { source, category, search, since }: RemovedFilter,
  parameters: Parameters,
): string {
  const conditions = [`status = 'removed'`];
  if (since !== undefined) conditions.push(`removed_at >= ${parameters.add(since)}::timestamptz`);
  if (source !== undefined) {
    conditions.push(`source_id = (SELECT id FROM source WHERE slug = ${parameters.add(source)})`);
  }
  if (category !== undefined) {
    conditions.push(`category_id = (SELECT id FROM category WHERE slug = ${parameters.add(category)})`);
  }
  if (search !== undefined) {
    conditions.push(
      `name_grams(upper(name)) @@ name_grams_query(upper(${parameters.add(search)}::text))`,
      `upper(name) LIKE upper(${parameters.add(containsPattern(search))}::text)`,
    );
  }
  return `SELECT id, name, link, price, currency, removed_at, source_id, category_id
            FROM instrument WHERE ${conditions.join(' AND ')} ${search === undefined ? '' : 'OFFSET 0'}`;
}
