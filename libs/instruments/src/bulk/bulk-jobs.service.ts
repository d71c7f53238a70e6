import { Inject, Injectable } from '@nestjs/common';
import { AuditService, TraceService } from '@app/audit';
import { CONFIG, type Config } from '@app/config';
import { type ListPage, type ListRequest, Transactions } from '@app/database';
import { Clock, dateIn, isRowId } from '@app/kernel';
import { CategoriesService } from '../categories/categories.service';
import { BulkItemsRepository, type ItemSource } from '../persistence/bulk-items.repository';
import { BulkJobsRepository } from '../persistence/bulk-jobs.repository';
import {
  type BulkFailure,
  type BulkJob,
  type BulkJobFilter,
  type BulkJobOrder,
  type BulkOrder,
  type BulkPreview,
  type ChosenListing,
  MOST_LISTINGS,
  MOST_UNCONFIRMED,
} from './bulk-job';
import { BulkRunnerService } from './bulk-runner.service';
import { BulkSelectionsService } from './bulk-selections.service';
import {
  BulkJobEndedError,
  ConfirmationNeededError,
  CountChangedError,
  NothingMatchesError,
  TooManyListingsError,
  UnknownBulkJobError,
} from './bulk.errors';

const NUMBER = /^\d{1,9}$/;
const SAMPLE = 10;
/** What would become of more than these takes too long for an answer: the job itself tells. */
const MOST_JUDGED = 100_000;

/** Orders changes of many listings, and tells what became of them. */
@Injectable()
export class BulkJobsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly traces: TraceService,
    private readonly audit: AuditService,
    private readonly categories: CategoriesService,
    private readonly selections: BulkSelectionsService,
    private readonly jobs: BulkJobsRepository,
    private readonly items: BulkItemsRepository,
    private readonly runner: BulkRunnerService,
  ) {}

  /**
   * How many listings an order would reach, counted one by one, what would become of them, and some of them.
   *
   * @throws InstrumentQueryError, UnknownCategoryError, TooManyListingsError
   */
  async preview(order: BulkOrder): Promise<BulkPreview> {
    const meant = { ...order, value: await this.valueOf(order) };
    const today = dateIn(this.config.timeZone, this.clock.now());
    const bounds = { most: MOST_LISTINGS, judged: MOST_JUDGED, sample: SAMPLE };
    const found = await this.selections.among(order, (source) =>
      this.items.preview(source, meant, today, bounds),
    );
    if (found.matching > MOST_LISTINGS) throw new TooManyListingsError();
    return found;
  }

  /**
   * Orders a job: its listings are those of now, and it is carried out in the background.
   *
   * @param confirmation how many they are, said again by whoever orders it; needed over {@link MOST_UNCONFIRMED}
   * @throws what {@link preview} throws, NothingMatchesError, ConfirmationNeededError, CountChangedError
   */
  async order(order: BulkOrder, confirmation: string | null): Promise<BulkJob> {
    const meant = { ...order, value: await this.valueOf(order) };
    const job = await this.transactions.onOneConnection(() =>
      this.transactions.withoutTimeLimits(() =>
        this.selections.among(order, (source) => this.open(meant, source, confirmation)),
      ),
    );
    this.runner.wake();
    return job;
  }

  /** @throws InvalidCursorError */
  list(filter: BulkJobFilter, request: ListRequest<BulkJobOrder>): Promise<ListPage<BulkJob>> {
    return this.jobs.findPage(filter, request);
  }

  /** @throws UnknownBulkJobError */
  async find(id: string): Promise<BulkJob> {
    const job = isRowId(id) ? await this.jobs.findById(id) : null;
    if (!job) throw new UnknownBulkJobError();
    return job;
  }

  /** The listings of a job that were chosen one by one; none for one by a query. @throws UnknownBulkJobError */
  async chosen(id: string): Promise<ChosenListing[]> {
    await this.find(id);
    return this.items.findChosen(id);
  }

  /** The listings that a job could not change. @throws UnknownBulkJobError, InvalidCursorError */
  async failures(id: string, request: ListRequest<BulkJobOrder>): Promise<ListPage<BulkFailure>> {
    await this.find(id);
    return this.jobs.findFailures(id, request);
  }

  /**
   * Ends a job at once: what is done stays, and the batch at hand is not done.
   *
   * @throws UnknownBulkJobError, BulkJobEndedError
   */
  async cancel(id: string): Promise<BulkJob> {
    await this.find(id);
    const cancelled = await this.transactions.run(async () => {
      const ended = await this.jobs.end(id, 'cancelled', null);
      const job = await this.find(id);
      if (!ended) throw new BulkJobEndedError(job.state);
      const { total, changed, unchanged, failed } = job;
      await this.audit.record({
        action: 'bulkjob.cancelled',
        object: { type: 'bulk_job', id },
        details: { total, changed, unchanged, failed },
      });
      return job;
    });
    // clears away what is left of it
    this.runner.wake();
    return cancelled;
  }

  private async open(order: BulkOrder, source: ItemSource, confirmation: string | null): Promise<BulkJob> {
    const id = await this.jobs.insert(order, this.traces.get());
    const total = await this.items.add(id, source, MOST_LISTINGS);
    assertConfirmed(total, confirmation);
    await this.jobs.setTotal(id, total);
    const { action, value, selection } = order;
    await this.audit.record({
      action: 'bulkjob.ordered',
      object: { type: 'bulk_job', id },
      details: { action, value, query: 'query' in selection ? selection.query : null, total },
    });
    return this.find(id);
  }

  /** The value in its one spelling. @throws UnknownCategoryError */
  private async valueOf({ action, value }: BulkOrder): Promise<string | null> {
    return action === 'category' ? (await this.categories.find(value ?? '')).slug : value;
  }
}

function assertConfirmed(matching: number, confirmation: string | null): void {
  if (matching > MOST_LISTINGS) throw new TooManyListingsError();
  if (confirmation !== null && NUMBER.test(confirmation) && Number(confirmation) !== matching) {
    throw new CountChangedError(Number(confirmation), matching);
  }
  if (matching === 0) throw new NothingMatchesError();
  if (matching > MOST_UNCONFIRMED && confirmation !== String(matching)) {
    throw new ConfirmationNeededError(matching);
  }
}
