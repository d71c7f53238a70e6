import type { SearchText } from './search-text';
import { synonymsOf } from './synonyms';

/** What kinds of instruments and of what belongs to them are called, folded; so are their synonyms. */
const KINDS: ReadonlySet<string> = new Set(
  [
    'guitarra bajo bateria teclado sintetizador amplificador pedal altavoz microfono auricular mezclador platillo',
    'violonchelo violin flauta trompeta saxofon clarinete ukelele acordeon piano organo banjo mandolina',
  ]
    .join(' ')
    .split(' '),
);

const isKind = (word: string): boolean =>
  KINDS.has(word) ||
  KINDS.has(word.replace(/e?s$/, '')) ||
  synonymsOf(word).some((other) => KINDS.has(other));

/**
 * What is searched for but for the words that say what kind of thing it is (`ampli` of `ampli marshall jcm800`), as
 * somebody would type it; `null` when that is everything or nothing.
 */
export function textWithoutKinds({ words, phrases, excluded }: SearchText): string | null {
  const others = words.filter((word) => !isKind(word));
  if (others.length === words.length || others.length + phrases.length === 0) return null;
  const quoted = (text: string): string => (text.includes(' ') ? `"${text}"` : text);
  return [
    ...others,
    ...phrases.map((phrase) => `"${phrase}"`),
    ...excluded.map((one) => `-${quoted(one)}`),
  ].join(' ');
}
