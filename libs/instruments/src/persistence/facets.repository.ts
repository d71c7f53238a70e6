import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { PRICE_BUCKETS } from '../search/facets';
import { Parameters } from './listing-predicate';
import { collected } from './search-page';
import { isCollectable, ranOut, type Selection } from './search-selection';

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

/** What a facet's counters are of, and which of them count: those of some categories (none: all) and prices. */
export interface KeptCounts {
  readonly facet: FacetName;
  readonly categoryIds: readonly number[];
  /** Only of the facet `category`: bounds of the price in hundredths, the unpriced stay out. */
  readonly prices: { readonly min: number | null; readonly max: number | null } | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

// two arrays and not a row for each value: of places there are thousands
const groupsRow = z.object({
  facet: z.enum(['category', 'source', 'brand', 'location', 'price']),
  values: z.array(z.number()),
  counts: z.array(z.number()),
});
const nameRow = z.object({ id: z.number(), folded: z.string(), label: z.string() });

/**
 * How many listings have each value of a facet. Of the price the values are the least one, the quartiles and the greatest
 * one, and the counts those of its buckets.
 */
export type Groups = z.infer<typeof groupsRow>;

/** Counts listings by what they have. */
@Injectable()
export class FacetsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Counts the documents of a selection by each facet, in one pass.
   *
   * @param filters not part of the selection: each row counts for a facet when it passes those of all others
   */
  async count(
    selection: Selection,
    facets: readonly FacetName[],
    filters: readonly OwnFilter[],
  ): Promise<Groups[]> {
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
    const groupings = sets.filter((set) => set.length > 0);
    const told = facets.map((facet) => {
      const column = FACET_COLUMNS[facet];
      const isAlone = groupings.some((set) => set.length === 1 && set.includes(facet));
      const sum = isAlone ? `n_${facet}` : `sum(n_${facet})`;
      const groups = `FROM groups WHERE grouped_${facet} = 0 AND ${column} IS NOT NULL`;
      return toldSql(
        facet,
        `SELECT ${column}::int AS value, ${sum}::int AS n ${groups}
           ${isAlone ? 'AND' : 'GROUP BY 1 HAVING'} ${sum} > 0`,
      );
    });
    const matches = `FROM (${collected(selection, columns, parameters)}) AS matches`;
    const grouped = facets.map((facet) => `GROUPING(${FACET_COLUMNS[facet]}) AS grouped_${facet}`);
    return this.transactions.query(
      groupsRow,
      `WITH groups AS MATERIALIZED (
         SELECT ${columnsOf(facets)}, ${[...grouped, ...counts].join(', ')} ${matches}
          GROUP BY GROUPING SETS (${groupings.map((set) => `(${columnsOf(set)})`).join(', ')}))
       ${told.join(' UNION ALL ')}`,
      parameters.values,
    );
  }

  /** Counts active listings by one facet from the counters, less what ran out since the last sweep. */
  async countKept({ facet, categoryIds, prices, today }: KeptCounts): Promise<Groups[]> {
    const parameters = new Parameters();
    // each listing has one source, and so the sources of a category count its listings
    const of = facet !== 'category' ? facet : prices === null ? 'source' : 'price';
    const value = facet === 'category' ? 'category_id' : 'value';
    const { min = null, max = null } = prices ?? {};
    // of the documents by expressions, which no index of prices or categories serves: what ran out has its own
    const bounds = (category: string, price: string): string =>
      [
        ...(categoryIds.length === 0
          ? ['true']
          : [`${category} = ANY (${parameters.add(categoryIds)}::smallint[])`]),
        ...(min === null ? [] : [`${price} >= ${parameters.add(min)}::bigint`]),
        ...(max === null ? [] : [`${price} <= ${parameters.add(max)}::bigint`]),
      ].join(' AND ');
    return this.transactions.query(
      groupsRow,
      `WITH counts AS (
         SELECT ${value}::int AS value, listings AS n FROM search_facet
          WHERE facet = ${parameters.add(of)} AND ${bounds('category_id', 'value')}
         UNION ALL
         SELECT document.${FACET_COLUMNS[facet]}::int, -1 FROM search_document AS document
          WHERE ${ranOut(`${parameters.add(today)}::date`)}
            AND document.${FACET_COLUMNS[of]} IS NOT NULL
            AND ${bounds('(document.category_id + 0)', '(document.price + 0)')})
       ${toldSql(facet, 'SELECT value, sum(n)::int AS n FROM counts GROUP BY value HAVING sum(n) > 0')}`,
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

/**
 * What is told of a facet (`facet`, `values`, `counts`; no row when nothing has a value). Prices are put together here:
 * there are tens of thousands of them, and their way out of the database costs more than the counting.
 *
 * @param sums rows of `value` and `n`
 */
function toldSql(facet: FacetName, sums: string): string {
  if (facet !== 'price') {
    return `SELECT '${facet}' AS facet, array_agg(value) AS values, array_agg(n) AS counts
              FROM (${sums}) AS sums WHERE value > 0 HAVING count(*) > 0`;
  }
  const quartiles = [1, 2, 3].map((part) => `min(value) FILTER (WHERE passed * 4 >= total * ${part})`);
  const buckets = PRICE_BUCKETS.map((from, at) => {
    const to = PRICE_BUCKETS[at + 1];
    const below = to === undefined ? '' : ` AND value < ${to}`;
    return `coalesce(sum(n) FILTER (WHERE value >= ${from}${below}), 0)::int`;
  });
  return `SELECT 'price' AS facet, ARRAY[min(value), ${quartiles.join(', ')}, max(value)] AS values,
                 ARRAY[${buckets.join(', ')}] AS counts
            FROM (SELECT value, n, sum(n) OVER (ORDER BY value ROWS UNBOUNDED PRECEDING) AS passed, sum(n) OVER () AS total
                    FROM (${sums}) AS sums) AS prices
          HAVING count(*) > 0`;
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
