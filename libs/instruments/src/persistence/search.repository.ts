import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { Parameters } from './listing-predicate';
import {
  collected,
  collectedPageSql,
  type PageOrder,
  type PagePlan,
  pageSql,
  type PageStart,
} from './search-page';
import {
  newestAfterSql,
  rankedAfterSql,
  type RankedPlace,
  rankedSql,
  type Ranking,
} from './search-relevance';
import { countedConditions, ranOut, type Selection } from './search-selection';

const placedRow = z.object({
  instrument_id: z.string().nullable(),
  value: z.string().nullable(),
  found: z.number().nullable(),
});
const rankedRow = placedRow.extend({
  score: z.number().nullable(),
  floor_value: z.string().nullable(),
  floor_id: z.string().nullable(),
});
const versionsRow = z.object({ version: z.string(), sets_version: z.string() });
const snapshotRow = z.object({ version: z.string(), listings: z.number() });
const countRow = z.object({ n: z.number() });
const planRow = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]),
});
const begunRow = z.object({ term: z.string() });
const variantRow = z.object({ word: z.string(), term: z.string() });
const nameRow = z.object({ kind: z.enum(['brand', 'location']), folded: z.string(), id: z.number() });

/** Grow with what they count: the listings, or the sets that queries choose from. */
export interface Versions {
  readonly version: string;
  readonly sets: string;
}

/** The state that a transaction shows, and how many listings are not over in it, as categories are counted. */
export type Snapshot = z.infer<typeof snapshotRow>;

/** A document on a page. */
export interface Placed {
  readonly id: string;
  readonly value: string | null;
  /** `null`: not ranked. */
  readonly score: number | null;
}

/** A page of documents. */
export interface Placement {
  readonly rows: readonly Placed[];
  /** How many were collected, more than the cap when there are more; `null` when nothing was. */
  readonly found: number | null;
  /** The oldest of the ranked ones, where not all were. */
  readonly floor: { readonly value: string | null; readonly id: string } | null;
}

/** What the search asks of the database. */
@Injectable()
export class SearchRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The state of the listings, and that of the sets that queries choose from: one row, prepared once a connection. */
  async versions(): Promise<Versions> {
    const [dataset] = await this.transactions.queryPrepared(
      versionsRow,
      'search_versions',
      'SELECT version, sets_version FROM dataset',
    );
    return { version: dataset?.version ?? '0', sets: dataset?.sets_version ?? '0' };
  }

  /**
   * Begins a transaction that answers, as its first statement: all that it reads is of one state, and the planner keeps to
   * index plans (docs/decisions/0003), also for orders: it sorts only what no index has in order.
   */
  async openSnapshot(): Promise<Snapshot> {
    await this.transactions.execute(
      `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;
       SET LOCAL enable_incremental_sort = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
       SET LOCAL max_parallel_workers_per_gather = 0`,
    );
    const [snapshot] = await this.transactions.queryPrepared(
      snapshotRow,
      'search_snapshot',
      `SELECT version, (SELECT coalesce(sum(listings), 0)::int FROM search_term
                         WHERE term >= '#c' AND term < '#c:') AS listings FROM dataset`,
    );
    return snapshot ?? { version: '0', listings: 0 };
  }

  /**
   * Other words that titles have and that share a stem with these, the most frequent ones first.
   *
   * @param pairs of words with a space between: of each the same without it, where titles have that
   */
  async findVariants(words: readonly string[], pairs: readonly string[]): Promise<Map<string, string[]>> {
    const whole = `
       UNION ALL
       SELECT pair, term
         FROM unnest($2::text[]) AS pair
         JOIN search_term ON term = replace(pair, ' ', '') COLLATE "C" AND listings > 0`;
    const rows = await this.transactions.query(
      variantRow,
      `SELECT word, term
         FROM unnest($1::text[]) AS word
        CROSS JOIN LATERAL (
              SELECT term, listings FROM search_term
               WHERE (stem_es = search_stem(word, 'pg_catalog.spanish_stem')
                      OR stem_en = search_stem(word, 'pg_catalog.english_stem'))
                 AND term <> word COLLATE "C" AND listings > 0
               ORDER BY listings DESC, term LIMIT 6) AS variants
       ${pairs.length === 0 ? '' : whole}`,
      pairs.length === 0 ? [words] : [words, pairs],
    );
    const variants = new Map<string, string[]>();
    for (const { word, term } of rows) variants.set(word, [...(variants.get(word) ?? []), term]);
    return variants;
  }

  /** Longer words of titles that begin with this one, so many at most. */
  async findBegun(word: string, most: number): Promise<string[]> {
    const rows = await this.transactions.queryPrepared(
      begunRow,
      'search_begun',
      `SELECT term FROM search_term
        WHERE term > $1 AND term < $1 || U&'\\FFFF' COLLATE "C" AND listings > 0 ORDER BY term LIMIT $2`,
      [word, most],
    );
    return rows.map(({ term }) => term);
  }

  /** Ids of brands and places by their folded names; absent when no listing has one. */
  async findNames(
    brands: readonly string[],
    locations: readonly string[],
  ): Promise<z.infer<typeof nameRow>[]> {
    return this.transactions.query(
      nameRow,
      `SELECT kind, folded, id FROM search_name
        WHERE (kind = 'brand' AND folded = ANY ($1)) OR (kind = 'location' AND folded = ANY ($2))`,
      [brands, locations],
    );
  }

  /** A page in the order of a column. */
  async page(
    selection: Selection,
    order: PageOrder,
    start: PageStart,
    limit: number,
    plan: PagePlan,
  ): Promise<Placement> {
    const parameters = new Parameters();
    const sql = pageSql(selection, order, start, limit, plan, parameters);
    return this.placed(sql, parameters);
  }

  /**
   * The same, collected up to a cap that is high enough for the way to the matches to count: they lie all over the table,
   * and taking each of its pages once costs less than half of coming back to it for each of them.
   */
  async scatteredPage(
    selection: Selection,
    order: PageOrder,
    start: PageStart,
    limit: number,
    cap: number,
  ): Promise<Placement> {
    const parameters = new Parameters();
    const sql = collectedPageSql(selection, order, start, limit, cap, parameters);
    // by bitmaps alone
    await this.transactions.execute('SET LOCAL enable_indexscan = off');
    const collected = await this.placed(sql, parameters);
    await this.transactions.execute('SET LOCAL enable_indexscan = on');
    if (collected.found === null || collected.found <= cap) return collected;
    return { ...(await this.page(selection, order, start, limit, 'walk')), found: collected.found };
  }

  private async placed(sql: string, parameters: Parameters): Promise<Placement> {
    const rows = await this.transactions.query(placedRow, sql, parameters.values);
    return placement(rows.map((row) => ({ ...row, score: null, floor_value: null, floor_id: null })));
  }

  /** A page by relevance. */
  async ranked(
    selection: Selection,
    ranking: Ranking,
    offset: number,
    limit: number,
    plan: PagePlan,
  ): Promise<Placement> {
    const parameters = new Parameters();
    const sql = rankedSql(selection, ranking, offset, limit, plan, parameters);
    return placement(await this.transactions.query(rankedRow, sql, parameters.values));
  }

  /** What follows by relevance: among all matches, or among the newest ones down to a floor. */
  async rankedAfter(
    selection: Selection,
    ranking: Ranking,
    after: RankedPlace,
    floor: Placement['floor'],
    limit: number,
  ): Promise<Placement> {
    const parameters = new Parameters();
    const sql = floor
      ? newestAfterSql(selection, ranking, after, floor, limit, parameters)
      : rankedAfterSql(selection, ranking, after, limit, parameters);
    return placement(await this.transactions.query(rankedRow, sql, parameters.values));
  }

  /** How many documents a selection has, counted one by one, at most `most` of them. */
  async count(selection: Selection, most: number): Promise<number> {
    const parameters = new Parameters();
    const rows = `WITH source AS MATERIALIZED (${collected(selection, '1', parameters)})`;
    const [row] = await this.transactions.query(
      countRow,
      `${rows} SELECT count(*)::int AS n FROM (SELECT FROM source LIMIT ${parameters.add(most)}) AS counted`,
      parameters.values,
    );
    return row?.n ?? 0;
  }

  /** How many documents a selection has, all of them: by an index alone where one has all that is asked. */
  async countAll(selection: Selection): Promise<number> {
    const parameters = new Parameters();
    const { swept, runOut } = countedConditions(selection, parameters);
    const among = (where: string): string =>
      `(SELECT count(*) FROM search_document AS document WHERE ${where})`;
    const unswept = runOut === null ? '' : `${selection.active ? '-' : '+'} ${among(runOut)}`;
    const [row] = await this.transactions.query(
      countRow,
      `SELECT (${swept.map(among).join(' + ')} ${unswept})::int AS n`,
      parameters.values,
    );
    return row?.n ?? 0;
  }

  /** How many the planner believes there are. */
  async estimate(selection: Selection): Promise<number> {
    const parameters = new Parameters();
    const sql = collected(selection, '1', parameters);
    const [plan] = await this.transactions.query(planRow, `EXPLAIN (FORMAT JSON) ${sql}`, parameters.values);
    return plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  /**
   * How many active documents have one of some terms, of which each document has one at most (`null`: all documents):
   * from the counters, less what ran out since the last sweep.
   */
  async countByTerms(terms: readonly string[] | null, today: string): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `SELECT (SELECT coalesce(sum(listings), 0) FROM search_term
                WHERE ${terms === null ? `$1::text[] IS NULL AND term >= '#c' AND term < '#c:'` : 'term = ANY ($1::text[])'})::int
              - (SELECT count(*) FROM search_document AS document
                  WHERE ${ranOut('$2::date')}
                    AND ($1::text[] IS NULL OR tsvector_to_array(terms) && $1::text[]))::int AS n`,
      [terms, today],
    );
    return row?.n ?? 0;
  }

  /** How many documents have each of these terms, and each of the most frequent ones that begin so; most frequent first. */
  async countTerms(terms: readonly string[], beginning: string | null): Promise<number[]> {
    const rows = await this.transactions.query(
      countRow,
      `SELECT max(listings) AS n
         FROM (SELECT term, listings FROM search_term WHERE term = ANY ($1)
               UNION ALL
               (SELECT term, listings FROM search_term
                 WHERE term >= $2 AND term < $2 || U&'\\FFFF' COLLATE "C" ORDER BY listings DESC LIMIT 20)) AS found
        GROUP BY term HAVING max(listings) > 0 ORDER BY 1 DESC`,
      [terms, beginning],
    );
    return rows.map(({ n }) => n);
  }
}

function placement(rows: readonly z.infer<typeof rankedRow>[]): Placement {
  const [first] = rows;
  const floorId = first?.floor_id ?? null;
  return {
    rows: rows.flatMap(({ instrument_id: id, value, score }) => (id === null ? [] : [{ id, value, score }])),
    found: first?.found ?? null,
    floor: floorId === null ? null : { value: first?.floor_value ?? null, id: floorId },
  };
}
