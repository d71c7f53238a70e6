/** How a part of the installation is. */
export interface HealthOfPart {
  readonly part: string;
  readonly good: boolean;
  /** What is wrong with it, by name. */
  readonly about: readonly string[];
}

/** What is done from time to time. */
export interface Job {
  readonly name: string;
  /** In seconds. */
  readonly every: number;
  readonly last_run_at: string | null;
  readonly last_outcome: string | null;
  readonly last_success_at: string | null;
  readonly overdue: boolean;
  readonly next_at: string | null;
}

/** `GET /api/v1/admin/system` */
export interface SystemFigures {
  readonly version: string;
  readonly node: string;
  readonly production: boolean;
  readonly time_zone: string;
  readonly started_at: string;
  readonly database: {
    readonly version: string;
    readonly clock_skew: number;
    readonly replicas_configured: number;
    readonly replicas_usable: number;
  };
  readonly migrations: { readonly applied: number; readonly pending: readonly string[] };
  readonly health: readonly HealthOfPart[];
  readonly jobs: readonly Job[];
  readonly mails: { readonly waiting: number; readonly failed: number };
  readonly limits: Readonly<Record<string, number>> | null;
  readonly statement_timeout: number;
  readonly scheduler: boolean;
}
