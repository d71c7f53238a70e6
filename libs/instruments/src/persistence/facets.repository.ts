import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { Parameters } from './listing-predicate';
import { collected } from './search-page';
import { isCollectable, type Selection } from './search-selection';

/** What can be counted by: a column of the documents. */
const FACET_COLUMNS = {
  category: 'category_id',
  source: 'source_id',
  brand: 'brand_id',
  location: 'location_id',
  price: 'price',
} as const;
type FacetName = keyof typeof FACET_COLUMNS;

/** A filter that one facet ignores and the others keep. */
export interface OwnFilter {
  readonly facet: FacetName;
  /** Ids of the column that pass; of the price its bounds in hundredths. */
  readonly ids?: readonly number[];
  readonly min?: number | null;
  readonly max?: number | null;
  readonly orNone?: boolean;
}

const groupRow = z.object({
  facet: z.enum(['category', 'source', 'brand', 'location', 'price']),
  value: z.number(),
  n: z.number(),
});
const nameRow = z.object({ id: z.number(), folded: z.string(), label: z.string() });

/** How many listings have a value. */
export type Group = z.infer<typeof groupRow>;

/** Counts listings by what they have. */
@Injectable()
export class FacetsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Counts the documents of a selection by each facet in one pass.
   *
   * @param filters not part of the selection: each row counts for a facet when it passes those of all others
   */
  async count(
    selection: Selection,
    facets: readonly FacetName[],
    filters: readonly OwnFilter[],
  ): Promise<Group[]> {
    const parameters = new Parameters();
    // without a term to find them by, all documents are read, and best as they lie
    if (!isCollectable(selection)) await this.transactions.execute('SET LOCAL enable_seqscan = on');
    const passes = filters.map((filter, at) => `${passSql(filter, parameters)} AS pass_${at}`);
    const columns = [...facets.map((facet) => `document.${FACET_COLUMNS[facet]}`), ...passes].join(', ');
    const counts = facets.map((facet) => {
      const others = filters.flatMap((filter, at) => (filter.facet === facet ? [] : [`pass_${at}`]));
      return `count(*)${others.length === 0 ? '' : ` FILTER (WHERE ${others.join(' AND ')})`} AS n_${facet}`;
    });
    // few values each: counted together, and added up for each of them
    const together: readonly FacetName[] = facets.filter(
      (facet) => facet !== 'location' && facet !== 'price',
    );
    const sets = [together, ...facets.filter((facet) => !together.includes(facet)).map((facet) => [facet])];
    const columnsOf = (set: readonly FacetName[]): string =>
      set.map((facet) => FACET_COLUMNS[facet]).join(', ');
    const groupings = sets.filter((set) => set.length > 0).map((set) => `(${columnsOf(set)})`);
    const sums = facets.map((facet) => {
      const column = FACET_COLUMNS[facet];
      return `SELECT '${facet}' AS facet, ${column}::int AS value, sum(n_${facet})::int AS n
                FROM groups WHERE grouped_${facet} = 0 AND ${column} IS NOT NULL GROUP BY 2 HAVING sum(n_${facet}) > 0`;
    });
    const grouped = facets.map((facet) => `GROUPING(${FACET_COLUMNS[facet]}) AS grouped_${facet}`);
    return this.transactions.query(
      groupRow,
      `WITH groups AS MATERIALIZED (
         SELECT ${columnsOf(facets)}, ${[...grouped, ...counts].join(', ')}
           FROM (${collected(selection, columns, parameters)}) AS matches
          GROUP BY GROUPING SETS (${groupings.join(', ')}))
       SELECT * FROM (${sums.join(' UNION ALL ')}) AS facets WHERE value > 0 OR facet = 'price'`,
      parameters.values,
    );
  }

  /** Names of brands and places by id. */
  async findNames(ids: readonly number[]): Promise<Map<number, { folded: string; label: string }>> {
    const rows = await this.transactions.query(
      nameRow,
      'SELECT id, folded, label FROM search_name WHERE id = ANY ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, ...name }) => [id, name]));
  }
}

function passSql({ facet, ids, min, max, orNone }: OwnFilter, parameters: Parameters): string {
  const column = `document.${FACET_COLUMNS[facet]}`;
  if (ids) return `${column} = ANY (${parameters.add(ids)}::int[])`;
  const bounds = [
    ...(min === undefined || min === null ? [] : [`${column} >= ${parameters.add(min)}::bigint`]),
    ...(max === undefined || max === null ? [] : [`${column} <= ${parameters.add(max)}::bigint`]),
  ].join(' AND ');
  return `coalesce(${bounds}, ${orNone === true ? 'true' : 'false'})`;
}
