/** A job that is done from time to time. */
export class JobBody {
  readonly name: string;
  /** Seconds between two runs by the clockwork. */
  readonly every: number;
  /** The end of the last run, whichever process did it; of a job of every few seconds up to a minute old. `null`: none yet. */
  readonly last_run_at: string | null;
  /** `done` or `failed`. */
  readonly last_outcome: string | null;
  readonly last_success_at: string | null;
  /** No success for a day. */
  readonly overdue: boolean;
  /** `null`: it comes every few seconds, or no clockwork runs in this process. */
  readonly next_at: string | null;
}

/** How a part of the installation is. */
export class HealthBody {
  /** `database`, `replicas`, `imports`, `jobs`, `mails` or `clock`. */
  readonly part: string;
  readonly good: boolean;
  /** What is wrong with it, by name: migrations that are missing, sources or jobs that are late. */
  readonly about: string[];
}

/** The database server. */
export class DatabaseBody {
  /** Such as `17.10`. */
  readonly version: string;
  /** Milliseconds by which the clock of this process is ahead of its own. */
  readonly clock_skew: number;
  readonly replicas_configured: number;
  readonly replicas_usable: number;
}

/** Migrations of the schema. */
export class MigrationsBody {
  readonly applied: number;
  /** Names of those that the database does not have yet. */
  readonly pending: string[];
}

/** Mails in the outbox. */
export class MailsBody {
  readonly waiting: number;
  /** Given up in the last 24 hours. */
  readonly failed: number;
}

/** How often one caller may ask. */
export class LimitsBody {
  /** Requests a minute of an address. */
  readonly anonymous: number;
  /** Requests a minute of a user or an API key. */
  readonly signed_in: number;
  /** Suggestions a minute. */
  readonly suggest: number;
  /** Exports an hour. */
  readonly export_anonymous: number;
  readonly export_signed_in: number;
}

/** How this installation is; never an address, a name of an account or a secret. */
export class SystemBody {
  readonly version: string;
  readonly node: string;
  readonly production: boolean;
  readonly time_zone: string;
  /** When the process that answers was started. */
  readonly started_at: string;
  readonly database: DatabaseBody;
  readonly migrations: MigrationsBody;
  /** Replicas only where there are any. */
  readonly health: HealthBody[];
  readonly jobs: JobBody[];
  readonly mails: MailsBody;
  /** `null`: nothing is counted. */
  readonly limits: LimitsBody | null;
  /** Milliseconds that a statement may take. */
  readonly statement_timeout: number;
  /** Whether the clockwork runs in this process. */
  readonly scheduler: boolean;
}

/** As PostgreSQL numbers its versions: 170010 is 17.10. */
export function toVersion(number: number): string {
  return `${Math.floor(number / 10_000)}.${number % 10_000}`;
}
