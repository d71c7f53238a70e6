import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { BLOCK_BITS, MatchProfile, type PageLocation } from '../legacy-search/match-profile';
import {
  type CategoryScope,
  type ListingPredicate,
  listingConditions,
  Parameters,
} from './listing-predicate';

/** A block with this many matches or fewer says which they are. */
const FEW = 8;

const blockRow = z.object({
  block: z.number(),
  listings: z.number(),
  ids: z.array(z.coerce.number()).nullable(),
});
const pageRow = z.object({ version: z.string(), results: z.string() });
const versionRow = z.object({ version: z.string() });
const aliasRow = z.object({ id: z.number(), category_id: z.number().nullable() });

/** What the old list and search doors ask of the database. */
@Injectable()
export class LegacySearchRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Keeps the planner to index plans for the transaction that runs: with a table's statistics a little off it
   * prefers to read the whole table, at a hundred times the cost (docs/decisions/0003).
   */
  async isolatePlanner(): Promise<void> {
    await this.transactions.execute(
      `SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off`,
    );
  }

  /** The state of the listings that this transaction sees. */
  async datasetVersion(): Promise<string> {
    const [row] = await this.transactions.query(versionRow, 'SELECT version FROM dataset');
    return row?.version ?? '0';
  }

  /**
   * What a spelling of a category stands for: canonical categories by slug or alias, and aliases of single sources
   * that nobody has mapped, whose listings are found by their own words.
   */
  async findCategoryScope(folded: string): Promise<CategoryScope> {
    const rows = await this.transactions.query(
      aliasRow,
      `SELECT 0 AS id, id::int AS category_id FROM category WHERE slug = $1
       UNION ALL SELECT id, category_id::int FROM category_alias WHERE folded = $1`,
      [folded],
    );
    const categoryIds = rows.flatMap(({ category_id: id }) => (id === null ? [] : [id]));
    const aliasIds = rows.flatMap(({ id, category_id: category }) => (category === null ? [id] : []));
    return { categoryIds: [...new Set(categoryIds)], aliasIds };
  }

  /** Where the matches of a filter lie: from the counters when only a category decides, else by one index pass. */
  async profile(predicate: ListingPredicate): Promise<MatchProfile> {
    const counted =
      predicate.name === null &&
      predicate.minPrice === null &&
      predicate.maxPrice === null &&
      !predicate.scope?.aliasIds.length;
    const parameters = new Parameters();
    const sql = counted ? countersSql(predicate, parameters) : collectSql(predicate, parameters);
    const rows = await this.transactions.query(blockRow, sql, parameters.values);
    rows.sort((a, b) => a.block - b.block);
    for (const { ids } of rows) ids?.sort((a, b) => a - b);
    return new MatchProfile(rows);
  }

  /**
   * The listings of one page as the JSON text of the old answer, and the state of the listings they come from: both
   * in one statement, so that a profile of another state is noticed.
   */
  async readPage(
    predicate: ListingPredicate,
    location: PageLocation,
    limit: number,
  ): Promise<z.infer<typeof pageRow>> {
    const parameters = new Parameters();
    const sql = pageSql(predicate, location, limit, parameters);
    const [row] = await this.transactions.query(pageRow, sql, parameters.values);
    return row ?? { version: '0', results: '[]' };
  }
}

/** Counters tell what is listed; what ran out since the last sweep is taken off by its own small index. */
function countersSql(predicate: ListingPredicate, parameters: Parameters): string {
  const today = parameters.add(predicate.today);
  const category = predicate.scope
    ? `AND category_id = ANY (${parameters.add(predicate.scope.categoryIds)}::smallint[])`
    : '';
  return `
    SELECT block, sum(listings)::int AS listings, NULL AS ids
      FROM (SELECT block, listings FROM listed_block WHERE listings > 0 ${category}
            UNION ALL
            SELECT (instrument_id >> ${BLOCK_BITS})::int, -1 FROM listed_instrument
             WHERE expires_on < ${today}::date AND expires_on < 'infinity' ${category}) AS counters
     GROUP BY block HAVING sum(listings) > 0`;
}

function collectSql(predicate: ListingPredicate, parameters: Parameters): string {
  return `
    SELECT (listed.instrument_id >> ${BLOCK_BITS})::int AS block, count(*)::int AS listings,
           CASE WHEN count(*) <= ${FEW} THEN array_agg(listed.instrument_id) END AS ids
      FROM listed_instrument AS listed
     WHERE ${listingConditions(predicate, parameters, 'collect')}
     GROUP BY 1`;
}

function pageSql(
  predicate: ListingPredicate,
  { ranges, skip }: PageLocation,
  limit: number,
  parameters: Parameters,
): string {
  const lows = parameters.add(ranges.map(({ low }) => low));
  const highs = parameters.add(ranges.map(({ high }) => high));
  const conditions = listingConditions(predicate, parameters, 'walk');
  const most = parameters.add(skip + limit);
  return `
    SELECT dataset.version, coalesce(page.results, '[]') AS results
      FROM dataset, LATERAL (
        SELECT '[' || string_agg(row_to_json(item)::text, ',' ORDER BY item.id) || ']' AS results
          FROM (SELECT instrument.id, instrument.name, instrument.price::text AS price, instrument.link,
                       instrument.image, instrument.location, instrument.category_label AS category,
                       instrument.expires_on AS expiration, instrument.published_on AS publish,
                       source.slug AS website
                  FROM (SELECT matches.instrument_id
                          FROM unnest(${lows}::bigint[], ${highs}::bigint[]) AS span (low, high)
                         CROSS JOIN LATERAL (
                               SELECT listed.instrument_id
                                 FROM listed_instrument AS listed
                                WHERE listed.instrument_id BETWEEN span.low AND span.high AND ${conditions}
                                ORDER BY listed.instrument_id LIMIT ${most}::int) AS matches
                         ORDER BY matches.instrument_id OFFSET ${parameters.add(skip)}::int
                         LIMIT ${parameters.add(limit)}::int) AS chosen
                  JOIN instrument ON instrument.id = chosen.instrument_id
                  JOIN source ON source.id = instrument.source_id) AS item) AS page`;
}
