import { addDays } from '@app/kernel';

/** The last import of a source. */
export class LastRunBody {
  readonly id: string;
  readonly state: string;
  readonly started_at: string;
  readonly finished_at: string | null;
}

/** How fresh a source is. */
export class SourceFigures {
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
  /** An import is expected this often. */
  readonly interval_hours: number;
  readonly last_success_at: string | null;
  readonly overdue: boolean;
  /** `null`: never imported. */
  readonly last_run: LastRunBody | null;
}

/** What happened on a day to the listings of now. */
export class ListingsDay {
  /** `YYYY-MM-DD` in the time zone. */
  readonly day: string;
  /** First seen on it and not removed since, active or expired. */
  readonly new: number;
  /** Their price changed on it for the last time. */
  readonly changed: number;
  readonly removed: number;
}

/**
 * What became of listings in seven days, the sums of the last days of `by_day`. The lists show as many: `status=active,expired`
 * with `first_seen_since` or `price_changed_since`, and `removed_since`; of one day with `…_until` too.
 */
export class ListingsFigures {
  /** The first of the seven days. */
  readonly since: string;
  readonly time_zone: string;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  readonly by_day: ListingsDay[];
}

/** Sign-ins of a day: the audit shows as many from `from` to `to`. */
export class SignInDay {
  /** `YYYY-MM-DD` in the time zone. */
  readonly day: string;
  readonly from: string;
  /** The day has ended by then. */
  readonly to: string;
  readonly succeeded: number;
  readonly failed: number;
}

/** Sign-ins since a moment, as the audit has them. */
export class SignInFigures {
  readonly since: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly alarms_since: string;
  /** Refresh tokens that came a second time. */
  readonly alarms: number;
  readonly by_day: SignInDay[];
}

/** Sessions that are open now. */
export class SessionFigures {
  readonly live: number;
}

/** How far the purge of tokens is. */
export class PurgeFigures {
  /** Tokens that wait for it, of the 10,000 that expired first; all of them are listed by `purgeable=true`. */
  readonly backlog: number;
  /** Whether others have expired after those: there may be more. */
  readonly backlog_more: boolean;
  /** `null`: no purge has come to its end yet. */
  readonly last_success_at: string | null;
  readonly overdue: boolean;
}

/** What admins want to know first; a part that one may not see is absent. */
export class DashboardBody {
  readonly sources?: SourceFigures[];
  readonly listings?: ListingsFigures;
  readonly sign_ins?: SignInFigures;
  readonly sessions?: SessionFigures;
  readonly purge?: PurgeFigures;
}

/** Figures for each of the last days, the oldest first. */
export function toDays<T extends object>(
  today: string,
  days: number,
  figures: (day: string) => T,
): (T & { readonly day: string })[] {
  return Array.from({ length: days }, (_, at) => {
    const day = addDays(today, at + 1 - days);
    return { day, ...figures(day) };
  });
}
