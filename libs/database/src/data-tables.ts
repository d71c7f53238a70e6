import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from './transactions';

/** A row of a file of data, and the line that it stands in. */
export interface DataRow {
  readonly line: number;
  readonly fields: unknown;
}

/** Why a row cannot be loaded. */
export interface DataFault {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

/** What became of rows; with faults nothing was written. */
export interface LoadOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly faults: readonly DataFault[];
}

/** A kind of things that can be written into a file, and loaded from it into another database. */
export interface DataModel {
  readonly name: string;
  count(): Promise<number>;
  /** All of them, in an order that is the same in every database; only inside a transaction. */
  rows(): AsyncGenerator<readonly object[]>;
  /** Adds what is not there and changes what is there otherwise; removes nothing. Only inside a transaction. */
  load(rows: readonly DataRow[]): Promise<LoadOutcome>;
}

/**
 * How a model stands in the database. A thing is known by what it is called outside (a slug, an e-mail, a link), never
 * by its id. Statements that load find the rows in the temporary table `given (line, key, fields, outcome)`.
 */
export interface DataTable<T extends object> {
  readonly name: string;
  /** A thing as it stands in a file: the border that every row passes, both ways. */
  readonly row: z.ZodType<T>;
  /** Of several rows with one key the last one counts. */
  readonly key: (row: T) => string;
  /** What the things are read from. */
  readonly from: string;
  /** A thing as `jsonb`, as the file has it. */
  readonly fields: string;
  readonly order: string;
  /** Whether a thing is the one that a row of `given` means. */
  readonly match: string;
  /** Keeps others from changing what is about to be compared. */
  readonly lock?: string;
  /** Finds rows that cannot be loaded: `line`, `field`, `message`. */
  readonly faults: string;
  /** What writes the rows that are new (`outcome` is `created`) or differ (`updated`). */
  readonly write: readonly string[];
}

const fieldsRow = z.object({ fields: z.unknown() });
const faultRow = z.object({ line: z.number(), field: z.string(), message: z.string() });
const countRow = z.object({ n: z.number() });
const outcomeRow = z.object({ created: z.number(), updated: z.number() });

/** SQL that writes an instant with all its digits, the same in every session. */
export function writtenInstant(sql: string): string {
  return `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Writes tables into files and back. */
@Injectable()
export class DataTables {
  constructor(private readonly transactions: Transactions) {}

  open<T extends object>(table: DataTable<T>): DataModel {
    return {
      name: table.name,
      count: () => this.count(table.from),
      rows: () => this.read(table),
      load: (rows) => this.load(table, rows),
    };
  }

  private async count(from: string): Promise<number> {
    const [row] = await this.transactions.query(countRow, `SELECT count(*)::int AS n FROM ${from}`);
    return row?.n ?? 0;
  }

  private async *read<T extends object>({
    row,
    from,
    fields,
    order,
  }: DataTable<T>): AsyncGenerator<readonly T[]> {
    const sql = `SELECT ${fields} AS fields FROM ${from} ORDER BY ${order}`;
    for await (const batch of this.transactions.batches(fieldsRow, sql)) {
      yield batch.map((one) => row.parse(one.fields));
    }
  }

  private async load<T extends object>(table: DataTable<T>, rows: readonly DataRow[]): Promise<LoadOutcome> {
    const { faults, latest } = judge(table, rows);
    if (faults.length > 0) return nothingBut(faults);
    if (table.lock !== undefined) await this.transactions.execute(table.lock);
    await this.give([...latest.values()]);
    const unusable = await this.transactions.query(faultRow, table.faults);
    if (unusable.length > 0) return nothingBut(unusable);
    await this.compare(table);
    const [outcome = { created: 0, updated: 0 }] = await this.transactions.query(
      outcomeRow,
      `SELECT count(*) FILTER (WHERE outcome = 'created')::int AS created,
              count(*) FILTER (WHERE outcome = 'updated')::int AS updated FROM given`,
    );
    if (outcome.created + outcome.updated > 0) {
      for (const statement of table.write) await this.transactions.execute(statement);
    }
    return { ...outcome, unchanged: rows.length - outcome.created - outcome.updated, faults: [] };
  }

  private async give(rows: readonly object[]): Promise<void> {
    await this.transactions.execute(`
      CREATE TEMP TABLE IF NOT EXISTS given (
        line integer NOT NULL, key text NOT NULL, fields jsonb NOT NULL, outcome text) ON COMMIT DROP;
      TRUNCATE given`);
    await this.transactions.execute(
      `INSERT INTO given (line, key, fields)
       SELECT line, key, fields FROM jsonb_to_recordset($1::jsonb) AS row (line integer, key text, fields jsonb)`,
      [JSON.stringify(rows)],
    );
    await this.transactions.execute('ANALYZE given');
  }

  /** Leaves the rows that tell something new, each with what becomes of it. */
  private async compare<T extends object>({ from, fields, match }: DataTable<T>): Promise<void> {
    await this.transactions.execute(
      `UPDATE given SET outcome = CASE WHEN given.fields = known.fields THEN 'unchanged' ELSE 'updated' END
         FROM (SELECT given.line, ${fields} AS fields FROM given, ${from} WHERE ${match}) AS known
        WHERE given.line = known.line`,
    );
    await this.transactions.execute(`UPDATE given SET outcome = 'created' WHERE outcome IS NULL`);
    await this.transactions.execute(`DELETE FROM given WHERE outcome = 'unchanged'`);
  }
}

interface GivenRow<T> {
  readonly line: number;
  readonly key: string;
  readonly fields: T;
}

function judge<T extends object>(table: DataTable<T>, rows: readonly DataRow[]) {
  const faults: DataFault[] = [];
  const latest = new Map<string, GivenRow<T>>();
  for (const { line, fields } of rows) {
    const parsed = table.row.safeParse(fields);
    if (parsed.success) {
      const key = table.key(parsed.data);
      latest.set(key, { line, key, fields: parsed.data });
      continue;
    }
    for (const { path, message } of parsed.error.issues)
      faults.push({ line, field: path.join('.') || table.name, message });
  }
  return { faults, latest };
}

function nothingBut(faults: readonly DataFault[]): LoadOutcome {
  return { created: 0, updated: 0, unchanged: 0, faults };
}
