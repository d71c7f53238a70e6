import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Conditions, type ListPage, type ListRequest, Lists, Transactions } from '@app/database';
import type { RejectedRow } from '../import/errors-csv';
import { type ImportRemark, importStates, SAMPLE_SIZE } from '../import/import-report';
import type { ImportRun, ImportRunFilter, ImportRunOrder } from '../import/import-run';
import { ROW_FAULTS, type RowFaultCode } from '../import/row-fault';

const remark = z.object({
  code: z.string(),
  count: z.number(),
  message: z.string(),
  rows: z.array(z.number()),
});
const runRow = z
  .object({
    id: z.string(),
    source: z.string(),
    category: z.string().nullable(),
    state: z.enum(importStates),
    complete: z.boolean(),
    file: z.string(),
    bytes: z.coerce.number(),
    sha256: z.string().nullable(),
    started_at: z.coerce.date(),
    finished_at: z.coerce.date().nullable(),
    reason: z.string().nullable(),
    reviewed_at: z.coerce.date().nullable(),
    received: z.number(),
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    price_changed: z.number(),
    reactivated: z.number(),
    duplicates: z.number(),
    rejected: z.number(),
    stale: z.number(),
    removed: z.number(),
  })
  .transform(
    ({
      started_at: startedAt,
      finished_at: finishedAt,
      price_changed: priceChanged,
      reviewed_at: reviewedAt,
      ...rest
    }): ImportRun => ({ ...rest, startedAt, finishedAt, priceChanged, reviewedAt }),
  );
const remarksRow = z.object({ warnings: z.array(remark) });
const columnsRow = z.object({ columns: z.array(z.string()) });
const faultCode = z.string().refine((code): code is RowFaultCode => Object.hasOwn(ROW_FAULTS, code));
const rejectedRow = z.object({
  row: z.number(),
  original: z.array(z.string()),
  faults: z.array(z.object({ field: z.string().nullable(), code: faultCode, message: z.string() })),
});

/** Stored as failed, which versions before know. */
const STATE = `CASE review WHEN 'rejected' THEN 'rejected' ELSE state END`;
const COLUMNS = `run.id, source.slug AS source, category.slug AS category, ${STATE} AS state, complete, file_name AS file, bytes, sha256,
  started_at, finished_at, failure AS reason, reviewed_at, received, created, updated, unchanged, price_changed, reactivated,
  duplicates, rejected, stale, removed`;
const FROM = `import_run AS run
  JOIN source ON source.id = run.source_id LEFT JOIN category ON category.id = run.category_id`;
const ID = { expression: 'run.id', type: 'bigint' } as const;

/** Reads the book of import runs. */
@Injectable()
export class ImportHistoryRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  findPage(
    { source, state, from, to }: ImportRunFilter,
    request: ListRequest<ImportRunOrder>,
  ): Promise<ListPage<ImportRun>> {
    const conditions = new Conditions()
      .add('run.source_id = (SELECT id FROM source WHERE slug = ?)', source)
      .add(`${STATE} = ?`, state)
      .add('started_at >= ?', from)
      .add('started_at < ?', to);
    return this.lists.page(
      {
        row: runRow,
        columns: COLUMNS,
        from: FROM,
        conditions: conditions.all,
        values: conditions.values,
        orders: { id: ID },
        id: ID,
      },
      request,
    );
  }

  /** The last run of each source that has any. */
  async findLast(): Promise<ImportRun[]> {
    return this.transactions.query(
      runRow,
      `SELECT ${COLUMNS}
         FROM source
        CROSS JOIN LATERAL (SELECT * FROM import_run WHERE source_id = source.id ORDER BY started_at DESC LIMIT 1) AS run
         LEFT JOIN category ON category.id = run.category_id
        ORDER BY source.slug`,
    );
  }

  async findById(id: string): Promise<ImportRun | null> {
    const [run] = await this.transactions.query(runRow, `SELECT ${COLUMNS} FROM ${FROM} WHERE run.id = $1`, [
      id,
    ]);
    return run ?? null;
  }

  async findWarnings(id: string): Promise<ImportRemark[]> {
    const [row] = await this.transactions.query(remarksRow, 'SELECT warnings FROM import_run WHERE id = $1', [
      id,
    ]);
    return row?.warnings ?? [];
  }

  /** What is wrong with refused rows, by code as in the report of the run, the most frequent first. */
  async findErrors(id: string): Promise<ImportRemark[]> {
    return this.transactions.query(
      remark,
      `SELECT code, max(n)::int AS count, (array_agg(message ORDER BY place))[1] AS message,
              array_agg(row ORDER BY place) AS rows
         FROM (SELECT code, message, row, count(*) OVER (PARTITION BY code) AS n,
                      row_number() OVER (PARTITION BY code ORDER BY row, position) AS place
                 FROM import_fault WHERE import_run_id = $1) AS faults
        WHERE place <= $2
        GROUP BY code ORDER BY count DESC, code`,
      [id, SAMPLE_SIZE],
    );
  }

  /** The columns of the file, `null` when there is no such run. */
  async findColumns(id: string): Promise<string[] | null> {
    const [row] = await this.transactions.query(columnsRow, 'SELECT columns FROM import_run WHERE id = $1', [
      id,
    ]);
    return row?.columns ?? null;
  }

  /** Refused rows behind a row number, in the order of the file. */
  async findRejected(id: string, after: number, limit: number): Promise<RejectedRow[]> {
    return this.transactions.query(
      rejectedRow,
      `SELECT row, (array_agg(original))[1] AS original,
              jsonb_agg(jsonb_build_object('field', field, 'code', code, 'message', message) ORDER BY position) AS faults
         FROM import_fault WHERE import_run_id = $1 AND row > $2
        GROUP BY row ORDER BY row LIMIT $3`,
      [id, after, limit],
    );
  }
}
