import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { RejectedRow } from '../import/errors-csv';
import type { ImportCounts, ImportReport } from '../import/import-report';

/** First half of the advisory lock of a source; the second is its id. */
const LOCK_CLASS = 727_274;

const startedRow = z.object({ id: z.string(), started_at: z.coerce.date() });
const closedRow = z.object({ id: z.string() });
const lockRow = z.object({ locked: z.boolean() });
const acceptedRow = z.object({ accepted: z.number() });
const finishedRow = z.object({ finished_at: z.coerce.date() });
const nowRow = z.object({ now: z.coerce.date() });

/** A run at its start. */
export interface StartedRun {
  /** `null` for a dry run. */
  readonly id: string | null;
  readonly startedAt: Date;
}

/** The book of import runs. */
@Injectable()
export class ImportRunsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Takes the right to import a source until {@link unlock} or the end of the connection; false: another has it. */
  async tryLock(sourceId: number): Promise<boolean> {
    const [row] = await this.transactions.query(lockRow, 'SELECT pg_try_advisory_lock($1, $2) AS locked', [
      LOCK_CLASS,
      sourceId,
    ]);
    return row?.locked ?? false;
  }

  async unlock(sourceId: number): Promise<void> {
    await this.transactions.execute('SELECT pg_advisory_unlock($1, $2)', [LOCK_CLASS, sourceId]);
  }

  /** The run of a source that has not ended. */
  async findRunning(sourceId: number): Promise<StartedRun | null> {
    const [row] = await this.transactions.query(
      startedRow,
      `SELECT id, started_at FROM import_run WHERE source_id = $1 AND state = 'running' ORDER BY id DESC LIMIT 1`,
      [sourceId],
    );
    return row ? { id: row.id, startedAt: row.started_at } : null;
  }

  /** Closes the books on runs of a source whose program died; only its lock holder may say so. */
  async failInterrupted(sourceId: number): Promise<void> {
    await this.transactions.execute(
      `UPDATE import_run SET state = 'failed', finished_at = now(), failure = 'The program was interrupted.'
        WHERE source_id = $1 AND state = 'running'`,
      [sourceId],
    );
  }

  /**
   * Closes the books on one run, if nobody holds the lock of its source any more: then its program died.
   *
   * @returns whether it did
   */
  async failIfDead(runId: string): Promise<boolean> {
    const closed = await this.transactions.query(
      closedRow,
      `WITH closed AS (
         UPDATE import_run SET state = 'failed', finished_at = now(), failure = 'The program was interrupted.'
          WHERE id = $1 AND state = 'running'
            AND NOT EXISTS (
              SELECT FROM pg_locks
               WHERE locktype = 'advisory' AND classid::bigint = $2 AND objid::bigint = source_id AND objsubid = 2
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
         RETURNING id)
       SELECT id FROM closed`,
      [runId, LOCK_CLASS],
    );
    return closed.length > 0;
  }

  /** The time of the database. */
  async now(): Promise<Date> {
    const [row] = await this.transactions.query(nowRow, 'SELECT now() AS now');
    return row?.now ?? new Date(0);
  }

  async start(
    sourceId: number,
    categoryId: number | null,
    complete: boolean,
    fileName: string,
  ): Promise<StartedRun> {
    const [row] = await this.transactions.query(
      startedRow,
      `INSERT INTO import_run (source_id, category_id, state, complete, file_name)
       VALUES ($1, $2, 'running', $3, $4) RETURNING id, started_at`,
      [sourceId, categoryId, complete, fileName],
    );
    if (!row) throw new Error('the database answered nothing to INSERT');
    return { id: row.id, startedAt: row.started_at };
  }

  /** Keeps the names of the file's columns, which the refused rows are told by. */
  async keepColumns(runId: string, columns: readonly string[]): Promise<void> {
    await this.transactions.execute('UPDATE import_run SET columns = $2::jsonb WHERE id = $1', [
      runId,
      JSON.stringify(columns),
    ]);
  }

  /** Writes how far a run has come: called in the transaction that brings it there, so that no crash makes it wrong. */
  async advance(runId: string, counts: Omit<ImportCounts, 'stale' | 'removed'>): Promise<void> {
    await this.transactions.execute(
      `UPDATE import_run
          SET received = $2, created = $3, updated = $4, unchanged = $5, price_changed = $6, reactivated = $7,
              duplicates = $8, rejected = $9
        WHERE id = $1`,
      [
        runId,
        counts.received,
        counts.created,
        counts.updated,
        counts.unchanged,
        counts.priceChanged,
        counts.reactivated,
        counts.duplicates,
        counts.rejected,
      ],
    );
  }

  /** Keeps refused rows, as they came and with what is wrong with them. */
  async addFaults(runId: string, rows: readonly RejectedRow[]): Promise<void> {
    const faults = rows.flatMap(({ row, original, faults: list }) =>
      list.map(({ field, code, message }, position) => ({ row, position, field, code, message, original })),
    );
    await this.transactions.execute(
      `INSERT INTO import_fault (import_run_id, row, position, field, code, message, original)
       SELECT $1, row, position, field, code, message, original
         FROM jsonb_to_recordset($2::jsonb)
           AS fault (row integer, position smallint, field text, code text, message text, original jsonb)`,
      [runId, JSON.stringify(faults)],
    );
  }

  /** Writes the end of a run that has not ended yet, and says when that was. */
  async finish(
    runId: string,
    report: Omit<ImportReport, 'finishedAt'>,
    columns: readonly string[],
  ): Promise<Date> {
    const [row] = await this.transactions.query(
      finishedRow,
      `WITH finished AS (
       UPDATE import_run
          SET state = $2, finished_at = now(), bytes = $3, sha256 = nullif($4, ''), received = $5, created = $6,
              updated = $7, unchanged = $8, price_changed = $9, reactivated = $10, duplicates = $11, rejected = $12,
              stale = $13, removed = $14, columns = $15::jsonb, warnings = $16::jsonb, failure = $17
        WHERE id = $1 AND state = 'running'
       RETURNING finished_at)
       SELECT finished_at FROM finished`,
      [
        runId,
        report.state,
        report.bytes,
        report.sha256,
        report.received,
        report.created,
        report.updated,
        report.unchanged,
        report.priceChanged,
        report.reactivated,
        report.duplicates,
        report.rejected,
        report.stale,
        report.removed,
        JSON.stringify(columns),
        JSON.stringify(report.warnings),
        report.reason,
      ],
    );
    return row?.finished_at ?? this.now();
  }

  /**
   * Closes a run that could not be carried out; the rows of its finished batches stay, and so do their counts.
   *
   * @param read rows of the file until then
   */
  async fail(
    runId: string,
    reason: string,
    read: Pick<ImportCounts, 'received' | 'rejected'>,
  ): Promise<void> {
    await this.transactions.execute(
      `UPDATE import_run SET state = 'failed', finished_at = now(), failure = $2, received = $3, rejected = $4
        WHERE id = $1 AND state = 'running'`,
      [runId, reason, read.received, read.rejected],
    );
  }

  /** Accepted rows of the last five complete runs of a source and category, newest first. */
  async usualRows(sourceId: number, categoryId: number | null): Promise<number[]> {
    const rows = await this.transactions.query(
      acceptedRow,
      `SELECT received - rejected AS accepted FROM import_run
        WHERE source_id = $1 AND category_id IS NOT DISTINCT FROM $2 AND complete AND state = 'succeeded'
        ORDER BY started_at DESC LIMIT 5`,
      [sourceId, categoryId],
    );
    return rows.map(({ accepted }) => accepted);
  }
}
