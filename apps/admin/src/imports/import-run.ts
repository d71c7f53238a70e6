import type { RaRecord } from 'react-admin';

/** How often a kind of fault stood in a file, and in which rows. */
export interface ImportRemark {
  readonly code: string;
  readonly count: number;
  readonly message: string;
  readonly rows: readonly number[];
}

/** The counters of an import, in the order that they are told. */
export const COUNTS = [
  ...['received', 'created', 'updated', 'unchanged', 'price_changed', 'reactivated'],
  ...['duplicates', 'rejected', 'stale', 'removed'],
] as const;

/** An import as the API shows it; remarks only where one is shown. */
export interface ImportRun extends RaRecord<string> {
  readonly source: string;
  readonly category: string | null;
  readonly state: string;
  readonly complete: boolean;
  readonly dry_run: boolean;
  readonly file: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly bytes: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly reason: string | null;
  readonly reason_code: string | null;
  readonly reason_params: Readonly<Record<string, number>>;
  /** When somebody approved or rejected it. */
  readonly reviewed_at: string | null;
  readonly errors_url: string | null;
  /** What approving it would make of the listings that it did not see; `null`: there is nothing to approve. */
  readonly on_approval?: { readonly stale: number; readonly removed: number } | null;
  readonly warnings?: readonly ImportRemark[];
  readonly errors?: readonly ImportRemark[];
}
