import { Inject, Injectable } from '@nestjs/common';
import { PurgeService } from '@app/auth';
import { CONFIG, type Config } from '@app/config';
import { JobRunsService, MOST_SKEW, OVERDUE } from '@app/database';
import { SourcesService } from '@app/instruments';
import { Clock } from '@app/kernel';
import { nextRun, SCHEDULE } from '../http/schedule';
import type { DatabaseBody, HealthBody, JobBody, MailsBody, MigrationsBody } from './system.mapper';

/** What is done from time to time, and how the parts of the installation are. */
@Injectable()
export class SystemService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly runs: JobRunsService,
    private readonly purges: PurgeService,
    private readonly sources: SourcesService,
  ) {}

  /** Every job that there is. */
  async jobs(): Promise<JobBody[]> {
    const runs = await this.runs.findAll();
    const now = this.clock.now();
    const purge = await this.purges.state();
    return Object.entries(SCHEDULE).map(([name, every]) => {
      const run = runs.find(({ job }) => job === name);
      const succeeded = run?.succeededAt ?? null;
      const overdue = succeeded !== null && now.getTime() - succeeded.getTime() > OVERDUE;
      return {
        name,
        every: every / 1_000,
        last_run_at: run?.endedAt.toISOString() ?? null,
        last_outcome: run?.outcome ?? null,
        last_success_at: succeeded?.toISOString() ?? null,
        // the first purge is waited for too
        overdue: name === 'purge' ? purge.overdue : overdue,
        next_at: this.config.scheduler ? (nextRun(every, now)?.toISOString() ?? null) : null,
      };
    });
  }

  /** A verdict on each part, as readiness and the figures for Prometheus know it. */
  async health(known: {
    readonly database: DatabaseBody;
    readonly migrations: MigrationsBody;
    readonly jobs: readonly JobBody[];
    readonly mails: MailsBody;
  }): Promise<HealthBody[]> {
    const { database, migrations, jobs, mails } = known;
    const { replicas_configured: configured, replicas_usable: usable, clock_skew: skew } = database;
    const wrong = jobs.filter(({ overdue, last_outcome: outcome }) => overdue || outcome === 'failed');
    return [
      verdict('database', migrations.pending),
      ...(configured > 0 ? [{ part: 'replicas', good: usable === configured, about: [] }] : []),
      verdict('imports', await this.sources.overdue()),
      verdict(
        'jobs',
        wrong.map(({ name }) => name),
      ),
      { part: 'mails', good: mails.failed === 0, about: [] },
      { part: 'clock', good: Math.abs(skew) <= MOST_SKEW, about: [] },
    ];
  }
}

/** A part that is well while nothing is wrong with it. */
function verdict(part: string, wrong: readonly string[]): HealthBody {
  return { part, good: wrong.length === 0, about: [...wrong] };
}
