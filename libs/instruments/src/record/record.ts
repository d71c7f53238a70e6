import type { Instrument, Money } from './instrument';

/** What only those who look after listings have to know of one. */
export interface RecordFacts {
  /** Complete imports in a row that did not have it. */
  readonly missedRuns: number;
  /** Its price jumped a thousandfold: most likely it was misread once. */
  readonly priceSuspicious: boolean;
}

/** A listing with all that the record has of it, removed or not. */
export type RecordedInstrument = Instrument & RecordFacts;

/** A change of a price. */
export interface PriceChange {
  readonly changedAt: Date;
  readonly previousPrice: Money | null;
  readonly price: Money;
  readonly suspicious: boolean;
}

/** A listing that is shown to nobody any more. */
export interface RemovedInstrument {
  readonly id: string;
  readonly name: string;
  readonly link: string;
  /** Slug, as is the category. */
  readonly source: string;
  readonly category: string;
  readonly price: Money | null;
  readonly removedAt: Date;
}

/** Of the listings of now: what happened on a day. */
export interface ListingDay {
  /** `YYYY-MM-DD` in the time zone of the product. */
  readonly day: string;
  /** First seen on it, and not removed since. */
  readonly seen: number;
  /** Their price changed on it for the last time, and they are not removed. */
  readonly changed: number;
  readonly removed: number;
}

/** Which removed listings are wanted; what is absent does not matter. */
export interface RemovedFilter {
  /** A slug, as is the category. */
  readonly source?: string | undefined;
  readonly category?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
  /** Removed on this day (`YYYY-MM-DD`, in the time zone of the product) or later. */
  readonly since?: string | undefined;
  /** Removed on this day or earlier. */
  readonly until?: string | undefined;
}

/** The orders of the list of removed listings. */
export const removedOrders = ['removed_at'] as const;
/** One of {@link removedOrders}. */
export type RemovedOrder = (typeof removedOrders)[number];
