import type { ListFilter } from '@app/database';
import type { RemovedFilter } from '../record/record';
import { containsPattern, Parameters } from './listing-predicate';

/** The listings that were removed: what stands after FROM. */
export const REMOVED = `(SELECT * FROM instrument WHERE status = 'removed') AS listing`;

/**
 * Those that are meant, as a list wants to know it; a part of a name is found by its own index.
 *
 * @param filter with slugs of sources and categories that are there, and a moment as PostgreSQL reads it
 */
export function removedFilter(
  filter: RemovedFilter,
): ListFilter & { readonly narrowing: ListFilter | undefined } {
  const parameters = new Parameters();
  const conditions = removedConditions(filter, parameters);
  const values = [...parameters.values];
  const { search } = filter;
  if (search === undefined) return { conditions, values, narrowing: undefined };
  return {
    conditions,
    values,
    narrowing: { conditions: [gramsCondition(search, parameters)], values: [search] },
  };
}

/** All that are meant: a SELECT of their ids, which finds them by that index whatever the statement around it wants. */
export function removedIds(filter: RemovedFilter, parameters: Parameters): string {
  const { search } = filter;
  const conditions = [
    'true',
    ...removedConditions(filter, parameters),
    ...(search === undefined ? [] : [gramsCondition(search, parameters)]),
  ];
  return `SELECT listing.id AS instrument_id FROM ${REMOVED} WHERE ${conditions.join(' AND ')} OFFSET 0`;
}

function removedConditions(
  { source, category, search, since }: RemovedFilter,
  parameters: Parameters,
): string[] {
  const conditions: string[] = [];
  if (since !== undefined) conditions.push(`listing.removed_at >= ${parameters.add(since)}::timestamptz`);
  if (source !== undefined) {
    conditions.push(`listing.source_id = (SELECT id FROM source WHERE slug = ${parameters.add(source)})`);
  }
  if (category !== undefined) {
    conditions.push(
      `listing.category_id = (SELECT id FROM category WHERE slug = ${parameters.add(category)})`,
    );
  }
  if (search !== undefined) {
    conditions.push(`upper(listing.name) LIKE upper(${parameters.add(containsPattern(search))}::text)`);
  }
  return conditions;
}

function gramsCondition(search: string, parameters: Parameters): string {
  return `name_grams(upper(listing.name)) @@ name_grams_query(upper(${parameters.add(search)}::text))`;
}
