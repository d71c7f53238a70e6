import { Injectable } from '@nestjs/common';
import { FacetsRepository } from '../persistence/facets.repository';
import { isByPrice, isByTermsAlone, type Selection } from '../persistence/search-selection';
import { SearchRepository } from '../persistence/search.repository';
import type { InstrumentQuery } from './instrument-query';
import type { Selected } from './selections.service';

/** What counters tell about the number of matches before anybody looks for them. */
export interface KnownAmount {
  /** At least so many, but for those that ran out since the last sweep. */
  readonly least: number;
  readonly likely: number;
  /** Whether `likely` is the very number. */
  readonly isExact: boolean;
}

/** Tells from counters how many listings a query finds, where they suffice for it. */
@Injectable()
export class AmountsService {
  constructor(
    private readonly search: SearchRepository,
    private readonly facets: FacetsRepository,
  ) {}

  /**
   * @param listings there are in all
   * @param many fewer are soon counted one by one
   * @returns null when only looking tells
   */
  async of(
    { search, count }: InstrumentQuery,
    selected: Selected,
    listings: number,
    many: number,
  ): Promise<KnownAmount | null> {
    const { selection, chosen } = selected;
    if (!isByTermsAlone(selection)) return null;
    const filters = Object.entries(chosen).filter(([, ids]) => ids.length > 0);
    if (!search) {
      if (filters.length > 1 || (filters.length === 0 && count === 'none')) return null;
      const terms = filters.flatMap(([facet, ids]) => ids.map((id) => `#${facet.charAt(0)}${id}`));
      const n = await this.search.countByTerms(filters.length === 0 ? null : terms, selection.today);
      return { least: n, likely: n, isExact: true };
    }
    const [word, ...others] = search.words;
    const isOneWord = word !== undefined && others.length + search.excluded.length === 0;
    if (!isOneWord || filters.length > 0) return null;
    const counts = await this.search.countTerms([word, ...selected.meanings], search.open ? word : null);
    const least = counts[0] ?? 0;
    // as many as have the most frequent of them, and as if words went together by chance
    return least <= many ? null : { least, likely: unionOf(counts, listings), isExact: false };
  }

  /** How many active listings have a price within bounds, of some categories or of all; `null`: something else limits them. */
  async withinPrices(selection: Selection): Promise<number | null> {
    const { priceMin: min, priceMax: max, categories: categoryIds, includeUnpriced, today } = selection;
    if (includeUnpriced || !isByPrice(selection)) return null;
    const prices = { min, max };
    const groups = await this.facets.countKept({ facet: 'category', categoryIds, prices, today });
    return groups.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0);
  }

  /**
   * How many active listings are of some categories and have one more thing that is counted within each: a source, a brand
   * or a place; `null`: something else limits them, or less does.
   */
  async withinCategories(
    { search }: InstrumentQuery,
    { selection, chosen }: Selected,
  ): Promise<number | null> {
    const [facet, ...others] = (['source', 'brand', 'location'] as const).filter(
      (kind) => chosen[kind].length > 0,
    );
    const isOfTwo = facet !== undefined && others.length === 0 && chosen.category.length > 0;
    if (search || !isOfTwo || !isByTermsAlone(selection)) return null;
    const wanted = new Set(chosen[facet]);
    const kept = { facet, categoryIds: chosen.category, prices: null, today: selection.today };
    const groups = await this.facets.countKept(kept);
    return groups
      .flatMap(({ values, counts }) => counts.filter((_, at) => wanted.has(values[at] ?? Number.NaN)))
      .reduce((sum, n) => sum + n, 0);
  }
}

/** How many of all have at least one of some things that so many have each, if these have nothing to do with each other. */
function unionOf(counts: readonly number[], all: number): number {
  const without = counts.reduce((share, n) => share * (1 - Math.min(n / Math.max(all, 1), 1)), 1);
  return Math.round(all * (1 - without));
}
