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
  readonly jobs: readonly {
    readonly name: string;
    readonly last_success_at: string | null;
    readonly overdue: boolean;
  }[];
  readonly mails: { readonly waiting: number; readonly failed: number };
  readonly limits: Readonly<Record<string, number>> | null;
  readonly statement_timeout: number;
  readonly scheduler: boolean;
}
