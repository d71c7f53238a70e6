import type { Instrument } from '../record/instrument';
import type { FacetCounts } from './facets';
import type { InstrumentQuery } from './instrument-query';
import type { References } from './references';

/** A query that was understood, and the state of the listings when it was asked. */
export interface PreparedSearch {
  readonly query: InstrumentQuery;
  readonly version: string;
  /** The day in the time zone of the product: decides what has expired. */
  readonly today: string;
  readonly references: References;
}

/** Something that the asker should know and that is no fault. */
export type SearchWarning = NameUnknown | SearchRare;

/** A brand or place that no listing has. */
export interface NameUnknown {
  readonly code: 'name_unknown';
  readonly parameter: 'brand' | 'location';
  readonly value: string;
  /** A name that listings have and that may have been meant. */
  readonly suggestion?: string;
}

/** A search that finds hardly anything, and one like it that finds far more. */
export interface SearchRare {
  readonly code: 'search_rare';
  readonly parameter: 'q';
  readonly value: string;
  readonly suggestion: string;
}

/** How many there are in all, as far as was asked. */
export interface Total {
  readonly count: 'exact' | 'estimated' | 'none';
  /** `null`: not counted. */
  readonly total: number | null;
}

/** A part of the list, out of one state of the database. */
export interface SearchAnswer {
  readonly version: string;
  /** What was answered: what was asked, or its correction. */
  readonly query: InstrumentQuery;
  readonly items: readonly Instrument[];
  readonly total: Total;
  /** Whether something comes after this part. */
  readonly more: boolean;
  /** Leads to what comes after; `null` at the end. */
  readonly nextCursor: string | null;
  /** `null`: not asked for. */
  readonly facets: FacetCounts | null;
  /** The search that was answered instead, because the one that was asked finds nothing. */
  readonly corrected: string | null;
  readonly warnings: readonly SearchWarning[];
}
