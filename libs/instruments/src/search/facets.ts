import type { Facet } from './query-parameters';

/** A value of a facet and how many listings have it. */
export interface FacetValue {
  /** As the filter takes it. */
  readonly value: string;
  readonly label: string;
  readonly count: number;
  /** Whether the query filters by it. */
  readonly selected: boolean;
}

/** Listings from a price (included) to another (excluded), in hundredths; `null`: without end. */
export interface PriceBucket {
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

/** The prices of the listings, in hundredths; `null` when none has one. */
export interface PriceFacet {
  readonly min: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly max: number | null;
  readonly buckets: readonly PriceBucket[];
}

/** How the listings of a query spread over what was asked for; each facet ignores its own filter. */
export type FacetCounts = Readonly<Partial<Record<Exclude<Facet, 'price'>, readonly FacetValue[]>>> & {
  readonly price?: PriceFacet;
};

/** Where price buckets begin, in hundredths: the same for every answer, so that clients can compare. */
export const PRICE_BUCKETS = [
  0, 50_00, 100_00, 250_00, 500_00, 1_000_00, 2_000_00, 5_000_00, 10_000_00,
] as const;

/** Values of brand and location that are told; the selected ones always are. */
export const MOST_FACET_VALUES = 50;

/**
 * The statistics of prices, exact: a quartile is the price of a listing.
 *
 * @param marks the least price, the quartiles, the greatest one; none when nothing has a price
 * @param counts of the buckets
 */
export function priceFacet(
  [min = null, p25 = null, p50 = null, p75 = null, max = null]: readonly (number | null)[],
  counts: readonly number[],
): PriceFacet {
  const buckets = PRICE_BUCKETS.map((from, at) => {
    return { from, to: PRICE_BUCKETS[at + 1] ?? null, count: counts[at] ?? 0 };
  });
  return { min, p25, p50, p75, max, buckets };
}
