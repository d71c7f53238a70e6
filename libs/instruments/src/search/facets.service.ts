import { Injectable } from '@nestjs/common';
import { FacetsRepository, type Groups } from '../persistence/facets.repository';
import { FacetPassesService } from './facet-passes.service';
import { type FacetCounts, type FacetValue, MOST_FACET_VALUES, priceFacet } from './facets';
import type { InstrumentQuery } from './instrument-query';
import type { Facet } from './query-parameters';
import type { KnownEntry, References } from './references';
import type { Selected } from './selections.service';

type NamedFacet = Exclude<Facet, 'price'>;

/** Counts the listings of a query by category, source, brand, place and price. */
@Injectable()
export class FacetsService {
  constructor(
    private readonly facets: FacetsRepository,
    private readonly passes: FacetPassesService,
  ) {}

  /** `null` when the query asks for none. */
  async of(query: InstrumentQuery, selected: Selected, references: References): Promise<FacetCounts | null> {
    if (query.facets.length === 0) return null;
    const found = await this.count(query, selected);
    const groups = (facet: Facet): Pick<Groups, 'values' | 'counts'> =>
      found.find((one) => one.facet === facet) ?? { values: [], counts: [] };
    const counts: Partial<Record<NamedFacet, readonly FacetValue[]>> = {};
    for (const facet of query.facets) {
      if (facet === 'price') continue;
      counts[facet] = await this.values(facet, groups(facet), selected.chosen[facet], references);
    }
    if (!query.facets.includes('price')) return counts;
    const prices = groups('price');
    return { ...counts, price: priceFacet(prices.values, prices.counts) };
  }

  private async count(query: InstrumentQuery, selected: Selected): Promise<Groups[]> {
    const found: Groups[] = [];
    for (const pass of this.passes.of(query, selected)) {
      const groups =
        'kept' in pass
          ? await this.facets.countKept(pass.kept)
          : await this.facets.count(pass.selection, pass.facets, pass.filters);
      found.push(...groups);
    }
    return found;
  }

  /** The most frequent values and the selected ones, most frequent first. */
  private async values(
    facet: NamedFacet,
    { values, counts }: Pick<Groups, 'values' | 'counts'>,
    chosen: readonly number[],
    references: References,
  ): Promise<FacetValue[]> {
    const counted = values
      .map((value, at) => ({ value, n: counts[at] ?? 0 }))
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
