import type { RejectedRow } from './errors-csv';
import type { Intake } from './intake';

/** How far an import has come, in rows. */
export interface ImportProgress {
  readonly phase: 'reading' | 'writing';
  readonly done: number;
  /** Known when all is read. */
  readonly total: number | null;
}

/** What to import, and how. */
export interface ImportOrder {
  readonly intake: Intake;
  /** `null`: the file's website column says. */
  readonly source: string | null;
  /** Instead of the file's own; `null`: as the file says. */
  readonly category: string | null;
  /** The file holds everything that the source (and category) offers: what is not in it has been missed. */
  readonly complete: boolean;
  /** The full report, nothing stored. */
  readonly dryRun: boolean;
  /** `abort`: one refused row and nothing is stored. */
  readonly onError: 'continue' | 'abort';
  /** Ends the import at once, with the batches before it stored and the run failed. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Hears of refused rows as they are found. */
  readonly onRejected?: ((rows: readonly RejectedRow[], columns: readonly string[]) => void) | undefined;
  /**
   * Called when the file was read to its end and nothing of it is written yet, with the id of the run (`null`: a dry
   * run). The import waits for it, and fails with it.
   */
  readonly onRead?: ((runId: string | null) => Promise<void>) | undefined;
}
