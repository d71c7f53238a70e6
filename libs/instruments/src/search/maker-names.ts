import { BRAND_NAMES } from '../import/brand-names';
import { searchWords } from './search-words';

/** The names of a maker, in the list of the importer: the usual one, and others. */
function namesOf(entry: string): { readonly usual: string; readonly others: readonly string[] } {
  const [usual = '', others = ''] = entry.split(':').map((part) => part.trim());
  // behind `=` stand combinations that only tell the maker of a title
  return {
    usual: searchWords(usual),
    others: others.startsWith('=') ? [] : others.split(',').map(searchWords).filter(Boolean),
  };
}

const MAKERS = BRAND_NAMES.map(namesOf);
const USUAL = new Map(MAKERS.flatMap(({ usual, others }) => others.map((other) => [other, usual] as const)));

/**
 * Whether a name says no more than the other: it is one word, or what the other stands for (`drum workshop` for `dw`). A
 * longer one may be a series of the maker (`ltd ec`); and one that holds the other is found by that already.
 */
function isJustAName(other: string, usual: string): boolean {
  const holds = ` ${other} `.includes(` ${usual} `) || ` ${usual} `.includes(` ${other} `);
  const initials = other.replace(/(\S)\S* ?/g, '$1');
  return (
    !holds &&
    (!other.includes(' ') || initials === usual || other.replaceAll(' ', '') === usual.replaceAll(' ', ''))
  );
}

const SAME = new Map<string, string[]>();
for (const { usual, others } of MAKERS) {
  for (const other of others.filter((one) => isJustAName(one, usual))) {
    SAME.set(usual, [...(SAME.get(usual) ?? []), other]);
    SAME.set(other, [...(SAME.get(other) ?? []), usual]);
  }
}
/** The usual name of a maker that is known by another one (`paul reed smith` of `prs`), folded; `null`: it is none. */
export function usualNameOf(name: string): string | null {
  return USUAL.get(name) ?? null;
}

/** What else a maker is called, folded; none where that says no more. */
export const OTHER_MAKER_NAMES: ReadonlyMap<string, readonly string[]> = SAME;

/** The makers with another name that begins so, by their usual ones. */
export function makersKnownAs(beginning: string): string[] {
  return [...new Set([...USUAL].flatMap(([other, usual]) => (other.startsWith(beginning) ? [usual] : [])))];
}
