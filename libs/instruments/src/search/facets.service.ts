import { Injectable } from '@nestjs/common';
import { FacetsRepository, type Group, type OwnFilter } from '../persistence/facets.repository';
import { type FacetCounts, type FacetValue, MOST_FACET_VALUES, priceFacet } from './facets';
import type { InstrumentQuery } from './instrument-query';
import type { Facet } from './query-parameters';
import type { KnownEntry, References } from './references';
import { allTerms, type Selected } from './selections.service';

type NamedFacet = Exclude<Facet, 'price'>;

/** Counts the listings of a query by category, source, brand, place and price. */
@Injectable()
export class FacetsService {
  constructor(private readonly facets: FacetsRepository) {}

  /** `null` when the query asks for none. */
  async of(query: InstrumentQuery, selected: Selected, references: References): Promise<FacetCounts | null> {
    if (query.facets.length === 0) return null;
    const { selection, chosen, searchTerms } = selected;
    const own = ownFilters(query, chosen);
    const others = Object.fromEntries(
      Object.entries(chosen).filter(([facet]) => !own.some((filter) => filter.facet === facet)),
    );
    const base = {
      ...selection,
      terms: allTerms(searchTerms, others),
      // the price facet ignores the bounds, and what the bounds alone keep out
      ...(own.some(({ facet }) => facet === 'price')
        ? { priceMin: null, priceMax: null, includeUnpriced: true }
        : {}),
    };
    const groups = await this.facets.count(base, query.facets, own);
    const counts: Partial<Record<NamedFacet, readonly FacetValue[]>> = {};
    for (const facet of query.facets) {
      if (facet !== 'price') counts[facet] = await this.values(facet, groups, chosen[facet], references);
    }
    if (!query.facets.includes('price')) return counts;
    const prices = groups
      .filter(({ facet }) => facet === 'price')
      .map(({ value, n }) => ({ price: value, count: n }))
      .sort((a, b) => a.price - b.price);
    return { ...counts, price: priceFacet(prices) };
  }

  /** The most frequent values and the selected ones, most frequent first. */
  private async values(
    facet: NamedFacet,
    groups: readonly Group[],
    chosen: readonly number[],
    references: References,
  ): Promise<FacetValue[]> {
    const counted = groups
      .filter((group) => group.facet === facet)
      .sort((a, b) => b.n - a.n || a.value - b.value);
    const byId = new Map(counted.map(({ value, n }) => [value, n]));
    const shown = new Set(counted.slice(0, MOST_FACET_VALUES).map(({ value }) => value));
    for (const id of chosen) if (id > 0) shown.add(id);
    const names = await this.namesOf(facet, [...shown], references);
    return [...shown].flatMap((id) => {
      const name = names.get(id);
      const count = byId.get(id) ?? 0;
      return name ? [{ value: name.folded, label: name.label, count, selected: chosen.includes(id) }] : [];
    });
  }

  private async namesOf(
    facet: NamedFacet,
    ids: readonly number[],
    { categories, sources }: References,
  ): Promise<Map<number, { folded: string; label: string }>> {
    if (facet === 'brand' || facet === 'location') return this.facets.findNames(ids);
    const entries: readonly KnownEntry[] = facet === 'category' ? categories : sources;
    return new Map(entries.map(({ id, slug, name }) => [id, { folded: slug, label: name }]));
  }
}

/** The filters of the facets that are asked for: each of them ignores its own. */
function ownFilters(query: InstrumentQuery, chosen: Selected['chosen']): OwnFilter[] {
  return query.facets.flatMap((facet): OwnFilter[] => {
    if (facet === 'price') {
      const { priceMin: min, priceMax: max, includeUnpriced: orNone } = query;
      return min === null && max === null ? [] : [{ facet, min, max, orNone }];
    }
    return chosen[facet].length === 0 ? [] : [{ facet, ids: chosen[facet] }];
  });
}
