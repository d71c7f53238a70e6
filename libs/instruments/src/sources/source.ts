import type { PriceHabit } from '../import/price';

/** A website that listings come from. */
export interface Source {
  readonly id: number;
  /** Its name in files, parameters and answers. */
  readonly slug: string;
  readonly name: string;
  /** How the site writes prices. */
  readonly priceHabit: PriceHabit;
  /** ISO 4217; what a price without a currency is in. */
  readonly currency: string;
  /** Times with an offset are cut to their date in this IANA zone: an API's own is often UTC. */
  readonly timeZone: string;
  /** An import is expected this often. */
  readonly intervalHours: number;
  readonly enabled: boolean;
}

/** How fresh the listings of a source are. */
export interface SourceAge {
  readonly slug: string;
  /** End of the last run that succeeded, or `null`. */
  readonly lastSuccessAt: Date | null;
  /** Whether an import is late; the first one is waited for from when the source was added or switched on. */
  readonly overdue: boolean;
}

/** A source with the freshness of its listings. */
export interface SourceStatus extends Source, SourceAge {
  /** Listings shown now. */
  readonly listings: number;
}

/** What may be set of a source; what is absent stays. */
export interface SourceSettings {
  readonly name?: string | undefined;
  readonly priceHabit?: PriceHabit | undefined;
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly intervalHours?: number | undefined;
  readonly enabled?: boolean | undefined;
}
