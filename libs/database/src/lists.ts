import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidCursorError } from './list.errors';
import type { ListCount, ListFilter, ListPage, ListPart, ListRequest, ListSource } from './list';
import { collectSql, countedSql, partSql, rowsSql, walkSql } from './list-sql';
import { Transactions } from './transactions';
import { isDatabaseValueFault } from './violations';

/** Up to here rows are counted one by one; beyond it the planner's estimate has to do. */
const MOST_COUNTED = 100_000;

/**
 * Up to so many rows of a filtered list are all found before they are ordered. A walk along the order would be over sooner
 * where they lie evenly, and takes seconds where they do not: live tokens are among the newest, whatever the order.
 */
const MOST_COLLECTED = 50_000;

const placedRow = z.looseObject({ list_at: z.string(), list_id: z.string() });
const countedRow = z.looseObject({ list_total: z.number() });
const countRow = z.object({ n: z.number() });
const planRow = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]),
});
type CountedSource = Pick<ListSource<unknown, never>, 'from' | 'conditions' | 'values' | 'narrowing'>;

const cursorShape = z.tuple([z.string(), z.boolean(), z.string().max(1000), z.string().max(100)]);

/** Reads lists of any length a page at a time, always in an order that an index serves. */
@Injectable()
export class Lists {
  constructor(private readonly transactions: Transactions) {}

  /** @throws InvalidCursorError */
  async page<Row, Sort extends string>(
    source: ListSource<Row, Sort>,
    request: ListRequest<Sort>,
  ): Promise<ListPage<Row>> {
    if (source.narrowing) return this.pageByIndex(source, request);
    const counted = await this.count(source);
    const isFew = source.conditions.length > 0 && counted.total <= MOST_COLLECTED;
    return { ...(await this.read(source, request, isFew ? 'collect' : 'walk')), ...counted };
  }

  /**
   * A page where a condition is served by an index over an expression, such as that of parts of a name. The rows
   * themselves are looked at to count them: so all are found once, and counted and ordered then. The planner holds the expression for
   * cheap, and would make it for every row of a table rather than look it up. Helpers of the process that looks up rows one by
   * one cost more than they find: 400 ms instead of 200 where 32,000 tokens are looked at.
   */
  private async pageByIndex<Row, Sort extends string>(
    source: ListSource<Row, Sort>,
    request: ListRequest<Sort>,
  ): Promise<ListPage<Row>> {
    return this.transactions.run(async () => {
      await this.transactions.execute(
        'SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0',
      );
      const { conditions, values } = narrowed(source);
      const sql = countedSql(partSql(source, request, values.length), conditions, MOST_COUNTED);
      const rows = await this.ask(countedRow, sql, values, request);
      const total = rows[0]?.list_total ?? 0;
      if (total > MOST_COUNTED) {
        // along the index of the order, however few the planner expects to find there
        await this.transactions.execute(
          'SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off',
        );
        return { ...(await this.read(source, request, 'walk')), ...(await this.estimate(source, total)) };
      }
      const placed = rows.flatMap((row) => placedRow.safeParse(row).data ?? []);
      return { ...partOf(source, request, placed), total, count: 'exact' };
    });
  }

  /** A page without counting, for those who read on and on. @throws InvalidCursorError */
  async part<Row, Sort extends string>(
    source: ListSource<Row, Sort>,
    request: ListRequest<Sort>,
  ): Promise<ListPart<Row>> {
    return this.read(source, request, 'walk');
  }

  private async read<Row, Sort extends string>(
    source: ListSource<Row, Sort>,
    request: ListRequest<Sort>,
    manner: 'collect' | 'walk',
  ): Promise<ListPart<Row>> {
    const { conditions, values } = source;
    const part = partSql(source, request, values.length);
    const bounds = source.orders[request.sort].bounds ?? [];
    const sql = manner === 'walk' ? walkSql(part, [...conditions, ...bounds]) : collectSql(part, conditions);
    return partOf(source, request, await this.ask(placedRow, sql, values, request));
  }

  private async ask<Row>(
    row: z.ZodType<Row>,
    sql: string,
    values: readonly unknown[],
    { cursor, sort, descending }: ListRequest<string>,
  ): Promise<Row[]> {
    if (cursor === null) return this.transactions.query(row, sql, [...values]);
    const [, , at, last] = readCursor(cursor, sort, descending);
    try {
      return await this.transactions.query(row, sql, [...values, at, last]);
    } catch (error) {
      // the value in the cursor is none of the type of the order
      if (isDatabaseValueFault(error)) throw new InvalidCursorError();
      throw error;
    }
  }

  /** How many rows there are: counted up to 100,000, beyond that as the planner estimates them. */
  async count(source: CountedSource): Promise<ListCount> {
    const filter = narrowed(source);
    const [counted] = await this.transactions.query(
      countRow,
      `SELECT count(*)::int AS n FROM (${rowsSql(source.from, filter)} LIMIT ${MOST_COUNTED + 1}) AS counted`,
      [...filter.values],
    );
    const n = counted?.n ?? 0;
    return n <= MOST_COUNTED ? { total: n, count: 'exact' } : this.estimate(source, n);
  }

  /** @param least there are, as has been counted */
  private async estimate(source: CountedSource, least: number): Promise<ListCount> {
    const filter = narrowed(source);
    const [plan] = await this.transactions.query(
      planRow,
      `EXPLAIN (FORMAT JSON) ${rowsSql(source.from, filter)}`,
      [...filter.values],
    );
    return { total: Math.max(least, plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? least), count: 'estimated' };
  }
}

function narrowed({ conditions, values, narrowing }: CountedSource): ListFilter {
  if (!narrowing) return { conditions, values };
  return {
    conditions: [...conditions, ...narrowing.conditions],
    values: [...values, ...narrowing.values],
  };
}

/** @param rows one more than are wanted where there are more */
function partOf<Row, Sort extends string>(
  source: ListSource<Row, Sort>,
  { size, sort, descending }: ListRequest<Sort>,
  rows: readonly z.infer<typeof placedRow>[],
): ListPart<Row> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    items: source.row.array().parse(shown),
    nextCursor:
      rows.length > size && last ? writeCursor([sort, descending, last.list_at, last.list_id]) : null,
  };
}

function writeCursor(cursor: z.infer<typeof cursorShape>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string, sort: string, descending: boolean): z.infer<typeof cursorShape> {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[0] !== sort || parsed.data[1] !== descending) {
    throw new InvalidCursorError();
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
