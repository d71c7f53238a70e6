import { Injectable } from '@nestjs/common';
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
/** A job that comes every few seconds and ends as before is written down no more often than this, in milliseconds. */
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

/** Remembers how jobs end, whichever process does them. */
@Injectable()
export class JobRunsService {
  private readonly written = new Map<JobName, { readonly at: number; readonly outcome: JobRun['outcome'] }>();

  constructor(private readonly transactions: Transactions) {}

  /** Does a job, and writes down how it ended; what it throws goes on. */
  async run<T>(job: JobName, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      const done = await work();
      await this.write(job, begun, 'done');
      return done;
    } catch (error) {
      // what went wrong is told, and not that it could not be written down: most likely for the same reason
      await this.write(job, begun, 'failed').catch(() => undefined);
      throw error;
    }
  }

  /** The last run of each job that was ever done. */
  async findAll(): Promise<JobRun[]> {
    return this.transactions.query(
      runRow,
      'SELECT job, ended_at, outcome, succeeded_at FROM job_run ORDER BY job',
    );
  }

  private async write(job: JobName, begun: number, outcome: JobRun['outcome']): Promise<void> {
    const now = performance.now();
    const last = this.written.get(job);
    if (last?.outcome === outcome && now - last.at < WRITTEN_EVERY) return;
    await this.transactions.execute(
      `INSERT INTO job_run AS known (job, began_at, ended_at, outcome, succeeded_at)
       VALUES ($1, now() - $2 * interval '1 millisecond', now(), $3, CASE WHEN $3 = 'done' THEN now() END)
       ON CONFLICT (job) DO UPDATE
          SET began_at = excluded.began_at, ended_at = excluded.ended_at, outcome = excluded.outcome,
              succeeded_at = coalesce(excluded.succeeded_at, known.succeeded_at)`,
      [job, now - begun, outcome],
    );
    this.written.set(job, { at: now, outcome });
  }
}
