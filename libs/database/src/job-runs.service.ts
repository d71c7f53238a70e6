import { Injectable, Logger } from '@nestjs/common';
import { errorOf } from '@app/kernel';
import { z } from 'zod';
import { Transactions } from './transactions';

/** What has to be done from time to time: by the clockwork of a server, or by cron. */
export type JobName = 'purge' | 'sweep' | 'mail' | 'bulk';

/** How a job ended the last time. */
export interface JobRun {
  readonly job: string;
  readonly endedAt: Date;
  readonly outcome: 'done' | 'failed';
  /** When it last ended well; `null`: never. */
  readonly succeededAt: Date | null;
}

/** Without a success for this long, in milliseconds, something is wrong with a job. */
export const OVERDUE = 24 * 3_600_000;
/** Jobs that come every few seconds: one that ends as before is written down no more often than {@link WRITTEN_EVERY}. */
const FREQUENT: ReadonlySet<JobName> = new Set<JobName>(['mail', 'bulk']);
/** In milliseconds. */
const WRITTEN_EVERY = 60_000;

const runRow = z
  .object({
    job: z.string(),
    ended_at: z.date(),
    outcome: z.enum(['done', 'failed']),
    succeeded_at: z.date().nullable(),
  })
  .transform(({ job, ended_at: endedAt, outcome, succeeded_at: succeededAt }): JobRun => ({
    ...{ job, endedAt, outcome, succeededAt },
  }));

const successRow = z.object({ at: z.date().nullable(), since: z.date(), now: z.date() });

/** When a job last ended well, from when on to wait for the next time, and what time it is. */
export interface JobSuccess {
  /** `null`: it never did. */
  readonly lastSuccess: Date | null;
  readonly since: Date;
  readonly now: Date;
}

/** Remembers how jobs end, whichever process does them. */
@Injectable()
export class JobRunsService {
  private readonly logger = new Logger('jobs');
  private readonly written = new Map<JobName, { readonly at: number; readonly outcome: JobRun['outcome'] }>();

  constructor(private readonly transactions: Transactions) {}

  /**
   * Does a job, and writes down how it ended; what it throws goes on. One that worked and could not be written down has
   * worked all the same: the log tells.
   *
   * @param isWhole whether what it did was all that there was to do; a part of it is no success
   */
  async run<T>(job: JobName, work: () => Promise<T>, isWhole: (done: T) => boolean = () => true): Promise<T> {
    const begun = performance.now();
    let done: T;
    try {
      done = await work();
    } catch (error) {
      // what went wrong is told, and not that it could not be written down: most likely for the same reason
      await this.write(job, begun, 'failed', false).catch(() => undefined);
      throw error;
    }
    await this.write(job, begun, 'done', isWhole(done)).catch((error: unknown) => {
      this.logger.error(errorOf(error), job);
    });
    return done;
  }

  /** The last run of each job that was ever done. */
  async findAll(): Promise<JobRun[]> {
    return this.transactions.query(
      runRow,
      'SELECT job, ended_at, outcome, succeeded_at FROM job_run WHERE ended_at IS NOT NULL ORDER BY job',
    );
  }

  /** When a job last ended well; one that never did is waited for from the day of the installation on. */
  async findSuccess(job: JobName): Promise<JobSuccess> {
    const [row] = await this.transactions.query(
      successRow,
      `SELECT max(succeeded_at) AS at, coalesce(max(succeeded_at), max(awaited_since), 'epoch') AS since, now() AS now
         FROM job_run WHERE job = $1`,
      [job],
    );
    return { lastSuccess: row?.at ?? null, since: row?.since ?? new Date(0), now: row?.now ?? new Date() };
  }

  private async write(
    job: JobName,
    begun: number,
    outcome: JobRun['outcome'],
    isSuccess: boolean,
  ): Promise<void> {
    const now = performance.now();
    const last = this.written.get(job);
    if (FREQUENT.has(job) && last?.outcome === outcome && now - last.at < WRITTEN_EVERY) return;
    await this.transactions.execute(
      `INSERT INTO job_run AS known (job, began_at, ended_at, outcome, succeeded_at)
       VALUES ($1, now() - $2 * interval '1 millisecond', now(), $3, CASE WHEN $4 THEN now() END)
       ON CONFLICT (job) DO UPDATE
          SET began_at = excluded.began_at, ended_at = excluded.ended_at, outcome = excluded.outcome,
              succeeded_at = coalesce(excluded.succeeded_at, known.succeeded_at)`,
      [job, now - begun, outcome, isSuccess],
    );
    this.written.set(job, { at: now, outcome });
  }
}
