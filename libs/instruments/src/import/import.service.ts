import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { Clock, dateIn } from '@app/kernel';
import { CategoriesService } from '../categories/categories.service';
import type { Category } from '../categories/category';
import type { AbsenceScope } from '../persistence/import-apply.repository';
import type { StartedRun } from '../persistence/import-runs.repository';
import type { Source } from '../sources/source';
import { SourcesService } from '../sources/sources.service';
import { ImportBookService } from './import-book.service';
import { gate } from './import-gate';
import { writeReason } from './import-reason';
import type { ImportOrder } from './import-order';
import {
  type AbsenceCounts,
  type ImportCounts,
  type ImportReport,
  NOTHING_ABSENT,
  RemarkTally,
} from './import-report';
import { CompleteNeedsSourceError, ImportInterruptedError, SourceMissingError } from './import-run.errors';
import { ImportWriteService } from './import-write.service';
import { unlessAborted } from './unless-aborted';

interface Job {
  readonly order: ImportOrder;
  readonly source: Source;
  readonly category: Category | null;
  readonly run: StartedRun;
  /** Rows of the file so far. */
  readonly read: { received: number; rejected: number };
  readonly warnings: RemarkTally;
  readonly errors: RemarkTally;
}

/** How a run ended. */
type Outcome = ImportCounts & Pick<ImportReport, 'state' | 'reason' | 'onApproval'>;

const NOTHING: ImportCounts = {
  received: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  priceChanged: 0,
  reactivated: 0,
  duplicates: 0,
  rejected: 0,
  stale: 0,
  removed: 0,
};

/** Brings scraped rows in: one source at a time, batch by batch, with a report of every row's fate. */
@Injectable()
export class ImportService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly sources: SourcesService,
    private readonly categories: CategoriesService,
    private readonly book: ImportBookService,
    private readonly writer: ImportWriteService,
  ) {}

  /**
   * Runs one import to its end.
   *
   * @throws SourceBusyError, SourceMissingError, CompleteNeedsSourceError, UnknownSourceError, UnknownCategoryError
   *   before anything is stored; ScrapedFileError when the file is refused whole; ImportInterruptedError or whatever
   *   else stopped it later, with the run left as failed and the batches before it stored
   */
  async run(order: ImportOrder): Promise<ImportReport> {
    try {
      return await this.runUnlessBusy(order);
    } catch (error) {
      throw order.signal?.aborted ? new ImportInterruptedError() : error;
    }
  }

  private async runUnlessBusy(order: ImportOrder): Promise<ImportReport> {
    if (order.complete && order.source === null) throw new CompleteNeedsSourceError();
    const named = order.source ?? (await unlessAborted(order.intake.firstWebsite(), order.signal));
    if (named === null) throw new SourceMissingError();
    const source = await this.sources.find(named);
    const category =
      order.category === null ? null : await this.categories.resolve(order.category, source.id);
    return this.book.holding(
      source,
      async () => {
        try {
          return await this.runLocked(order, source, category);
        } finally {
          // Where the connection itself broke, the database has done it already.
          await this.writer.close().catch(() => undefined);
        }
      },
      order.signal,
    );
  }

  private async runLocked(
    order: ImportOrder,
    source: Source,
    category: Category | null,
  ): Promise<ImportReport> {
    const { complete, dryRun, intake } = order;
    const run = await this.book.start(source, category, { complete, dryRun, file: intake.fileName });
    const job: Job = {
      order,
      source,
      category,
      run,
      read: { received: 0, rejected: 0 },
      warnings: new RemarkTally(),
      errors: new RemarkTally(),
    };
    try {
      return await this.carryOut(job);
    } catch (error) {
      const cause = order.signal?.aborted ? new ImportInterruptedError() : error;
      await this.book.fail(run, job.read, cause);
      throw cause;
    }
  }

  private async carryOut(job: Job): Promise<ImportReport> {
    const { order, run } = job;
    await this.writer.open();
    await this.stage(job);
    await order.onRead?.(run.id);
    const { received, rejected } = job.read;
    for (const { code, message, row } of order.intake.notes()) job.warnings.add(code, message, row);
    if (order.onError === 'abort' && rejected > 0) {
      const reason = writeReason('rows_rejected', { rejected, received });
      return this.close(job, { ...NOTHING, received, rejected, state: 'failed', reason, onApproval: null });
    }

    const scope = {
      sourceId: job.source.id,
      categoryId: job.category?.id ?? null,
      startedAt: run.startedAt.toISOString(),
    };
    const usual = order.complete ? await this.book.usualRows(job.source, job.category) : [];
    // before any is written: the file itself is no measure
    const listed = order.complete && usual.length === 0 ? await this.writer.countListed(scope) : 0;
    const written = await this.writer.write({
      runId: run.id,
      source: job.source,
      startedAt: run.startedAt,
      today: dateIn(this.config.timeZone, this.clock.now()),
      wholly: order.onError === 'abort',
      warnings: job.warnings,
      onRows: (done) => order.onProgress?.({ phase: 'writing', done, total: received - rejected }),
      onBatch: (written) => this.book.advance(run, job.read, written),
    });
    const counts = { ...written, received, rejected };
    const reason = gate(counts, order.complete, usual, listed);
    if (reason === null) {
      const absent = await this.conclude(job, scope);
      return this.close(job, { ...counts, ...absent, state: 'succeeded', reason, onApproval: null });
    }
    const onApproval = order.complete ? await this.writer.countAbsent(scope, order.dryRun) : NOTHING_ABSENT;
    return this.close(job, { ...counts, ...NOTHING_ABSENT, state: 'needs_review', reason, onApproval });
  }

  /** What a run that passed the gate did not see; a dry run only counts it. */
  private async conclude({ order }: Job, scope: AbsenceScope): Promise<AbsenceCounts> {
    if (!order.complete) return NOTHING_ABSENT;
    return order.dryRun ? this.writer.countAbsent(scope, true) : this.writer.markAbsent(scope);
  }

  /** Reads the file to its end into the stage. */
  private async stage(job: Job): Promise<void> {
    const { order, source, run, read } = job;
    const context = {
      habit: source.priceHabit,
      currency: source.currency,
      now: this.clock.now(),
      timeZone: source.timeZone,
      category: order.category,
    };
    // The database takes one batch in while the next one is read; never more than one is on its way.
    let storing: Promise<void> = Promise.resolve();
    const batches = order.intake.batches(context)[Symbol.asyncIterator]();
    const next = () => unlessAborted(batches.next(), order.signal);
    for (let step = await next(); !step.done; step = await next()) {
      const batch = step.value;
      const firstRejected = read.rejected === 0 && batch.rejected.length > 0;
      read.received += batch.received;
      read.rejected += batch.rejected.length;
      await storing;
      storing = this.writer.add(batch.listings);
      // Heard of where it is awaited next; until then it must not end the process.
      storing.catch(() => undefined);
      for (const { code, message, row } of batch.notes) job.warnings.add(code, message, row);
      for (const { row, faults } of batch.rejected) {
        for (const { code, message } of faults) job.errors.add(code, message, row);
      }
      if (batch.rejected.length > 0) {
        await storing;
        if (firstRejected) await this.book.keepColumns(run, order.intake.columns());
        await this.book.addRejected(run, batch.rejected);
        order.onRejected?.(batch.rejected, order.intake.columns());
      }
      order.onProgress?.({ phase: 'reading', done: read.received, total: null });
    }
    await storing;
  }

  private async close(job: Job, outcome: Outcome): Promise<ImportReport> {
    const { order, run, source, category } = job;
    const report = {
      id: run.id,
      source: source.slug,
      category: category?.slug ?? null,
      complete: order.complete,
      dryRun: order.dryRun,
      file: order.intake.fileName,
      startedAt: run.startedAt.toISOString(),
      ...order.intake.digest(),
      ...outcome,
      warnings: job.warnings.list(),
      errors: job.errors.list(),
    };
    const finishedAt = await this.book.finish(report, order.intake.columns());
    return { ...report, finishedAt: finishedAt.toISOString() };
  }
}
