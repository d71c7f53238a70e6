import { kindOf } from '../search/kinds';
import { PART_WORDS } from '../search/parts';
import { BRAND_NAMES, PART_MAKERS } from './brand-names';
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
 * Whole words only, case and accents do not matter; the earliest maker wins, at one place the longest. One of parts is the
 * maker of an instrument only where the title begins with it: a guitar with pickups of `EMG` is another one's, or nobody's.
 *
 * @returns null when the title names no maker of the list
 */
export function detectBrand(name: string): string | null {
  const words = wordsOf(name);
  for (const [at, word] of words.entries()) {
    const named = (byFirstWord.get(word) ?? []).find(({ words: spelling }) =>
      spelling.every((expected, offset) => words[at + offset] === expected),
    );
    if (named && (!PART_MAKERS.has(named.brand) || mayBeByPartMaker(words.slice(0, at)))) return named.brand;
  }
  return null;
}

/** What a listing is stands this near to the beginning of its title. */
const BEGINNING = 3;

/** Whether a title that names a maker of parts behind some words is of something by that maker: of a part, and of no guitar. */
function mayBeByPartMaker(before: readonly string[]): boolean {
  const said = before
    .slice(0, BEGINNING)
    .find((word) => PART_WORDS.includes(word) || kindOf(word) !== undefined);
  if (said === undefined) return before.length === 0;
  return PART_WORDS.includes(said) || !['guitarra', 'bajo'].includes(kindOf(said) ?? '');
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
