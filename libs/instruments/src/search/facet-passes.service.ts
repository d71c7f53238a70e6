import { Injectable } from '@nestjs/common';
import type { KeptCounts, OwnFilter } from '../persistence/facets.repository';
import { isByTermsAlone, type Selection } from '../persistence/search-selection';
import type { InstrumentQuery } from './instrument-query';
import type { Facet } from './query-parameters';
import { heldBy, type Selected } from './selections.service';

/** Something that counts facets: the counters that writers keep, or one look at all documents of a selection. */
export type FacetPass =
  | { readonly kept: KeptCounts }
  | {
      readonly selection: Selection;
      readonly facets: readonly Facet[];
      /** Not part of the selection: each row counts for a facet when it passes those of all others. */
      readonly filters: readonly OwnFilter[];
    };

/**
 * Decides how the facets of a query are counted. With words to search for, one pass over what has the words serves all
 * facets. Without, nearly everything may be what a facet that ignores its own filter has to count: the counters answer
 * what nothing but a category limits, and for the others each set of filters is collected by itself.
 */
@Injectable()
export class FacetPassesService {
  of(query: InstrumentQuery, selected: Selected): FacetPass[] {
    if (selected.searchTerms !== null) return [onePass(query, selected)];
    const kept = query.facets.flatMap((facet) => keptCounts(facet, selected) ?? []);
    const together = new Map<string, { selection: Selection; facets: Facet[] }>();
    for (const facet of query.facets.filter((one) => !kept.some(({ facet }) => facet === one))) {
      const selection = selectionFor(facet, selected);
      const key = JSON.stringify(selection);
      const pass = together.get(key) ?? { selection, facets: [] };
      pass.facets.push(facet);
      together.set(key, pass);
    }
    // what looks at the very documents anyway counts on its way
    const left = kept.filter((one) => {
      const pass = together.get(JSON.stringify(selectionFor(one.facet, selected)));
      pass?.facets.push(one.facet);
      return !pass;
    });
    return [
      ...left.map((counts) => ({ kept: counts })),
      ...[...together.values()].map((pass) => ({ ...pass, filters: [] })),
    ];
  }
}

/** The counters that tell a facet, when nothing limits it but categories (or for categories themselves prices). */
function keptCounts(facet: Facet, selected: Selected): KeptCounts | null {
  const { category, ...others } = selected.chosen;
  const limited = Object.entries(others).some(([other, ids]) => other !== facet && ids.length > 0);
  const { priceMin: min, priceMax: max, today } = selected.selection;
  const unbounded = unbound(selected.selection);
  if (limited || !isByTermsAlone(unbounded)) return null;
  const isBound = min !== null || max !== null;
  if (facet === 'category') {
    if (isBound && selected.selection.includeUnpriced) return null;
    return { facet, categoryIds: [], prices: isBound ? { min, max } : null, today };
  }
  return isBound && facet !== 'price' ? null : { facet, categoryIds: category, prices: null, today };
}

/** What a facet counts: all filters but its own. */
function selectionFor(facet: Facet, { selection, chosen }: Selected): Selection {
  if (facet === 'price') return unbound(selection);
  return { ...selection, ...heldBy(null, { ...chosen, [facet]: [] }) };
}

/** The price facet ignores the bounds, and what the bounds alone keep out. */
function unbound(selection: Selection): Selection {
  const isBound = selection.priceMin !== null || selection.priceMax !== null;
  return isBound ? { ...selection, priceMin: null, priceMax: null, includeUnpriced: true } : selection;
}

function onePass(query: InstrumentQuery, { selection, chosen, searchTerms }: Selected): FacetPass {
  const filters = ownFilters(query, chosen);
  const others = Object.fromEntries(
    Object.entries(chosen).filter(([facet]) => !filters.some((filter) => filter.facet === facet)),
  );
  const base = filters.some(({ facet }) => facet === 'price') ? unbound(selection) : selection;
  return {
    selection: { ...base, ...heldBy(searchTerms, others) },
    facets: query.facets,
    filters,
  };
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
