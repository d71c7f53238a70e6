/** The last import of a source. */
export interface LastRun {
  readonly id: string;
  readonly state: string;
  readonly started_at: string;
  readonly finished_at: string | null;
}

/** How fresh a source is. */
export interface SourceFigures {
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly interval_hours: number;
  readonly last_success_at: string | null;
  readonly overdue: boolean;
  readonly last_run: LastRun | null;
}

/** What was counted on a day. */
export type DayFigures = Readonly<Record<string, number | string>> & { readonly day: string };

/** `GET /api/v1/admin/dashboard`: a part that one may not see is absent. */
export interface DashboardFigures {
  readonly sources?: readonly SourceFigures[];
  readonly listings?: {
    readonly since: string;
    readonly time_zone: string;
    readonly new: number;
    readonly changed: number;
    readonly removed: number;
    readonly by_day: readonly DayFigures[];
  };
  readonly sign_ins?: {
    readonly since: string;
    readonly succeeded: number;
    readonly failed: number;
    readonly alarms_since: string;
    readonly alarms: number;
    readonly by_day: readonly DayFigures[];
  };
  readonly sessions?: { readonly live: number };
  readonly purge?: {
    readonly backlog: number;
    readonly backlog_more: boolean;
    readonly last_success_at: string | null;
    readonly overdue: boolean;
  };
}
