import { glue } from './models';
import { LEAST_OPEN, type SearchText } from './search-text';

/** For each word the other words that stand for it: of the same stem, or of the same meaning. */
export type Variants = ReadonlyMap<string, readonly string[]>;

const GLUED = /^([a-z]{2,})(\d+[a-z0-9]*)$/;

/**
 * What has to be in the terms of a document, as a `tsquery`: every word or one that stands for it, the last one also as
 * a beginning; models glued and split (`jv 1080`, `jv1080`); words of phrases as they stand; no excluded word.
 */
export function termQuery(search: SearchText, variants: Variants): string | null {
  const last = search.open ? search.words.length - 1 : -1;
  const parts = wordParts(search.words, last, variants);
  for (const phrase of search.phrases) parts.push(...phrase.split(' ').map((word) => quote(word)));
  for (const excluded of search.excluded) {
    if (!excluded.includes(' ')) parts.push(`!${quote(excluded)}`);
  }
  return parts.length === 0 ? null : [...new Set(parts)].join(' & ');
}

/** The words exactly as typed, models glued or split: what an exact match has. */
export function exactQuery(search: SearchText): string | null {
  const parts = wordParts(search.words, -1, new Map());
  for (const phrase of search.phrases) parts.push(...phrase.split(' ').map((word) => quote(word)));
  return parts.length === 0 ? null : [...new Set(parts)].join(' & ');
}

/** Words whose variants are worth looking up. */
export function plainWords(search: SearchText): readonly string[] {
  return search.words.filter((word) => /^[^\d]{3,}$/.test(word));
}

function wordParts(words: readonly string[], open: number, variants: Variants): string[] {
  const parts: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const glued = next === undefined ? null : glue(word, next);
    if (glued !== null && next !== undefined) {
      const opened = at + 1 === open;
      const first = alternatives(word, false, variants.get(word) ?? []);
      // a digit alone begins too many numbers; the model that it stands in does not
      const nextOpened = opened && next.length >= LEAST_OPEN;
      parts.push(`((${first} & ${quote(next, nextOpened)}) | ${quote(glued, opened)})`);
      at += 1;
    } else {
      parts.push(alternatives(word, at === open, variants.get(word) ?? []));
    }
  }
  return parts;
}

function alternatives(word: string, open: boolean, variants: readonly string[]): string {
  const all = [quote(word, open), ...variants.map((variant) => quote(variant))];
  const [, letters, digits] = GLUED.exec(word) ?? [];
  if (letters !== undefined && digits !== undefined) all.push(`(${quote(letters)} & ${quote(digits, open)})`);
  const distinct = [...new Set(all)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `(${distinct.join(' | ')})`;
}

/** A word as a `tsquery` knows it: it holds letters and digits only. */
function quote(word: string, open = false): string {
  return `'${word}'${open ? ':*' : ''}`;
}
