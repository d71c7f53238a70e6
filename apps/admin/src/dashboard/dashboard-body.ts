/** `GET /api/v1/admin/dashboard`: a part is missing to whom the list behind it is closed. */
export interface DashboardBody {
  readonly sources?: readonly {
    readonly slug: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly interval_hours: number;
    readonly last_success_at: string | null;
    readonly overdue: boolean;
    readonly last_run: {
      readonly id: string;
      readonly state: string;
      readonly finished_at: string | null;
    } | null;
  }[];
  readonly listings?: {
    readonly since: string;
    readonly new: number;
    readonly changed: number;
    readonly removed: number;
    readonly by_day: readonly Day[];
  };
  readonly sign_ins?: {
    readonly since: string;
    readonly succeeded: number;
    readonly failed: number;
    readonly alarms_since: string;
    readonly alarms: number;
    readonly by_day: readonly Day[];
  };
  readonly sessions?: { readonly live: number };
  readonly purge?: {
    readonly backlog: number;
    readonly last_success_at: string | null;
    readonly overdue: boolean;
  };
}

/** A day with its numbers by name. */
export interface Day {
  readonly day: string;
  readonly [series: string]: string | number;
}
