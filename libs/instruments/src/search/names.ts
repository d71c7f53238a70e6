import { OTHER_MAKER_NAMES } from './maker-names';

/** Names of the same thing of which some have several words, folded; what words alone mean stands in synonyms.ts. */
const GROUPS = [
  'p bass, pbass, precision bass, precision bajo',
  'j bass, jbass, jazz bass, jazzbass, jazz bajo',
  'left handed, left hand, lefthanded, lefty, zurdo, zurda, zurdos, zurdas',
].map((group) => group.split(', '));

const OTHERS = new Map(OTHER_MAKER_NAMES);
for (const group of GROUPS) {
  for (const name of group) {
    OTHERS.set(
      name,
      group.filter((other) => other !== name),
    );
  }
}
const MOST_WORDS = Math.max(...[...OTHERS.keys()].map((name) => name.split(' ').length));

/** Loudspeakers of a cabinet by their number and inches: `4x12`, `4 x 12`. */
const CABINET = /^(\d{1,2}) ?x ?(\d{1,2})$/;

/** What else a name is called; none for one that has no other. */
export function otherNamesOf(name: string): readonly string[] {
  const [, count = '', inches = ''] = CABINET.exec(name) ?? [];
  if (count === '') return OTHERS.get(name) ?? [];
  // in titles that write it apart, the database has glued the letter to what follows
  return [`${count}x${inches}`, `${count} x${inches}`].filter((other) => other !== name);
}

/**
 * The longest name of a maker or of something else that words have at a place, and what else it is called.
 *
 * @returns null where none with another name stands
 */
export function nameAt(
  words: readonly string[],
  at: number,
): { readonly name: readonly string[]; readonly others: readonly string[] } | null {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length--) {
    const name = words.slice(at, at + length);
    const others = otherNamesOf(name.join(' '));
    if (others.length > 0) return { name, others };
  }
  return null;
}

/** How many strings an instrument has. */
const NUMBERS = [
  '4 cuatro four',
  '5 cinco five',
  '6 seis six',
  '7 siete seven',
  '8 ocho eight',
  '12 doce twelve',
].map((group) => group.split(' '));
const SPANISH_STRINGS = ['cuerdas', 'cuerda'];
const ENGLISH_STRINGS = ['string', 'strings'];
const STRINGS = [...ENGLISH_STRINGS, ...SPANISH_STRINGS];

/** The number of strings that a word says before the next one, in digits and in both languages; `null`: none. */
function stringsSaid(word: string, next: string | undefined): readonly string[] | null {
  if (next === undefined || !STRINGS.includes(next)) return null;
  return NUMBERS.find((group) => group.includes(word)) ?? null;
}

/** The number of strings that a word says before the next one, in its other forms: `cinco` and `five` of `5 cuerdas`. */
export function stringCounts(word: string, next: string | undefined): readonly string[] {
  return (stringsSaid(word, next) ?? []).filter((other) => other !== word);
}

/**
 * The numbers of strings that words say, each in all ways to write it (`5 cuerdas`, `five string`): a title has one of them
 * in one piece, for another number may stand anywhere in it.
 */
export function stringPhrases(words: readonly string[]): string[][] {
  return words.flatMap((word, at) => {
    const said = stringsSaid(word, words[at + 1]);
    if (said === null) return [];
    const [digits, spanish, english] = said;
    return [
      [
        ...STRINGS.map((strings) => `${digits} ${strings}`),
        ...SPANISH_STRINGS.map((strings) => `${spanish} ${strings}`),
        ...ENGLISH_STRINGS.map((strings) => `${english} ${strings}`),
      ],
    ];
  });
}
