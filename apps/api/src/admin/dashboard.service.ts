import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { OversightService, PurgeService } from '@app/auth';
import { CONFIG, type Config } from '@app/config';
import { ImportRunsService, RecordService, SourcesService } from '@app/instruments';
import { addDays, Clock, dateIn, startOfDay } from '@app/kernel';
import type { PermissionCode } from '@app/users';
import type { Requester } from '../http/access';
import {
  type DashboardBody,
  type ListingsFigures,
  type SignInFigures,
  type SourceFigures,
  toDays,
} from './dashboard.mapper';

const DAY = 24 * 60 * 60 * 1_000;
/** Days that changes are counted for; today is one of them. */
const WEEK = 7;
/** Days that charts show. */
const CHART = 14;

/** What admins want to know first, each part for those who may see what it is made of. */
@Injectable()
export class DashboardService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly runs: ImportRunsService,
    private readonly record: RecordService,
    private readonly sources: SourcesService,
    private readonly oversight: OversightService,
    private readonly purges: PurgeService,
  ) {}

  /** Parts that somebody may not see are absent. */
  async read({ permissions }: Requester): Promise<DashboardBody> {
    const may = (code: PermissionCode): boolean => permissions.has(code);
    return {
      ...(may('instruments.view_source') ? { sources: await this.sourceFigures() } : {}),
      ...(may('instruments.view_instrument') ? { listings: await this.listingsFigures() } : {}),
      ...(may('audit.view_entry') ? { sign_ins: await this.signInFigures() } : {}),
      ...(may('auth.view_session') ? { sessions: { live: (await this.oversight.open()).sessions } } : {}),
      ...(may('auth.view_outstanding_token') ? { purge: await this.purgeFigures() } : {}),
    };
  }

  private async sourceFigures(): Promise<SourceFigures[]> {
    const last = new Map((await this.runs.last()).map((run) => [run.source, run]));
    return (await this.sources.list()).map(
      ({ slug, name, enabled, intervalHours, lastSuccessAt, overdue }) => {
        const run = last.get(slug);
        return {
          ...{ slug, name, enabled, overdue },
          interval_hours: intervalHours,
          last_success_at: lastSuccessAt?.toISOString() ?? null,
          last_run: run
            ? {
                ...{ id: run.id, state: run.state },
                started_at: run.startedAt.toISOString(),
                finished_at: run.finishedAt?.toISOString() ?? null,
              }
            : null,
        };
      },
    );
  }

  private async listingsFigures(): Promise<ListingsFigures> {
    const days = (await this.record.countByDay(CHART)).map(({ day, seen, changed, removed }) => {
      return { day, new: seen, changed, removed };
    });
    // the numbers and the chart are sums of the same days, so that they never contradict one another
    const week = days.slice(-WEEK);
    const sum = (name: 'new' | 'changed' | 'removed'): number =>
      week.reduce((all, day) => all + day[name], 0);
    return {
      since: addDays(this.today(), 1 - WEEK),
      time_zone: this.config.timeZone,
      ...{ new: sum('new'), changed: sum('changed'), removed: sum('removed') },
      by_day: days,
    };
  }

  private async signInFigures(): Promise<SignInFigures> {
    const today = this.today();
    const now = this.clock.now().getTime();
    const [yesterday, week] = [new Date(now - DAY), new Date(now - WEEK * DAY)];
    const recent = await this.audit.count(['session.sign_in', 'session.sign_in_failed'], yesterday);
    const alarms = await this.audit.count(['session.token_reused'], week);
    const startOf = (day: string): Date => startOfDay(this.config.timeZone, day);
    const days = await this.audit.countByDay(
      ['session.sign_in', 'session.sign_in_failed'],
      startOf(addDays(today, 1 - CHART)),
      this.config.timeZone,
    );
    const on = (day: string, action: string): number =>
      days.find((one) => one.day === day && one.action === action)?.count ?? 0;
    return {
      since: yesterday.toISOString(),
      succeeded: recent.get('session.sign_in') ?? 0,
      failed: recent.get('session.sign_in_failed') ?? 0,
      alarms_since: week.toISOString(),
      alarms: alarms.get('session.token_reused') ?? 0,
      by_day: toDays(today, CHART, (day) => ({
        from: startOf(day).toISOString(),
        to: startOf(addDays(day, 1)).toISOString(),
        succeeded: on(day, 'session.sign_in'),
        failed: on(day, 'session.sign_in_failed'),
      })),
    };
  }

  private async purgeFigures(): Promise<NonNullable<DashboardBody['purge']>> {
    const { tokens, more } = await this.purges.backlog();
    const { lastSuccess, overdue } = await this.purges.state();
    return {
      ...{ backlog: tokens, backlog_more: more, overdue },
      last_success_at: lastSuccess?.toISOString() ?? null,
    };
  }

  private today(): string {
    return dateIn(this.config.timeZone, this.clock.now());
  }
}
