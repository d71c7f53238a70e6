import type { AbsenceCounts, ImportCounts, ImportRemark, ImportState } from './import-report';

/** A run in the book. Until it has ended its counts are those of the batches so far. */
export interface ImportRun extends ImportCounts {
  readonly id: string;
  /** Slug, as is the category; `null`: all categories of the source. */
  readonly source: string;
  readonly category: string | null;
  readonly state: ImportState;
  readonly complete: boolean;
  readonly file: string;
  readonly bytes: number;
  /** `null` until the file was read to its end. */
  readonly sha256: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Why it failed or needed review. */
  readonly reason: string | null;
  /** When somebody approved or rejected it; `null`: nobody had to, or has yet. */
  readonly reviewedAt: Date | null;
}

/** A run with all that is known of its rows. */
export interface ImportRunDetails extends ImportRun {
  readonly warnings: readonly ImportRemark[];
  readonly errors: readonly ImportRemark[];
  /** What approving it now would make of the listings that it did not see; `null`: it cannot be approved. */
  readonly onApproval: AbsenceCounts | null;
}

/** Which runs are wanted; what is absent does not matter. */
export interface ImportRunFilter {
  readonly source?: string | undefined;
  readonly state?: ImportState | undefined;
  /** Started at this moment or later. */
  readonly from?: Date | undefined;
  /** Started before this moment. */
  readonly to?: Date | undefined;
}

/** The orders of the list of runs: ids are given out as runs start. */
export const importRunOrders = ['id'] as const;

/** One of {@link importRunOrders}. */
export type ImportRunOrder = (typeof importRunOrders)[number];
