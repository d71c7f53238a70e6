import type { ImportCode } from './import-codes';

/** What an import run is doing or how it ended; `rejected`: it needed review, and somebody has refused it. */
export const importStates = ['queued', 'running', 'succeeded', 'needs_review', 'rejected', 'failed'] as const;

/** One of {@link importStates}. */
export type ImportState = (typeof importStates)[number];

/** Rows by what became of them. */
export interface ImportCounts {
  /** Rows in the file, the header not counted. */
  readonly received: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Of the updated and reactivated ones: those with another price than before. */
  readonly priceChanged: number;
  /** Seen again after having been missed, run out or removed. */
  readonly reactivated: number;
  /** Rows whose link a later row of the file has too: the later one counts. */
  readonly duplicates: number;
  readonly rejected: number;
  /** Missed by a complete run for the first time: still listed, flagged. */
  readonly stale: number;
  /** Missed twice and for ten days: no longer listed. */
  readonly removed: number;
}

/** What becomes of listings that a complete run does not see. */
export type AbsenceCounts = Pick<ImportCounts, 'stale' | 'removed'>;
/** Of a run that is not complete, nothing. */
export const NOTHING_ABSENT: AbsenceCounts = { stale: 0, removed: 0 };

/** How often a fault or a remark occurred, with the first rows that have it. */
export interface ImportRemark {
  readonly code: string;
  readonly count: number;
  readonly message: string;
  /** Row numbers, from 1, at most `SAMPLE_SIZE`; none when it is about the file. */
  readonly rows: readonly number[];
}

/** The answer to an import, the same for every door. Times are ISO 8601 in UTC. */
export interface ImportReport extends ImportCounts {
  /** `null` for a dry run, which leaves no trace. */
  readonly id: string | null;
  readonly source: string;
  readonly category: string | null;
  readonly state: ImportState;
  readonly complete: boolean;
  readonly dryRun: boolean;
  readonly file: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly warnings: readonly ImportRemark[];
  readonly errors: readonly ImportRemark[];
  /** Why it failed or needs review, in one sentence. */
  readonly reason: string | null;
  /** What approving it would make of the listings that it did not see; `null`: there is nothing to approve. */
  readonly onApproval: AbsenceCounts | null;
}

/** Rows that a remark names. */
export const SAMPLE_SIZE = 20;

/** Counts remarks by code and keeps the first rows of each. */
export class RemarkTally {
  private readonly byCode = new Map<ImportCode, { message: string; count: number; rows: number[] }>();

  /**
   * @param row the row it is about, or `null` for the whole file
   * @param times how often, where one remark stands for several
   */
  add(code: ImportCode, message: string, row: number | null, times = 1): void {
    let remark = this.byCode.get(code);
    if (!remark) {
      remark = { message, count: 0, rows: [] };
      this.byCode.set(code, remark);
    }
    remark.count += times;
    if (row !== null && remark.rows.length < SAMPLE_SIZE) remark.rows.push(row);
  }

  /** Most frequent first. */
  list(): ImportRemark[] {
    return [...this.byCode]
      .map(([code, { message, count, rows }]) => ({ code, count, message, rows }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
  }
}
