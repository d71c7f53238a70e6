import { twoWordsOf } from './compounds';
import { glue, spellingsOf } from './models';
import { nameAt, otherNamesOf, stringCounts } from './names';
import { LEAST_OPEN, type SearchText } from './search-text';

/**
 * For each word the other words that stand for it: of the same stem, or of the same meaning; for two words beside each
 * other (`music man`) the one that titles write instead.
 */
export type Variants = ReadonlyMap<string, readonly string[]>;

/** For words that say what kind of thing it is the term of the category that says so too. */
export type Kinds = ReadonlyMap<string, string>;
const NO_KINDS: Kinds = new Map();

const GLUED = /^([a-z]{2,})(\d+[a-z0-9]*)$/;

/**
 * What has to be in the terms of a document, as a `tsquery`: every word or one that stands for it, the last one also as
 * a beginning; models and names in one word or in two (`jv 1080`, `jv1080`; `music man`, `musicman`), models in phrases
 * too; makers and some other names by all they are called (`prs`, `paul reed smith`; `p bass`, `precision bass`); numbers
 * of strings in digits and in words; other words of phrases as they stand; nothing that a
 * search for an excluded word would find. What says a kind of thing (and is no part of a name) is met by a category too.
 */
export function termQuery(search: SearchText, variants: Variants, kinds: Kinds): string | null {
  const last = search.open ? search.words.length - 1 : -1;
  const parts = wordParts(search.words, last, variants, kinds);
  parts.push(...search.phrases.flatMap(phraseParts));
  parts.push(...search.excluded.flatMap((excluded) => excludedParts(excluded, variants)));
  return parts.length === 0 ? null : [...new Set(parts)].join(' & ');
}

/** The words exactly as typed, models and names in one word or in two: what an exact match has. */
export function exactQuery(search: SearchText, variants: Variants): string | null {
  const whole = new Map([...variants].filter(([word]) => word.includes(' ')));
  const parts = wordParts(search.words, -1, whole, NO_KINDS);
  parts.push(...search.phrases.flatMap(phraseParts));
  return parts.length === 0 ? null : [...new Set(parts)].join(' & ');
}

/** Words whose variants are worth looking up. */
export function plainWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => /^[^\d ]{3,}$/.test(word));
}

/** What a document may not have: an excluded word or one that stands for it, or another name of an excluded phrase. */
function excludedParts(excluded: string, variants: Variants): string[] {
  // of a model not its parts as well: titles that have them beside each other have the whole
  if (!excluded.includes(' ')) return [`!${anyOf(meanings(excluded, false, variants.get(excluded) ?? []))}`];
  return otherNamesOf(excluded).map((other) => `!${together(other)}`);
}

/** What a document has that holds a phrase in one of its spellings. */
function phraseParts(phrase: string): string[] {
  const spellings = spellingsOf(phrase).map((spelling) => spelling.split(' ').map((word) => quote(word)));
  const [only = [], ...others] = spellings;
  if (others.length === 0) return only;
  return [`(${spellings.map((words) => `(${words.join(' & ')})`).join(' | ')})`];
}

function wordParts(words: readonly string[], open: number, variants: Variants, kinds: Kinds): string[] {
  const parts: string[] = [];
  const others = (word: string): readonly string[] => {
    const kind = kinds.get(word);
    return [...(variants.get(word) ?? []), ...(kind === undefined ? [] : [kind])];
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const known = nameAt(words, at);
    if (known !== null && known.name.length > 1) {
      const asTyped = known.name.map((one, nth) =>
        alternatives(one, at + nth === open, variants.get(one) ?? []),
      );
      parts.push(`((${asTyped.join(' & ')}) | ${known.others.map(together).join(' | ')})`);
      at += known.name.length - 1;
      continue;
    }
    const pair = next === undefined ? null : glue(word, next);
    // `4 x 12` behind a short word is a name, and `4` no part of a model
    const glued = pair !== null && (nameAt(words, at + 1)?.name.length ?? 0) > 1 ? null : pair;
    if (glued !== null && next !== undefined) {
      const opened = at + 1 === open;
      const first = alternatives(word, false, others(word));
      // a digit alone begins too many numbers; the model that it stands in does not
      const nextOpened = opened && next.length >= LEAST_OPEN;
      const second = alternatives(next, nextOpened, stringCounts(next, words[at + 2]));
      parts.push(`((${first} & ${second}) | ${quote(glued, opened)})`);
      at += 1;
    } else if (next !== undefined && variants.has(`${word} ${next}`)) {
      const both = [word, next].map((one, nth) =>
        alternatives(one, at + nth === open, variants.get(one) ?? []),
      );
      const whole = (variants.get(`${word} ${next}`) ?? []).map((one) => quote(one));
      parts.push(`((${both.join(' & ')}) | ${whole.join(' | ')})`);
      at += 1;
    } else {
      parts.push(alternatives(word, at === open, [...stringCounts(word, next), ...others(word)]));
    }
  }
  return parts;
}

function alternatives(word: string, open: boolean, variants: readonly string[]): string {
  const [, letters, digits] = GLUED.exec(word) ?? [];
  const isModel = letters !== undefined && digits !== undefined;
  return anyOf([
    ...meanings(word, open, variants),
    ...(isModel ? [`(${quote(letters)} & ${quote(digits, open)})`] : []),
  ]);
}

/** A word, and what stands for it. */
function meanings(word: string, open: boolean, variants: readonly string[]): string[] {
  const two = twoWordsOf(word);
  return [
    quote(word, open),
    ...variants.map((variant) => quote(variant)),
    ...(two === null ? [] : [together(two.join(' '))]),
    ...otherNamesOf(word).map(together),
  ];
}

function anyOf(parts: readonly string[]): string {
  const distinct = [...new Set(parts)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `(${distinct.join(' | ')})`;
}

/** All of some words. */
function together(words: string): string {
  const quoted = words.split(' ').map((word) => quote(word));
  return quoted.length === 1 ? quoted.join('') : `(${quoted.join(' & ')})`;
}

/** A word, or what a filter asks for, as a `tsquery` knows it: it holds letters and digits only, and `#`. */
function quote(word: string, open = false): string {
  return `'${word}'${open ? ':*' : ''}`;
}
