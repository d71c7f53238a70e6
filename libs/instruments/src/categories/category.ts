/** The category of what fits no other one, and of what nobody has mapped. */
export const OTHER_CATEGORY = 12;

/** Longer spellings are not remembered: nobody can map them. */
const LONGEST_SPELLING = 200;

/** Whether a folded spelling can be remembered: marks alone fold to nothing, and some scripts grow when they are folded. */
export function isMappable(folded: string): boolean {
  return folded !== '' && folded.length <= LONGEST_SPELLING;
}

/** A canonical category. */
export interface Category {
  readonly id: number;
  readonly slug: string;
  readonly nameEs: string;
  readonly nameEn: string;
}

/** A canonical category with what is listed in it now and the spellings that lead to it. */
export interface CategoryStatus extends Category {
  readonly listings: number;
  readonly aliases: number;
}

/** A spelling that a site uses and nobody has mapped: its listings are in `otros`. */
export interface UnmappedLabel {
  readonly source: string;
  readonly label: string;
  readonly listings: number;
}

/** A spelling that is known, of one source or of all. */
export interface AliasRecord {
  readonly id: string;
  /** Slug; `null`: of every source that has none of its own. */
  readonly source: string | null;
  readonly label: string;
  /** Slug; `null`: nobody has mapped it. */
  readonly category: string | null;
}

/** Which spellings are wanted; what is absent does not matter. */
export interface AliasFilter {
  /** A part of the spelling; case and accents do not matter. */
  readonly q?: string | undefined;
  readonly source?: string | undefined;
  readonly category?: string | undefined;
  readonly mapped?: boolean | undefined;
}

/** The orders of the list of spellings. */
export const aliasOrders = ['label', 'id'] as const;
/** One of {@link aliasOrders}. */
export type AliasOrder = (typeof aliasOrders)[number];

/** What mapping a spelling did. */
export interface MappingOutcome {
  readonly category: string;
  /** Sources whose own spelling was mapped; none when the alias holds for all. */
  readonly sources: readonly string[];
  /** Listings that moved to the category. */
  readonly moved: number;
}

/** What a spelling means for a source. */
export interface CategoryMeaning {
  /** The spelling's entry among those that lead somewhere; `null` for the slug of a category itself. */
  readonly aliasId: number | null;
  readonly categoryId: number;
}
