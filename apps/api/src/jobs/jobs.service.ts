import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { AccountMailService, PurgeService } from '@app/auth';
import { type JobName, JobRunsService } from '@app/database';
import { BulkRunnerService, ImportRequestsService, ListingsService } from '@app/instruments';
import { errorOf } from '@app/kernel';
import { SCHEDULE } from '../http/schedule';

/**
 * What has to be done from time to time. Each job is safe to run in several processes at once, and never runs twice at
 * once in this one; one that fails is told to the log and comes again, and how each ended is written down.
 */
@Injectable()
export class JobsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('jobs');
  private readonly tracer = trace.getTracer('jobs');
  private readonly running = new Map<JobName, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly purges: PurgeService,
    private readonly listings: ListingsService,
    private readonly importRequests: ImportRequestsService,
    private readonly mails: AccountMailService,
    private readonly bulk: BulkRunnerService,
    private readonly runs: JobRunsService,
  ) {}

  /** Deletes tokens, sessions and what else ended long enough ago. */
  @Cron(CronExpression.EVERY_HOUR)
  async purge(): Promise<void> {
    await this.once('purge', async () => {
      await this.purges.purge({ signal: this.stopping.signal });
    });
  }

  /** Takes off the lists what has run out or has gone from its site, and forgets old keys of imports. */
  @Cron(CronExpression.EVERY_HOUR)
  async sweep(): Promise<void> {
    await this.noted('sweep', async () => {
      await this.listings.sweep();
      await this.importRequests.purge({ signal: this.stopping.signal });
    });
  }

  /** Sends the mails that wait. */
  @Interval(SCHEDULE.mail)
  async deliver(): Promise<void> {
    await this.noted('mail', async () => {
      const { sent, failed } = await this.mails.deliver({ signal: this.stopping.signal });
      if (sent + failed > 0) this.logger.log(`${sent} mails sent, ${failed} attempts failed`);
    });
  }

  /** Goes on with changes of many listings whose process has ended. */
  @Interval(SCHEDULE.bulk)
  async goOn(): Promise<void> {
    await this.noted('bulk', () => {
      this.bulk.wake();
      return Promise.resolve();
    });
  }

  /** Lets what runs come to its end before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  /** The purge notes by itself how it ended: it is done by others too. */
  private async noted(job: JobName, work: () => Promise<void>): Promise<void> {
    await this.once(job, () => this.runs.run(job, work));
  }

  private async once(job: JobName, work: () => Promise<void>): Promise<void> {
    if (this.running.has(job) || this.stopping.signal.aborted) return;
    const run = this.tracer
      .startActiveSpan(`job ${job}`, { root: true }, (span) => work().finally(() => span.end()))
      .catch((error: unknown) => {
        this.logger.error(errorOf(error), job);
      });
    this.running.set(job, run);
    await run;
    this.running.delete(job);
  }
}
