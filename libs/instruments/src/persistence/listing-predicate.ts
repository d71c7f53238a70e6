import { containsPattern, gramsCondition } from '@app/database';

/** Which canonical categories, and which spellings that nobody has mapped yet, a category parameter stands for. */
export interface CategoryScope {
  readonly categoryIds: readonly number[];
  readonly aliasIds: readonly number[];
}

/** A filter in the words of the database. */
export interface ListingPredicate {
  /** Listings whose last day is before this date, `YYYY-MM-DD`, are over. */
  readonly today: string;
  /** `null`: every category. */
  readonly scope: CategoryScope | null;
  readonly name: string | null;
  readonly minPrice: string | null;
  readonly maxPrice: string | null;
}

/** Gathers the values of a statement and names their places. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

function categoryCondition(scope: CategoryScope, parameters: Parameters): string {
  const [only, ...others] = scope.categoryIds;
  const conditions: string[] = [];
  if (only !== undefined && others.length === 0) {
    conditions.push(`listed.category_id = ${parameters.add(only)}::smallint`);
  } else if (only !== undefined) {
    conditions.push(`listed.category_id = ANY (${parameters.add(scope.categoryIds)}::smallint[])`);
  }
  if (scope.aliasIds.length > 0) {
    conditions.push(
      `listed.instrument_id IN (SELECT id FROM instrument WHERE category_alias_id = ANY (${parameters.add(scope.aliasIds)}::int[]))`,
    );
  }
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
}

/**
 * The conditions on `listed_instrument AS listed`.
 *
 * @param access `collect` lets the name index find the rows, for a pass over all matches; `walk` leaves it out, so that
 *   the planner cannot choose it for a page whose place is known
 */
export function listingConditions(
  predicate: ListingPredicate,
  parameters: Parameters,
  access: 'collect' | 'walk',
): string {
  const conditions = [`listed.expires_on >= ${parameters.add(predicate.today)}::date`];
  if (predicate.scope) conditions.push(categoryCondition(predicate.scope, parameters));
  if (predicate.minPrice !== null)
    conditions.push(`listed.price >= ${parameters.add(predicate.minPrice)}::numeric`);
  if (predicate.maxPrice !== null)
    conditions.push(`listed.price <= ${parameters.add(predicate.maxPrice)}::numeric`);
  if (predicate.name !== null) {
    if (access === 'collect') {
      conditions.push(gramsCondition('listed.name_upper', parameters.add(predicate.name)));
    }
    conditions.push(`listed.name_upper LIKE upper(${parameters.add(containsPattern(predicate.name))}::text)`);
  }
  return conditions.join(' AND ');
}
