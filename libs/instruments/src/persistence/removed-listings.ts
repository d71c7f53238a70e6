import { containsPattern, gramsCondition, type ListFilter } from '@app/database';
import type { RemovedFilter } from '../record/record';
import { Parameters } from './listing-predicate';

/** The listings that were removed: what stands after FROM. */
export const REMOVED = `(SELECT * FROM instrument WHERE status = 'removed') AS listing`;

/** What a search looks at: the expression of its index. */
const NAME = 'upper(listing.name)';

/**
 * Those that are meant, as a list wants to know it; a part of a name is found by its own index.
 *
 * @param filter with slugs of sources and categories that are there, and the moments at which its days begin and end
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
    narrowing: { conditions: [gramsCondition(NAME, parameters.add(search))], values: [search] },
  };
}

/** All that are meant: a SELECT of their ids, which finds them by that index whatever the statement around it wants. */
export function removedIds(filter: RemovedFilter, parameters: Parameters): string {
  const { search } = filter;
  const conditions = [
    'true',
    ...removedConditions(filter, parameters),
    ...(search === undefined ? [] : [gramsCondition(NAME, parameters.add(search))]),
  ];
  return `SELECT listing.id AS instrument_id FROM ${REMOVED} WHERE ${conditions.join(' AND ')} OFFSET 0`;
}

function removedConditions(
  { source, category, search, since, until }: RemovedFilter,
  parameters: Parameters,
): string[] {
  const conditions: string[] = [];
  if (since !== undefined) conditions.push(`listing.removed_at >= ${parameters.add(since)}::timestamptz`);
  if (until !== undefined) conditions.push(`listing.removed_at < ${parameters.add(until)}::timestamptz`);
  if (source !== undefined) {
    conditions.push(`listing.source_id = (SELECT id FROM source WHERE slug = ${parameters.add(source)})`);
  }
  if (category !== undefined) {
    conditions.push(
      `listing.category_id = (SELECT id FROM category WHERE slug = ${parameters.add(category)})`,
    );
  }
  if (search !== undefined) {
    conditions.push(`${NAME} LIKE upper(${parameters.add(containsPattern(search))}::text)`);
  }
  return conditions;
}
