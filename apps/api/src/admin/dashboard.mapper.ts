import { addDays } from '@app/kernel';

/** The last import of a source. */
export class LastRunBody {
  readonly id: string;
  readonly state: string;
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

/** What imports did on a day. */
export class ListingsDay {
  /** `YYYY-MM-DD`, by when they started. */
  readonly day: string;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
}

/** What became of listings since a day, counted as the lists count: `first_seen_since`, `price_changed_since`. */
export class ListingsFigures {
  readonly since: string;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  readonly by_day: ListingsDay[];
}

/** Sign-ins of a day. */
export class SignInDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
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
  /** Tokens that wait for it, of the 10,000 that expired first. */
  readonly backlog: number;
  /** Whether others have expired after those: there may be more. */
  readonly backlog_more: boolean;
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
