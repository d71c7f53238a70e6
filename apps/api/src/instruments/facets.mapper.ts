import type { FacetCounts, PriceFacet } from '@app/instruments';

/** The facets of an answer; money is a decimal string. */
export function toFacetsBody({ price, ...named }: FacetCounts): object {
  return { ...named, ...(price ? { price: toPriceBody(price) } : {}) };
}

function toPriceBody({ buckets, ...statistics }: PriceFacet): object {
  return {
    ...Object.fromEntries(Object.entries(statistics).map(([name, amount]) => [name, toAmount(amount)])),
    buckets: buckets.map(({ from, to, count }) => ({ from: toAmount(from), to: toAmount(to), count })),
  };
}

function toAmount(hundredths: number | null): string | null {
  return hundredths === null ? null : (hundredths / 100).toFixed(2);
}
