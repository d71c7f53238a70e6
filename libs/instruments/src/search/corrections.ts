import { cutsOf, modelCutsOf } from './compounds';
import { editDistance } from './nearest';
import { COMMON } from './search-text';
import { searchWords } from './search-words';

/** A word that titles have, and how many. */
export interface KnownWord {
  readonly term: string;
  readonly listings: number;
}

/** Rarer words are as likely mistyped themselves. */
export const LEAST_LISTINGS = 3;

/** A word that so few titles have may be a slip of theirs. */
export const FEW = 3;
/** What somebody means instead has so many times as many listings. */
export const FAR_MORE = 20;

/** Words that no title is told by: nobody means them instead of another one. */
const NEVER_MEANT: ReadonlySet<string> = new Set([
  ...COMMON,
  'como',
  'este',
  'esta',
  'muy',
  'pero',
  'sobre',
  'from',
]);
/** What stands in few titles of some data, and is right all the same. */
const RIGHT: ReadonlySet<string> = new Set(['mesa', 'combo', 'null', 'caja', 'bombo']);

/** As Meilisearch and others do: short words are not guessed at, long ones may have two slips. */
function slipsAllowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The word with two neighbours swapped, at each place: trigrams do not tell that it looks like them. */
function swapsOf(word: string): string[] {
  const letters = Array.from(word);
  return letters
    .slice(1)
    .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(''));
}

/** Two ways to write one sound (`epifone`). */
function soundsOf(word: string): string[] {
  return [word.replace('f', 'ph'), word.replace('ph', 'f')].filter((one) => one !== word);
}

/** Words that may have been meant, known or not, though they need not look alike. */
export function possibleWords(word: string): readonly string[] {
  return slipsAllowed(word.length) === 0 ? [] : [...swapsOf(word), ...soundsOf(word)];
}

/**
 * The word that was probably meant: few slips first, then the more frequent one. Of four letters none is another one: a
 * third of a short word is no slip.
 *
 * @returns null when none is near enough
 */
export function correctionOf(word: string, candidates: readonly KnownWord[]): string | null {
  if (RIGHT.has(word)) return null;
  const sounds = soundsOf(word);
  const swaps = swapsOf(word);
  let best: string | null = null;
  let least = Infinity;
  for (const { term, listings } of candidates) {
    if (NEVER_MEANT.has(term)) continue;
    if (word.length === 4 && term.length === 4 && !swaps.includes(term)) continue;
    const slips = sounds.includes(term) ? 1 : editDistance(word, term);
    // a factor of 3,000 in frequency outweighs one slip
    const cost = slips - Math.log(listings) / 8;
    if (slips > 0 && slips <= slipsAllowed(word.length) && cost < least) [best, least] = [term, cost];
  }
  return best;
}

/** A word read as the two known ones that it was probably written together of; `null`: there are none. */
export function twoWordsIn(word: string, known: readonly KnownWord[]): string | null {
  const listings = new Map(known.map((one) => [one.term, one.listings]));
  let best: string | null = null;
  let most = LEAST_LISTINGS - 1;
  for (const cut of cutsOf(word)) {
    const least = Math.min(...cut.map((part) => listings.get(part) ?? 0));
    if (least > most) [best, most] = [cut.join(' '), least];
  }
  return best;
}

/** A model in one word as the phrase that titles write (`"ob xa"` for `obxa`); `null`: the parts of none are known. */
export function modelPhraseIn(word: string, known: readonly KnownWord[]): string | null {
  const terms = new Set(known.map(({ term }) => term));
  const cut = modelCutsOf(word).find((parts) => parts.every((part) => terms.has(part)));
  return cut === undefined ? null : `"${cut.join(' ')}"`;
}

/** The search with some of its words replaced; all else stays as it was typed. */
export function replaceWords(text: string, replacements: ReadonlyMap<string, string>): string {
  return text
    .trim()
    .split(/(\s+|")/)
    .map((part) => {
      const [, minus = '', word = ''] = /^(-?)(.*)$/su.exec(part) ?? [];
      const folded = searchWords(word);
      const replaced = folded
        .split(' ')
        .map((one) => replacements.get(one) ?? one)
        .join(' ');
      return replaced === folded ? part : minus + replaced;
    })
    .join('');
}
