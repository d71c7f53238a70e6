import { BRAND_NAMES } from './brand-names';
import { fold } from './fold';

interface Spelling {
  readonly words: readonly string[];
  readonly brand: string;
}

const WORDS = /[a-z0-9]+/g;
/** `b.c.`, `p.r.s.` */
const DOTTED = /(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))/g;
const byFirstWord = index(BRAND_NAMES);

/**
 * The maker that a listing's title names, in the maker's own spelling (`prs se custom 24` is by `Paul Reed Smith`).
 * Whole words only, case and accents do not matter; the earliest maker wins, at one place the longest.
 *
 * @returns null when the title names no maker of the list
 */
export function detectBrand(name: string): string | null {
  const words = wordsOf(name);
  for (const [at, word] of words.entries()) {
    for (const { words: spelling, brand } of byFirstWord.get(word) ?? []) {
      if (spelling.every((expected, offset) => words[at + offset] === expected)) return brand;
    }
  }
  return null;
}

/** The maker that a text is a name of, and nothing else, in the maker's own spelling; `null`: none of the list. */
export function brandNamed(text: string): string | null {
  const words = wordsOf(text);
  const same = (byFirstWord.get(words[0] ?? '') ?? []).find(
    ({ words: spelling }) => spelling.join(' ') === words.join(' '),
  );
  return same?.brand ?? null;
}

function wordsOf(text: string): string[] {
  // the one letter of the list that no accent mark explains, and the dots of abbreviations
  return fold(text).replaceAll('ø', 'o').replace(DOTTED, '$1').match(WORDS) ?? [];
}

function index(names: readonly string[]): ReadonlyMap<string, readonly Spelling[]> {
  const result = new Map<string, Spelling[]>();
  for (const entry of names) {
    const [brand = '', others = ''] = entry.split(':');
    const only = others.trimStart().startsWith('=');
    for (const spelling of [...(only ? [] : [brand]), ...others.replace('=', '').split(',')]) {
      const words = wordsOf(spelling);
      const [first] = words;
      if (first !== undefined) result.set(first, [...(result.get(first) ?? []), { words, brand }]);
    }
  }
  for (const spellings of result.values()) spellings.sort((a, b) => b.words.length - a.words.length);
  return result;
}
