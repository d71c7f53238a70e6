import { pipeline, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ListPage, ListRequest } from '@app/database';
import { isRowId } from '@app/kernel';
import { ImportApplyRepository } from '../persistence/import-apply.repository';
import { ImportHistoryRepository } from '../persistence/import-history.repository';
import { ImportReviewsRepository } from '../persistence/import-reviews.repository';
import { ImportRunsRepository } from '../persistence/import-runs.repository';
import { SourcesService } from '../sources/sources.service';
import { errorsCsv, type RejectedRow } from './errors-csv';
import { type AbsenceCounts, NOTHING_ABSENT } from './import-report';
import { UnknownRunError } from './import-run.errors';
import type { ImportRun, ImportRunDetails, ImportRunFilter, ImportRunOrder } from './import-run';

/** Refused rows in memory at once; one may be as large as a row of a file. */
const BATCH = 200;

/** What was imported, and what became of it. */
@Injectable()
export class ImportRunsService {
  constructor(
    private readonly sources: SourcesService,
    private readonly history: ImportHistoryRepository,
    private readonly runs: ImportRunsRepository,
    private readonly reviews: ImportReviewsRepository,
    private readonly listings: ImportApplyRepository,
  ) {}

  /** @throws UnknownSourceError, InvalidCursorError */
  async list(filter: ImportRunFilter, request: ListRequest<ImportRunOrder>): Promise<ListPage<ImportRun>> {
    const source = filter.source === undefined ? undefined : (await this.sources.find(filter.source)).slug;
    return this.history.findPage({ ...filter, source }, request);
  }

  /** The last run of each source that has any. */
  last(): Promise<ImportRun[]> {
    return this.history.findLast();
  }

  /**
   * A run as it is now. Whoever waits for its end would wait for ever if its program died: such a run is closed here.
   *
   * @throws UnknownRunError
   */
  async find(id: string): Promise<ImportRunDetails> {
    let run = isRowId(id) ? await this.history.findById(id) : null;
    if (run?.state === 'running' && (await this.runs.failIfDead(id))) run = await this.history.findById(id);
    if (!run) throw new UnknownRunError();
    const warnings = await this.history.findWarnings(id);
    const errors = await this.history.findErrors(id);
    return { ...run, warnings, errors, onApproval: await this.onApproval(run) };
  }

  /**
   * The `errors.csv` of a run, as it comes out of the database: the header alone when nothing was refused.
   *
   * @throws UnknownRunError
   */
  async errorsOf(id: string): Promise<Readable> {
    const columns = isRowId(id) ? await this.history.findColumns(id) : null;
    if (!columns) throw new UnknownRunError();
    const csv = errorsCsv(columns);
    // what breaks on the way breaks the stream that is handed out
    pipeline(Readable.from(this.rejected(id)), csv, () => undefined);
    return csv;
  }

  /** What {@link ImportReviewService.approve} would do now; `null`: it would refuse. */
  private async onApproval({ id, state }: ImportRun): Promise<AbsenceCounts | null> {
    const held = state === 'needs_review' ? await this.reviews.find(id) : null;
    if (!held || held.later !== null) return null;
    if (!held.complete) return NOTHING_ABSENT;
    const { id: sourceId } = await this.sources.find(held.source);
    const startedAt = held.startedAt.toISOString();
    return this.listings.countAbsent({ sourceId, categoryId: held.categoryId, startedAt });
  }

  private async *rejected(id: string): AsyncGenerator<RejectedRow> {
    let after = 0;
    for (;;) {
      const rows = await this.history.findRejected(id, after, BATCH);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.row;
    }
  }
}
