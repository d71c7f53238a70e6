import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { JobRunsService, OVERDUE, Transactions } from '@app/database';
import { OutboxService } from '@app/mail';
import { AccountLinksService } from '../account/account-links.service';
import { LimitsService } from '../limits/limits.service';
import { type PurgeCursor, PurgeRepository } from '../persistence/purge.repository';
import {
  BATCH_ROWS,
  LONGEST,
  PAUSE,
  type PurgeOptions,
  type PurgeReport,
  type PurgeState,
  WORK,
} from './purge';

/** A backlog is not counted beyond this: whether a token goes takes a look at its session. */
const MOST_COUNTED = 10_000;

/** Counts of a purge that runs, and what it was asked. */
class Run {
  tokens = 0;
  sessions = 0;
  others = 0;
  batches = 0;
  stopped = false;
  private readonly begun = performance.now();
  private worked = performance.now();

  constructor(readonly options: PurgeOptions) {}

  get milliseconds(): number {
    return performance.now() - this.begun;
  }

  /** Lets others have the database for a moment when it is time. */
  async breathe(): Promise<void> {
    if (performance.now() - this.worked < WORK) return;
    await sleep(PAUSE);
    this.worked = performance.now();
  }

  report(state: PurgeReport['state']): PurgeReport {
    const { tokens, sessions, others, batches } = this;
    const seconds = Math.round(this.milliseconds) / 1000;
    return { state, dryRun: this.options.dryRun ?? false, tokens, sessions, others, batches, seconds };
  }
}

/** Deletes tokens and sessions that nobody needs any more, by the retention of the contract (docs/decisions). */
@Injectable()
export class PurgeService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly runs: JobRunsService,
    private readonly repository: PurgeRepository,
    private readonly limits: LimitsService,
    private readonly links: AccountLinksService,
    private readonly outbox: OutboxService,
  ) {}

  /**
   * Purges, unless another program is at it; each batch is a transaction, so it may be stopped at any time. How it ended is
   * written down, and as a success when it came to its end.
   */
  async purge(options: PurgeOptions = {}): Promise<PurgeReport> {
    if (options.dryRun) return this.attempt(options);
    return this.runs.run(
      'purge',
      () => this.attempt(options),
      ({ state }) => state === 'done',
    );
  }

  private async attempt(options: PurgeOptions): Promise<PurgeReport> {
    const run = new Run(options);
    return this.transactions.onOneConnection(async () => {
      if (!(await this.repository.tryLock())) return run.report('busy');
      try {
        await this.walk(run);
        return run.report(run.stopped ? 'unfinished' : 'done');
      } finally {
        await this.repository.unlock();
      }
    });
  }

  /** For whoever watches over it. */
  async state(): Promise<PurgeState> {
    const { lastSuccess, since, now } = await this.runs.findSuccess('purge');
    return { lastSuccess, since, overdue: now.getTime() - since.getTime() > OVERDUE };
  }

  /** Tokens that the next purge will delete: how many of the 10,000 that expired first, and whether there are others. */
  async backlog(): Promise<{ tokens: number; more: boolean }> {
    const started = await this.repository.now();
    const step = { started, rows: MOST_COUNTED, dryRun: true, after: null };
    const { purged, next } = await this.repository.purgeTokens(step);
    return { tokens: purged, more: next !== null };
  }

  private async walk(run: Run): Promise<void> {
    const step = {
      started: await this.repository.now(),
      rows: BATCH_ROWS,
      dryRun: run.options.dryRun ?? false,
    };
    const { normal, staff } = this.config.auth;
    const longest = Math.max(normal.absolute, staff.absolute);
    await this.batches<PurgeCursor>(run, 'tokens', (after) =>
      this.repository.purgeTokens({ ...step, after }),
    );
    await this.batches<PurgeCursor>(run, 'sessions', (after) =>
      this.repository.purgeSessions({ ...step, after }, longest),
    );
    if (step.dryRun) return;
    await this.tidy(run, (rows) => this.limits.purgeStale(rows));
    await this.tidy(run, (rows) => this.links.purge(rows));
    await this.tidy(run, (rows) => this.outbox.purgeSent(rows));
  }

  /** A table of which whatever is found goes: its next batch begins at the beginning. */
  private async tidy(run: Run, purge: (rows: number) => Promise<number>): Promise<void> {
    await this.batches(run, 'others', async () => {
      const purged = await purge(BATCH_ROWS);
      return { purged, next: purged === BATCH_ROWS ? true : null };
    });
  }

  private async batches<Place>(
    run: Run,
    what: 'tokens' | 'sessions' | 'others',
    batch: (after: Place | null) => Promise<{ readonly purged: number; readonly next: Place | null }>,
  ): Promise<void> {
    let after: Place | null = null;
    do {
      if (run.milliseconds >= LONGEST || run.options.signal?.aborted) run.stopped = true;
      if (run.stopped) return;
      const { purged, next } = await batch(after);
      run[what] += purged;
      run.batches += 1;
      run.options.onProgress?.(run.tokens + run.sessions + run.others);
      after = next;
      await run.breathe();
    } while (after !== null);
  }
}
