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
const BUCKET_STARTS = [0, 50_00, 100_00, 250_00, 500_00, 1_000_00, 2_000_00, 5_000_00, 10_000_00] as const;

/** Values of brand and location that are told; the selected ones always are. */
export const MOST_FACET_VALUES = 50;

/** How many listings have each price. */
export interface PriceCount {
  readonly price: number;
  readonly count: number;
}

/** Statistics of prices, exact: a quartile is the price of a listing. @param prices ascending */
export function priceFacet(prices: readonly PriceCount[]): PriceFacet {
  const total = prices.reduce((sum, { count }) => sum + count, 0);
  const at = (share: number): number | null => {
    let passed = 0;
    return prices.find(({ count }) => (passed += count) >= total * share)?.price ?? null;
  };
  return {
    min: prices[0]?.price ?? null,
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    max: prices.at(-1)?.price ?? null,
    buckets: BUCKET_STARTS.map((from, index) => {
      const to = BUCKET_STARTS[index + 1] ?? null;
      const within = prices.filter(({ price }) => price >= from && (to === null || price < to));
      return { from, to, count: within.reduce((sum, { count }) => sum + count, 0) };
    }),
  };
}
