import { cutsOf } from './compounds';
import { editDistance } from './nearest';
import { searchWords } from './search-words';

/** A word that titles have, and how many. */
export interface KnownWord {
  readonly term: string;
  readonly listings: number;
}

/** Rarer words are as likely mistyped themselves. */
export const LEAST_LISTINGS = 3;

/** As Meilisearch and others do: short words are not guessed at, long ones may have two slips. */
function slipsAllowed(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * The word that was probably meant: few slips first, then the more frequent one.
 *
 * @returns null when none is near enough
 */
export function correctionOf(word: string, candidates: readonly KnownWord[]): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const { term, listings } of candidates) {
    const slips = editDistance(word, term);
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
