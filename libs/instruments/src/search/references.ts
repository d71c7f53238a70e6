import { fold } from '../import/fold';
import type { KnownSets, KnownSlugs } from './parameter-values';
import { searchWords } from './search-words';

/** A member of a closed set. */
export interface KnownEntry {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** The closed sets of the database, as queries and answers need them. */
export interface References {
  readonly categories: readonly KnownEntry[];
  readonly sources: readonly KnownEntry[];
  readonly known: KnownSets;
  /** Spellings of categories by their words, those in use for all before those of sites. */
  readonly spellings: readonly { readonly words: string; readonly slug: string }[];
}

/**
 * Puts the sets together.
 *
 * @param categories by their Spanish names; `english` are the same by theirs
 * @param aliases spellings of categories; `name` is the folded spelling
 */
export function referencesOf(
  categories: readonly KnownEntry[],
  english: readonly KnownEntry[],
  sources: readonly KnownEntry[],
  aliases: readonly KnownEntry[],
): References {
  const names = (entries: readonly KnownEntry[]) =>
    entries.map(({ name, slug }) => [fold(name), slug] as const);
  return {
    categories,
    sources,
    spellings: [
      ...categories.map(({ slug }) => ({ words: slug, slug })),
      ...[...categories, ...english, ...aliases].map(({ name, slug }) => ({
        words: searchWords(name),
        slug,
      })),
    ],
    known: {
      category: knownSlugs(categories, [
        ...names(english),
        ...aliases.map(({ name, slug }) => [name, slug] as const),
        ...names(categories),
      ]),
      source: knownSlugs(sources, names(sources)),
    },
  };
}

function knownSlugs(
  entries: readonly KnownEntry[],
  spellings: readonly (readonly [string, string])[],
): KnownSlugs {
  return { slugs: entries.map(({ slug }) => slug), spellings: new Map(spellings) };
}
