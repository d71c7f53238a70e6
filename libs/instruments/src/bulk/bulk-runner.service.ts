import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { TraceService } from '@app/audit';
import { databaseFault, Transactions } from '@app/database';
import { BulkItemsRepository } from '../persistence/bulk-items.repository';
import { BulkJobsRepository } from '../persistence/bulk-jobs.repository';
import { BulkBatchesService } from './bulk-batches.service';
import type { BulkWork } from './bulk-work';

/** Another process is at it, or the database is away: looked at again after so many milliseconds. */
const PAUSE = 1_000;

/** Carries jobs out behind the back of requests: one after the other, and in one process at a time. */
@Injectable()
export class BulkRunnerService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('bulk');
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private wanted = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly traces: TraceService,
    private readonly jobs: BulkJobsRepository,
    private readonly items: BulkItemsRepository,
    private readonly batches: BulkBatchesService,
  ) {}

  /** Sees to it that what is ordered is carried out, here or by the process that is at it; answers at once. */
  wake(): void {
    this.wanted = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Lets the batch at hand come to its end: another process goes on, or the next one. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let left = false;
    while ((this.wanted || left) && !this.stopping.signal.aborted) {
      this.wanted = false;
      try {
        left = left || (await this.jobs.isWorkLeft());
        if (left) left = !(await this.alone()) && (await this.jobs.isWorkLeft());
      } catch (error) {
        this.logger.error(new Error('jobs wait for the database', { cause: error }));
      }
      if (left) await sleep(PAUSE, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** @returns whether it could be done here: false when another process is at it */
  private alone(): Promise<boolean> {
    return this.transactions.onOneConnection(async () => {
      if (!(await this.jobs.tryLock())) return false;
      try {
        await this.transactions.withoutTimeLimits(() => this.carryAllOut());
        return true;
      } finally {
        // where the connection itself broke, the database has done it already
        await this.jobs.unlock().catch(() => undefined);
      }
    });
  }

  private async carryAllOut(): Promise<void> {
    for (;;) {
      for (const ended of await this.items.findLeft()) await this.items.forget(ended);
      const next = await this.jobs.findNext();
      if (!next || this.stopping.signal.aborted) return;
      await this.traces.run(
        () => next.trace,
        () => this.carryOut(next),
      );
    }
  }

  /** What the database cannot do now is tried again; a fault of ours ends the job. */
  private async carryOut(work: BulkWork): Promise<void> {
    await this.jobs.begin(work.id);
    try {
      let left: BulkWork | null = work;
      while (left && !this.stopping.signal.aborted) left = await this.batches.next(left);
    } catch (error) {
      if (databaseFault(error)) throw error;
      this.logger.error(new Error(`job ${work.id} failed`, { cause: error }));
      await this.batches.fail(work);
    }
  }
}
