import type { PurgeState } from '@app/auth';

/** When the last purge came to its end, and whether that is too long ago. */
export interface PurgeTimes {
  /** `null`: never. */
  readonly last_success_at: string | null;
  readonly overdue: boolean;
}

/** Shows how far the purge is; one that never ended stands at the beginning of time. */
export function toPurgeTimes({ lastSuccess, overdue }: PurgeState): PurgeTimes {
  return { last_success_at: lastSuccess.getTime() === 0 ? null : lastSuccess.toISOString(), overdue };
}
