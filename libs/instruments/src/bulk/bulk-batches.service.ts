import { Inject, Injectable } from '@nestjs/common';
import { type AuditEvent, AuditService, differences } from '@app/audit';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn } from '@app/kernel';
import { BulkChangesRepository } from '../persistence/bulk-changes.repository';
import { BulkJobsRepository } from '../persistence/bulk-jobs.repository';
import { InstrumentsRepository } from '../persistence/instruments.repository';
import type { BatchCounts, BatchItem, BulkWork } from './bulk-work';

/** A transaction changes so many listings, so that no other writer waits long. */
const BATCH = 500;

/** The job was cancelled, or has gone on elsewhere, since the batch began: the batch is rolled back. */
class OvertakenError extends Error {}

/**
 * Carries jobs out, a batch at a time. What a batch does, its audit, and how far it brings the job are one transaction:
 * whoever goes on after a crash begins where the last one was committed.
 */
@Injectable()
export class BulkBatchesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly jobs: BulkJobsRepository,
    private readonly changes: BulkChangesRepository,
    private readonly instruments: InstrumentsRepository,
  ) {}

  /**
   * Does the next batch of a job; after the last one it ends the job.
   *
   * @returns the job as it is for the batch after this one; `null`: there is none
   */
  async next(work: BulkWork): Promise<BulkWork | null> {
    try {
      return await this.transactions.run(() => this.batch(work));
    } catch (error) {
      if (error instanceof OvertakenError) return null;
      throw error;
    }
  }

  /** Ends a job that cannot be carried out; what is done stays. */
  async fail({ id }: BulkWork): Promise<void> {
    await this.transactions.run(() =>
      this.end(id, 'failed', 'A fault of the program stopped it: its log tells more.'),
    );
  }

  private async batch(work: BulkWork): Promise<BulkWork | null> {
    await this.instruments.lockListings();
    const today = dateIn(this.config.timeZone, this.clock.now());
    const items = await this.changes.apply(work, BATCH, today);
    const last = items.at(-1)?.id;
    if (last === undefined) {
      await this.end(work.id, 'succeeded', null);
      return null;
    }
    const changed = items.filter(({ verdict }) => verdict === 'changed');
    await this.audit.recordAll(changed.map((item) => entryOf(work, item)));
    if (!(await this.jobs.advance(work.id, work.last, last, countsOf(items)))) throw new OvertakenError();
    return { ...work, last };
  }

  private async end(id: string, state: 'succeeded' | 'failed', failure: string | null): Promise<void> {
    if (!(await this.jobs.end(id, state, failure))) return;
    const job = await this.jobs.findById(id);
    if (!job) return;
    const { total, changed, unchanged, failed } = job;
    await this.audit.record({
      action: 'bulkjob.finished',
      object: { type: 'bulk_job', id },
      details: { state, total, changed, unchanged, failed },
    });
  }
}

function entryOf({ id: job, action }: BulkWork, { id, name, link, before, after }: BatchItem): AuditEvent {
  const named = { delete: 'instrument.deleted', restore: 'instrument.restored' } as const;
  return {
    action: action === 'delete' || action === 'restore' ? named[action] : 'instrument.changed',
    object: { type: 'instrument', id },
    changes: differences(before, after),
    details: { bulk_job: job, ...(action === 'delete' ? { name, url: link } : {}) },
  };
}

function countsOf(items: readonly BatchItem[]): BatchCounts {
  const changed = items.filter(({ verdict }) => verdict === 'changed').length;
  const unchanged = items.filter(({ verdict }) => verdict === 'unchanged').length;
  return { changed, unchanged, failed: items.length - changed - unchanged };
}
