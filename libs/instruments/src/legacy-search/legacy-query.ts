/**
 * What a client of the old backend asks for. Every bound is already checked to be a number; what was absent, empty
 * or no bound at all is `null`.
 */
export interface LegacyFilter {
  /** A plain substring of the name: case is ignored, accents, `%`, `_` and `\` are literal. */
  readonly name: string | null;
  /** Any spelling of a category: its slug, an alias, or the very words of a site. */
  readonly category: string | null;
  /** A decimal as text: a listing without a price never passes a bound. */
  readonly minPrice: string | null;
  readonly maxPrice: string | null;
}

/** A page number from 1, the last page, or `null` for what is no page at all. */
export type LegacyPageNumber = number | 'last' | null;

/** How many listings a page of the old backend holds. */
export const LEGACY_PAGE_SIZE = 50;

/** Past this a page number is out of range whatever the database holds; larger ones would overflow it. */
const LARGEST_PAGE = 1_000_000_000;

/** Reads `page` as the old backend did: absent or empty is the first, `last` the last, all else a whole number. */
export function parseLegacyPage(text: string | undefined): LegacyPageNumber {
  if (text === undefined || text === '') return 1;
  if (text === 'last') return 'last';
  const trimmed = text.trim();
  if (!/^\+?\d+$/.test(trimmed)) return null;
  const page = Number(trimmed);
  return page >= 1 && page <= LARGEST_PAGE ? page : null;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$/;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** A price bound: no bound at all, a decimal, a bound that nothing passes, or words that are no number. */
export type PriceBound = 'none' | 'nothing' | 'malformed' | { readonly decimal: string };

/**
 * Reads `minPrice` or `maxPrice`. `minPrice=0` is no bound: the old client sends it with every filter, and listings
 * without a price would vanish.
 */
export function parsePriceBound(text: string | undefined, side: 'min' | 'max'): PriceBound {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return 'none';
  const infinite = INFINITE.exec(trimmed);
  if (infinite) {
    const below = infinite[1] === '-';
    return below === (side === 'min') ? 'none' : 'nothing';
  }
  if (!NUMBER.test(trimmed) || trimmed.length > 100) return 'malformed';
  if (side === 'min' && Number(trimmed) === 0) return 'none';
  return { decimal: trimmed };
}
