import type { CanonicalSlug } from '../category-aliases';

/** The sites that the fixtures imitate. */
export const seedSources = ['reverb', 'hispasonic', 'guitarristas', 'soundmarket'] as const;
export type SeedSource = (typeof seedSources)[number];

/** The same thing said by a Spanish and by an English seller. */
export interface Bilingual<T> {
  readonly es: T;
  readonly en: T;
}

/** Used price in EUR by model, best known model first. Keys must not be bare integers: objects reorder those. */
export type Models = Readonly<Record<string, number>>;

/**
 * Things that are sold in the same words: what a seller calls them, what is said of them, who makes them.
 * Makers and their models come best known first; the order is the rank that the bulk generator draws by.
 */
export interface InstrumentKind {
  /** Share of the kind inside its category, relative to its siblings. */
  readonly weight: number;
  /** Of the Spanish nouns, so that `como nuev@` becomes `como nueva` or `como nuevo`. */
  readonly gender: 'f' | 'm';
  readonly nouns: Bilingual<readonly string[]>;
  /** Colours, sizes, cases: whatever makes sense for this kind and not for every kind. */
  readonly details: Bilingual<readonly string[]>;
  /** Label of the sites that divide finer than our categories do; null when they do not here. */
  readonly label: Bilingual<string> | null;
  /** Years that sellers write into such titles; null where nobody does. */
  readonly years: readonly [from: number, to: number] | null;
  readonly makers: Readonly<Record<string, Models>>;
}

/** All that is said about one canonical category. */
export interface CategoryVocabulary {
  readonly slug: CanonicalSlug;
  /** How each site writes the category. */
  readonly labels: Readonly<Record<SeedSource, readonly string[]>>;
  readonly kinds: readonly InstrumentKind[];
}
