import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { SearchRepository } from '../persistence/search.repository';
import type { Ranking } from '../persistence/search-relevance';
import type { Selection } from '../persistence/search-selection';
import type { InstrumentQuery } from './instrument-query';
import { pairsOf } from './compounds';
import { categoriesSaid, categorySearched } from './kinds';
import { usualNameOf } from './maker-names';
import { spellingsOf } from './models';
import { stringPhrases } from './names';
import { dayOf, endOf, instantOf, type Moment } from './moment';
import { ACCESSORIES, PART_WORDS, placeOfParts } from './parts';
import type { Facet } from './query-parameters';
import type { KnownEntry, References } from './references';
import type { NameUnknown } from './search-answer';
import type { SearchText } from './search-text';
import { synonymsOf } from './synonyms';
import { exactQuery, type Kinds, plainWords, termQuery, type Variants } from './term-query';

/** A query in the words of the database. */
export interface Selected {
  readonly selection: Selection;
  /** Ids of what is filtered by, for facets. */
  readonly chosen: Readonly<Record<Exclude<Facet, 'price'>, readonly number[]>>;
  /** The terms of the search alone, without filters. */
  readonly searchTerms: string | null;
  /** The words that stand for those of the search. */
  readonly meanings: readonly string[];
  /** What a ranked answer has before or behind everything else; `null`: nothing. */
  readonly parts: Ranking['parts'];
  /** The category that a ranked answer has before others; `null`: none. */
  readonly kindId: Ranking['kindId'];
  /** A `tsquery` that only exact matches have. */
  readonly exact: string | null;
  readonly warnings: readonly NameUnknown[];
}

/** Stands for a name that no listing has: no document holds it. */
const NOWHERE = -1;
/** Words that begin with another one; more are a beginning. */
const FEW_BEGUN = 8;

/** Turns queries into what the database knows. */
@Injectable()
export class SelectionsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly search: SearchRepository,
  ) {}

  /** Looks up stems and names; the sets are those of the references. */
  async of(query: InstrumentQuery, references: References, today: string): Promise<Selected> {
    const { brands, locations, search } = query;
    const named = brands.length + locations.length > 0;
    const usual = brands.flatMap((name) => usualNameOf(name) ?? []);
    const names = named ? await this.search.findNames([...brands, ...usual], locations) : [];
    const idOf = (kind: 'brand' | 'location', name: string | null): number | undefined =>
      names.find((one) => one.kind === kind && one.folded === name)?.id;
    // a maker by another name is the one of its usual name, and listings that carry the other one are its own as well
    const brandIds = brands.map((name) => {
      const ids = [idOf('brand', name), idOf('brand', usualNameOf(name))].filter((id) => id !== undefined);
      return ids.length === 0 ? [NOWHERE] : ids;
    });
    const chosen = {
      category: slugIds(references.categories, query.categories),
      source: slugIds(references.sources, query.sources),
      brand: [...new Set(brandIds.flat())],
      location: locations.map((name) => idOf('location', name) ?? NOWHERE),
    };
    const plain = plainWords([...(search?.words ?? []), ...(search?.excluded ?? [])]);
    const variants = await this.variants(plain, pairsOf(search?.words ?? []));
    const searchTerms =
      search && (await this.termsOf(search, variants, kindsOf(search, references), query.statuses));
    return {
      selection: { ...this.ranges(query, today), ...heldBy(searchTerms, chosen) },
      chosen,
      searchTerms,
      meanings: [...variants.values()].flat(),
      parts: partsOf(query, references),
      kindId:
        references.categories.find(({ slug }) => slug === (search && categorySearched(search)))?.id ?? null,
      exact: search && exactQuery(search, variants),
      warnings: [
        ...unknown('brand', brands, brandIds),
        ...unknown(
          'location',
          locations,
          chosen.location.map((id) => [id]),
        ),
      ],
    };
  }

  private ranges(query: InstrumentQuery, today: string): Omit<Selection, 'terms' | 'categories'> {
    const zone = this.config.timeZone;
    const day = (moment: Moment | null): string | null => moment && dayOf(moment, today, zone);
    const instant = (moment: Moment | null): string | null => moment && instantOf(moment, today, zone);
    const end = (moment: Moment | null): string | null => moment && endOf(moment, today, zone);
    return {
      today,
      active: query.statuses.includes('active'),
      expired: query.statuses.includes('expired'),
      phrases: [
        ...(query.search?.phrases ?? []).map(spellingsOf),
        ...stringPhrases(query.search?.words ?? []),
      ],
      excluded: (query.search?.excluded ?? []).filter((one) => one.includes(' ')).flatMap(spellingsOf),
      priceMin: query.priceMin,
      priceMax: query.priceMax,
      includeUnpriced: query.includeUnpriced,
      hasImage: query.hasImage,
      publishedSince: day(query.publishedSince),
      publishedUntil: day(query.publishedUntil),
      firstSeenSince: instant(query.firstSeenSince),
      firstSeenBefore: end(query.firstSeenUntil),
      priceChangedSince: instant(query.priceChangedSince),
      priceChangedBefore: end(query.priceChangedUntil),
    };
  }

  /**
   * The terms of a search. Where few words of titles begin as the last one does they stand for it: of what hundreds of
   * thousands have (`guitarra`) words are found in 130 ms and a beginning in 165. Only what is not over has its words counted.
   */
  private async termsOf(
    search: SearchText,
    variants: Variants,
    kinds: Kinds,
    statuses: InstrumentQuery['statuses'],
  ): Promise<string | null> {
    const last = search.words.at(-1);
    const isPlain = last !== undefined && plainWords([last]).length > 0;
    if (!search.open || !isPlain || statuses.includes('expired')) return termQuery(search, variants, kinds);
    const begun = await this.search.findBegun(last, FEW_BEGUN + 1);
    if (begun.length > FEW_BEGUN) return termQuery(search, variants, kinds);
    const others = [...begun, ...(variants.get(last) ?? [])];
    return termQuery({ ...search, open: false }, new Map([...variants, [last, others]]), kinds);
  }

  /** For each word those of its stem, its synonyms, and those of their stems; for pairs of words those in one. */
  private async variants(words: readonly string[], pairs: readonly string[]): Promise<Variants> {
    if (words.length + pairs.length === 0) return new Map();
    const all = [...new Set(words.flatMap((word) => [word, ...synonymsOf(word)]))];
    const stems = await this.search.findVariants(all, pairs);
    const whole = pairs.flatMap((pair) => {
      const one = stems.get(pair);
      return one ? [[pair, one] as const] : [];
    });
    return new Map([
      ...whole,
      ...words.map((word) => {
        const meanings = [word, ...synonymsOf(word)];
        const variants = meanings.flatMap((one) => [one, ...(stems.get(one) ?? [])]);
        return [word, [...new Set(variants)].filter((one) => one !== word)] as const;
      }),
    ]);
  }
}

/** What documents have to hold: the search and the filters together, which stand in the terms as `#c5`. */
export function heldBy(
  search: string | null,
  chosen: Readonly<Partial<Selected['chosen']>>,
): Pick<Selection, 'terms' | 'categories'> {
  const filters = Object.entries(chosen).flatMap(([facet, ids]) =>
    ids.length === 0 ? [] : [`(${ids.map((id) => `'#${facet.charAt(0)}${id}'`).join(' | ')})`],
  );
  const all = [...(search === null ? [] : [search]), ...filters];
  const { category = [] } = chosen;
  return {
    terms: all.length === 0 ? null : all.join(' & '),
    categories: all.length === 1 && search === null ? category : [],
  };
}

/** The terms of the categories that stand for words of a search. */
function kindsOf(search: SearchText, { categories }: References): Kinds {
  return new Map(
    [...categoriesSaid(search)].flatMap(([word, said]) =>
      categories.filter(({ slug }) => slug === said).map(({ id }) => [word, `#c${id}`] as const),
    ),
  );
}

function partsOf(query: InstrumentQuery, { categories }: References): Ranking['parts'] {
  const category = categories.find(({ slug }) => slug === ACCESSORIES);
  const place = placeOfParts(query);
  if (category === undefined || place === 'anywhere') return null;
  return { place, categoryId: category.id, words: PART_WORDS };
}

function slugIds(entries: readonly KnownEntry[], slugs: readonly string[]): number[] {
  return entries.flatMap(({ id, slug }) => (slugs.includes(slug) ? [id] : []));
}

function unknown(
  parameter: NameUnknown['parameter'],
  names: readonly string[],
  ids: readonly (readonly number[])[],
): NameUnknown[] {
  return names.flatMap((value, at) =>
    ids[at]?.includes(NOWHERE) ? [{ code: 'name_unknown', parameter, value } as const] : [],
  );
}
