import type { BulkAction } from './bulk-job';

/** What whoever carries a job out has to know of it. */
export interface BulkWork {
  readonly id: string;
  readonly action: BulkAction;
  readonly value: string | null;
  /** Listings up to this id are done. */
  readonly last: string;
  /** On whose behalf. */
  readonly trace: {
    readonly requestId: string | null;
    readonly ip: string | null;
    readonly actor: { readonly kind: 'user' | 'api_key'; readonly id: string } | { readonly kind: 'system' };
  };
}

/** What became of the listings of a batch. */
export interface BatchCounts {
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** A listing of a batch: what became of it, and for one that changed what the audit remembers before and after. */
export interface BatchItem {
  readonly id: string;
  /** `changed`, `unchanged`, or the code of a failure. */
  readonly verdict: string;
  readonly name: string | null;
  readonly link: string | null;
  readonly before: Readonly<Record<string, string | null>>;
  readonly after: Readonly<Record<string, string | null>>;
}
