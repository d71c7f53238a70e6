import { glue } from './models';
import { searchWords } from './search-words';

/** What somebody searches for, read from the words typed. All texts are folded (`searchWords`). */
export interface SearchText {
  /** Each must occur, in whatever order. Words that a title is rarely told apart by are left out. */
  readonly words: readonly string[];
  /** Each must occur as it stands; words parted by single spaces. */
  readonly phrases: readonly string[];
  /** None may occur: words or phrases. */
  readonly excluded: readonly string[];
  /** Words and phrases as they were typed, for the order of the answers. */
  readonly whole: string;
  /** Whether the last word may still be being typed: longer words that begin with it count too. */
  readonly open: boolean;
}

/** What cannot be searched for. */
export type SearchTextFault = 'search_without_words' | 'search_too_many_words';

const MOST_WORDS = 20;
/** Shorter ones begin too many words. */
export const LEAST_OPEN = 3;

/** Words that most titles have or lack by chance; searched for only where nothing else is. */
export const COMMON: ReadonlySet<string> = new Set(
  'a al con de del e el en la las lo los o para por se sin su un una y and by for from in of on or the to with'.split(
    ' ',
  ),
);

/** Models that are such a word, behind their maker. */
const COMMON_MODELS: ReadonlySet<string> = new Set(['prs se', 'smith se']);

/** `4/4` and `7/8` are sizes of instruments: two words that mean something only together. */
const SIZE = /^\D?\d{1,2}\/\d{1,2}\D?$/u;

/** Speakers of a cabinet, which may be as many as their inches: `4 x 4` would lose one of its numbers. */
const CABINET = /\b(\d{1,2}) x (\d{1,2})\b/g;

const PART = /(?<=^|\s)(-?)"([^"]*)"?|(?<=^|\s)-(?=[^\s-])(\S+)|"([^"]*)"?|(\S+)/gu;

/**
 * Reads a search: words, `"phrases"`, `-exclusions` (also of phrases). A quote that is not closed reaches to the end;
 * a hyphen inside a word is part of it, one that stands alone means nothing.
 */
export function readSearchText(text: string): SearchText | SearchTextFault {
  const words: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  const whole: string[] = [];
  const needed = new Set<string>();
  let open = false;
  for (const [, minus, quoted, without, inner, word] of text.replaceAll(/[“”«»]/g, '"').matchAll(PART)) {
    const folded = searchWords(quoted ?? without ?? inner ?? word ?? '');
    if (folded === '') continue;
    const isPhrase = quoted !== undefined || inner !== undefined;
    if (minus === '-' || without !== undefined) {
      excluded.push(without === undefined ? folded : gluedModel(folded));
      open = false;
    } else {
      whole.push(folded);
      if (isPhrase || SIZE.test(word ?? '')) phrases.push(folded);
      else words.push(...folded.split(' '));
      // `e-ii` and `a-120` are models
      if (!isPhrase && /\w-\w/.test(word ?? '')) for (const part of folded.split(' ')) needed.add(part);
      open = !isPhrase && !SIZE.test(word ?? '');
    }
  }
  if (words.length + phrases.length === 0) return 'search_without_words';
  if (words.length + phrases.length + excluded.length > MOST_WORDS) return 'search_too_many_words';
  const said = words.join(' ').replace(CABINET, '$1x$2').split(' ').filter(Boolean);
  const rare = said.filter(
    (one, at) => !COMMON.has(one) || needed.has(one) || COMMON_MODELS.has(`${said[at - 1]} ${one}`),
  );
  const kept = rare.length + phrases.length > 0 ? rare : said;
  const last = said.at(-1);
  return {
    words: [...new Set(kept)],
    phrases: [...new Set(phrases)],
    excluded: [...new Set(excluded)],
    whole: whole.join(' '),
    open: open && last !== undefined && last === kept.at(-1) && begins(kept) && !/\s$/.test(text),
  };
}

/** `jv 1080` as the one model that it is; whatever else stays. */
function gluedModel(folded: string): string {
  const [word = '', next, ...more] = folded.split(' ');
  return next === undefined || more.length > 0 ? folded : (glue(word, next) ?? folded);
}

/** Whether the last word, or the model that it ends, is long enough to begin others. */
function begins(words: readonly string[]): boolean {
  const [before, last = ''] = words.length > 1 ? words.slice(-2) : [undefined, words.at(-1)];
  const model = before === undefined ? null : glue(before, last);
  return (model ?? last).length >= LEAST_OPEN;
}
