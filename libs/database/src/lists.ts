import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidCursorError } from './list.errors';
import { Transactions } from './transactions';
import { isDatabaseValueFault } from './violations';

/** Up to here rows are counted one by one; beyond it the planner's estimate has to do. */
const MOST_COUNTED = 100_000;

/**
 * Up to so many rows of a filtered list are all found before they are ordered. A walk along the order would be over sooner
 * where they lie evenly, and takes seconds where they do not: live tokens are among the newest, whatever the order.
 */
const MOST_COLLECTED = 50_000;

/** An order that a list may have: an expression that an index (or a small table) serves, and never null. */
export interface ListOrder {
  readonly expression: string;
  /** SQL type of the expression. */
  readonly type: 'timestamptz' | 'text' | 'uuid' | 'bigint' | 'integer';
}

/** A list as a repository describes it; conditions and values together make its WHERE. */
export interface ListSource<Row, Sort extends string> {
  readonly row: z.ZodType<Row>;
  readonly columns: string;
  /** What stands after FROM. */
  readonly from: string;
  /** All hold together; `$1` and so on mean {@link values}. */
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
  readonly orders: Readonly<Record<Sort, ListOrder>>;
  /** Unique: decides where the order does not. */
  readonly id: ListOrder;
}

/** Which part of a list is wanted: a page by its number, or what comes after a cursor. */
export interface ListRequest<Sort extends string> {
  readonly sort: Sort;
  readonly descending: boolean;
  readonly size: number;
  /** From 1; `null` in a walk by cursor. */
  readonly number: number | null;
  /** `null` begins a walk. */
  readonly cursor: string | null;
}

/** Rows of a list, and the way to those that come after. */
export interface ListPart<Row> {
  readonly items: readonly Row[];
  /** Leads to what comes after; `null` at the end. */
  readonly nextCursor: string | null;
}

/** How many rows a list has. */
export interface ListCount {
  readonly total: number;
  readonly count: 'exact' | 'estimated';
}

/** A part of a list that says how long the whole is. */
export interface ListPage<Row> extends ListPart<Row>, ListCount {}

const placedRow = z.looseObject({ list_at: z.string(), list_id: z.string() });
const countRow = z.object({ n: z.number() });
const planRow = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]),
});
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
    const counted = await this.count(source);
    const isFew = source.conditions.length > 0 && counted.total <= MOST_COLLECTED;
    return { ...(await this.read(source, request, isFew ? 'collect' : 'walk')), ...counted };
  }

  /**
   * The same where a condition is served by an index over an expression, such as that of parts of a name: the planner
   * holds the expression for cheap, and would make it for every row of a table rather than look it up.
   *
   * @throws InvalidCursorError
   */
  async pageByIndex<Row, Sort extends string>(
    source: ListSource<Row, Sort>,
    request: ListRequest<Sort>,
  ): Promise<ListPage<Row>> {
    return this.transactions.run(async () => {
      await this.transactions.execute('SET LOCAL enable_seqscan = off');
      return this.page(source, request);
    });
  }

  /** The same without counting, for those who read on and on. @throws InvalidCursorError */
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
    const { expression, type } = source.orders[request.sort];
    const { id } = source;
    const direction = request.descending ? 'DESC' : 'ASC';
    const values = [...source.values];
    const conditions = [...source.conditions];
    if (request.cursor !== null) {
      const [, , at, last] = readCursor(request.cursor, request.sort, request.descending);
      values.push(at, last);
      const after = `($${values.length - 1}::${type}, $${values.length}::${id.type})`;
      conditions.push(`(${expression}, ${id.expression}) ${request.descending ? '<' : '>'} ${after}`);
    }
    const skip = request.number === null ? 0 : (request.number - 1) * request.size;
    const along = (order: string, last: string): string =>
      `ORDER BY ${order} ${direction}, ${last} ${direction}`;
    const cut = `LIMIT ${request.size + 1} OFFSET ${skip}`;
    const select = `SELECT ${source.columns}, (${expression})::text AS list_at, (${id.expression})::text AS list_id
      FROM ${source.from}`;
    const sql =
      manner === 'walk'
        ? `${select} ${where(conditions)} ${along(expression, id.expression)} ${cut}`
        : `WITH found AS MATERIALIZED (
             SELECT ${expression} AS place, ${id.expression} AS id FROM ${source.from} ${where(conditions)}),
           page AS MATERIALIZED (SELECT id FROM found ${along('place', 'id')} ${cut})
           ${select} WHERE ${id.expression} IN (SELECT id FROM page) ${along(expression, id.expression)}`;
    const rows = await this.ask(sql, values, request.cursor !== null);
    const shown = rows.slice(0, request.size);
    const last = shown.at(-1);
    return {
      items: source.row.array().parse(shown),
      nextCursor:
        rows.length > request.size && last
          ? writeCursor([request.sort, request.descending, last.list_at, last.list_id])
          : null,
    };
  }

  private async ask(sql: string, values: unknown[], byCursor: boolean): Promise<z.infer<typeof placedRow>[]> {
    try {
      return await this.transactions.query(placedRow, sql, values);
    } catch (error) {
      // the value in the cursor is none of the type of the order
      if (byCursor && isDatabaseValueFault(error)) throw new InvalidCursorError();
      throw error;
    }
  }

  /** How many rows there are: counted up to 100,000, beyond that as the planner estimates them. */
  async count(source: {
    readonly from: string;
    readonly conditions: readonly string[];
    readonly values: readonly unknown[];
  }): Promise<ListCount> {
    const rows = `SELECT FROM ${source.from} ${where(source.conditions)}`;
    const [counted] = await this.transactions.query(
      countRow,
      `SELECT count(*)::int AS n FROM (${rows} LIMIT ${MOST_COUNTED + 1}) AS counted`,
      [...source.values],
    );
    const n = counted?.n ?? 0;
    if (n <= MOST_COUNTED) return { total: n, count: 'exact' };
    const [plan] = await this.transactions.query(planRow, `EXPLAIN (FORMAT JSON) ${rows}`, [
      ...source.values,
    ]);
    return { total: Math.max(n, plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? n), count: 'estimated' };
  }
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}`;
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
