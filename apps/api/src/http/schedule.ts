import type { JobName } from '@app/database';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** How often the clockwork does each job, in milliseconds: those of an hour at its beginning. */
export const SCHEDULE = {
  purge: HOUR,
  sweep: HOUR,
  mail: 5 * SECOND,
  bulk: 5 * SECOND,
} as const satisfies Record<JobName, number>;

/** When a job of each hour comes next; `null`: it comes every few seconds. */
export function nextRun(every: number, now: Date): Date | null {
  if (every < HOUR) return null;
  const next = new Date(now);
  next.setMinutes(60, 0, 0);
  return next;
}
