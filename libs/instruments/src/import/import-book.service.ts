import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { databaseFault, Transactions } from '@app/database';
import { errorOf } from '@app/kernel';
import type { Category } from '../categories/category';
import { ImportRunsRepository, type StartedRun } from '../persistence/import-runs.repository';
import type { Source } from '../sources/source';
import type { RejectedRow } from './errors-csv';
import type { ImportCounts, ImportReport } from './import-report';
import { SourceBusyError } from './import-run.errors';
import type { Written } from './import-write.service';

/** Rows of a file that were read, and those of them that were refused. */
export type ReadCounts = Pick<ImportCounts, 'received' | 'rejected'>;

/** How often, and after which pause in milliseconds, the end of a broken run is written down. */
const FAILURE_ATTEMPTS = 10;
const FAILURE_PAUSE = 1_000;
const LONGEST_REASON = 500;

/** Keeps the book of import runs. A dry run, whose id is `null`, is not in it. */
@Injectable()
export class ImportBookService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly runs: ImportRunsRepository,
  ) {}

  /**
   * Runs an import of a source while nobody else can: on one connection, without limits of time.
   *
   * @param signal ends the connection, and with it the import
   * @throws SourceBusyError
   */
  async holding<T>(source: Source, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.transactions.onOneConnection(async () => {
      if (!(await this.runs.tryLock(source.id))) {
        const running = await this.runs.findRunning(source.id);
        throw new SourceBusyError(source.slug, running?.id ?? null, running?.startedAt ?? null);
      }
      try {
        return await this.transactions.withoutTimeLimits(work);
      } finally {
        // Where the connection itself broke, the database has done it already.
        await this.runs.unlock(source.id).catch(() => undefined);
      }
    }, signal);
  }

  /** Accepted rows of the last five complete runs of a source and category (`null`: all), newest first. */
  usualRows(source: Source, category: Category | null): Promise<number[]> {
    return this.runs.usualRows(source.id, category?.id ?? null);
  }

  /** Opens a run; what a program that died has left open of this source is closed as failed. */
  async start(
    source: Source,
    category: Category | null,
    { complete, file, dryRun }: Pick<ImportReport, 'complete' | 'file' | 'dryRun'>,
  ): Promise<StartedRun> {
    if (dryRun) return { id: null, startedAt: await this.runs.now() };
    return this.transactions.run(async () => {
      await this.runs.failInterrupted(source.id);
      const run = await this.runs.start(source.id, category?.id ?? null, complete, file);
      await this.audit.record({
        action: 'import.started',
        object: { type: 'import_run', id: run.id },
        details: { source: source.slug, category: category?.slug ?? null, complete, file },
      });
      return run;
    });
  }

  /** Keeps refused rows. */
  async addRejected({ id }: StartedRun, rows: readonly RejectedRow[]): Promise<void> {
    if (id !== null) await this.runs.addFaults(id, rows);
  }

  /** Keeps the names of the file's columns, which refused rows are told by. */
  async keepColumns({ id }: StartedRun, columns: readonly string[]): Promise<void> {
    if (id !== null) await this.runs.keepColumns(id, columns);
  }

  /** Writes how far a run has come: in the transaction that brings it there, so that no crash makes it wrong. */
  async advance({ id }: StartedRun, read: ReadCounts, written: Written): Promise<void> {
    if (id !== null) await this.runs.advance(id, { ...written, ...read });
  }

  /** Closes a run with its report, and says when that was. */
  async finish(report: Omit<ImportReport, 'finishedAt'>, columns: readonly string[]): Promise<Date> {
    const { id, source, file, state, received, created, updated, unchanged, reactivated } = report;
    if (id === null) return this.runs.now();
    return this.transactions.run(async () => {
      const finishedAt = await this.runs.finish(id, report, columns);
      const counts = { received, created, updated, unchanged, reactivated };
      await this.audit.record({
        action: 'import.finished',
        object: { type: 'import_run', id },
        details: { source, file, state, ...counts, rejected: report.rejected, removed: report.removed },
      });
      return finishedAt;
    });
  }

  /**
   * Closes a run that broke. Its own connection may be what broke, so this asks for another one, a few times; where the
   * database stays away the next import of the source closes the run.
   */
  async fail({ id }: StartedRun, read: ReadCounts, error: unknown): Promise<void> {
    if (id === null) return;
    const reason = errorOf(databaseFault(error) ?? error).message;
    for (let attempt = 1; attempt <= FAILURE_ATTEMPTS; attempt += 1) {
      const recorded = await this.transactions
        .onOneConnection(() => this.runs.fail(id, reason.slice(0, LONGEST_REASON), read))
        .then(
          () => true,
          () => false,
        );
      if (recorded) return;
      await setTimeout(FAILURE_PAUSE);
    }
  }
}
