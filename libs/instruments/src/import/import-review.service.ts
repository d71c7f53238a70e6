import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { isRowId } from '@app/kernel';
import { ImportReviewsRepository, type ReviewedRun } from '../persistence/import-reviews.repository';
import type { Source } from '../sources/source';
import { SourcesService } from '../sources/sources.service';
import { ImportBookService } from './import-book.service';
import { NOTHING_ABSENT } from './import-report';
import { NotInReviewError, RunSupersededError, UnknownRunError } from './import-run.errors';
import { ImportWriteService } from './import-write.service';

/** Lets people decide about runs that the gate has held back. While one decides nobody imports that source. */
@Injectable()
export class ImportReviewService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly sources: SourcesService,
    private readonly book: ImportBookService,
    private readonly writer: ImportWriteService,
    private readonly reviews: ImportReviewsRepository,
  ) {}

  /**
   * Does what the gate has held back, as if the run had passed it: what a complete run did not see counts as missed.
   * What was seen since, by any run, was not missed.
   *
   * @throws UnknownRunError, NotInReviewError, RunSupersededError, SourceBusyError
   */
  async approve(id: string): Promise<void> {
    await this.decide(id, async (run, source) => {
      if (run.later !== null) throw new RunSupersededError(run.later);
      const scope = {
        sourceId: source.id,
        categoryId: run.categoryId,
        startedAt: run.startedAt.toISOString(),
      };
      const absent = run.complete ? await this.writer.markAbsent(scope) : NOTHING_ABSENT;
      await this.reviews.approve(id, absent);
      await this.audit.record({
        action: 'import.approved',
        object: { type: 'import_run', id },
        details: { source: run.source, ...absent },
      });
    });
  }

  /**
   * Closes a run: its rows stay, and nothing is concluded from what it did not see.
   *
   * @throws UnknownRunError, NotInReviewError, SourceBusyError
   */
  async reject(id: string): Promise<void> {
    await this.decide(id, async ({ source }) => {
      await this.reviews.reject(id);
      await this.audit.record({
        action: 'import.rejected',
        object: { type: 'import_run', id },
        details: { source },
      });
    });
  }

  private async decide(id: string, work: (run: ReviewedRun, source: Source) => Promise<void>): Promise<void> {
    const { source: slug } = await this.inReview(id);
    const source = await this.sources.find(slug);
    await this.book.holding(
      source,
      () => this.transactions.run(async () => work(await this.inReview(id), source)),
      undefined,
    );
  }

  private async inReview(id: string): Promise<ReviewedRun> {
    const run = isRowId(id) ? await this.reviews.find(id) : null;
    if (!run) throw new UnknownRunError();
    if (run.state !== 'needs_review') throw new NotInReviewError(run.state);
    return run;
  }
}
