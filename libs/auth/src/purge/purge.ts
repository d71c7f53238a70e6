/** Rows that one statement looks at. */
export const BATCH_ROWS = 1_000;
/** After this much work, in milliseconds, a purge pauses, so that it never takes the whole of the database. */
export const WORK = 100;
/** Length of a pause in milliseconds. */
export const PAUSE = 20;
/** A purge stops after this long, in milliseconds; the next one goes on where it is still worth it. */
export const LONGEST = 300_000;

/** How a purge is done. */
export interface PurgeOptions {
  /** Counts what would go and deletes nothing. */
  readonly dryRun?: boolean;
  /** Told after each batch. */
  readonly onProgress?: (rows: number) => void;
  /** Ends it behind the batch in hand. */
  readonly signal?: AbortSignal;
}

/** When the last purge came to its end, and whether that is too long ago. */
export interface PurgeState {
  /** `null`: none ever did. */
  readonly lastSuccess: Date | null;
  /** The same, or from when on the first one is waited for. */
  readonly since: Date;
  readonly overdue: boolean;
}

/** How a purge ended: `busy` when another one runs, `unfinished` when it was stopped or ran for as long as it may. */
export interface PurgeReport {
  readonly state: 'done' | 'busy' | 'unfinished';
  readonly dryRun: boolean;
  /** Rows deleted, or counted by a dry run. */
  readonly tokens: number;
  readonly sessions: number;
  /** What else was of no use any more: counters of attempts, links, mails that were sent. A dry run leaves it out. */
  readonly others: number;
  readonly batches: number;
  readonly seconds: number;
}
