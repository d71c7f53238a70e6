import { saysPart } from './parts';
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

/** Kinds with a category of their own: all that is in it is of that kind, whatever its title says. */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['guitarra', 'guitarras'],
  ['bajo', 'bajos'],
  ['bateria', 'baterias'],
  ['teclado', 'teclados'],
  ['sintetizador', 'sintetizadores'],
  ['amplificador', 'amplificadores'],
  ['pedal', 'efectos'],
]);

/** Kinds that are made for guitars, and whose titles seldom say so. */
const FOR_GUITARS = ['amplificadores', 'efectos'];

/** The kind that a word says; `undefined`: none. */
export function kindOf(word: string): string | undefined {
  return [word, word.replace(/e?s$/, ''), ...synonymsOf(word)].find((one) => KINDS.has(one));
}

const isKind = (word: string): boolean => kindOf(word) !== undefined;

/** The category of the kind that a word says, by its slug; `undefined`: it says none, or one that shares its category. */
const categoryOf = (word: string): string | undefined => CATEGORIES.get(kindOf(word) ?? '');

/**
 * The categories that stand for words of a search, by their slugs: those of kinds that are said beside something else
 * (`guitarra` of `guitarra fender stratocaster`, which titles seldom repeat). What a part is for (`funda guitarra`) is no
 * kind of it, and what an amplifier is for no other one (`guitar amp fender`).
 */
export function categoriesSaid({ words, phrases }: SearchText): ReadonlyMap<string, string> {
  const isBeside = phrases.length > 0 || !words.every(isKind);
  if (!isBeside || saysPart(words)) return new Map();
  const said = words.flatMap((word) => {
    const category = categoryOf(word);
    return category === undefined ? [] : [[word, category] as const];
  });
  const [forGuitars] = said.map(([, category]) => category).filter((one) => FOR_GUITARS.includes(one));
  return new Map(
    said.map(([word, category]) => [word, category === 'guitarras' ? (forGuitars ?? category) : category]),
  );
}

/**
 * The one category that is searched for by its kind, alone (`bajos`) or beside other words (`fender amp`), by its slug;
 * `undefined`: none, or several.
 */
export function categorySearched(search: SearchText): string | undefined {
  const [word, ...others] = search.words;
  const isAlone = others.length + search.phrases.length === 0;
  if (isAlone) return word === undefined ? undefined : categoryOf(word);
  const [said, ...further] = new Set(categoriesSaid(search).values());
  return further.length > 0 ? undefined : said;
}

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
