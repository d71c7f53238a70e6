import { editDistance } from './nearest';
import { COMMON } from './search-text';

/** Models whose names have letters alone, as titles write them. */
const NAMED = [
  // guitars and basses
  'stratocaster strat telecaster tele jazzmaster jaguar mustang thinline precision duosonic coronado starcaster',
  'explorer firebird thunderbird melody dreadnought hummingbird casino riviera sheraton dove',
  'stingray bongo silhouette axis corvette streamer thumb soloist rhoads kelly dinky pacifica revstar',
  'mockingbird warlock superstrat singlecut mccarty artcore talman iceman prestige',
  // amplifiers and effects
  'bassman twin princeton champ vibrolux rockerverb katana spider tubemeister rectifier',
  'screamer muff crybaby whammy timeline bigsky helix quadcortex',
  // keys and synthesizers
  'minimoog microkorg minilogue monologue prologue wavestation polysix monopoly kronos triton trinity nautilus',
  'prophet matrixbrute minibrute microbrute minifreak microfreak polybrute digitakt digitone octatrack virus',
  'juno jupiter fantom gaia montage motif reface clavinova mellotron odyssey solina',
  'blofeld iridium quantum keylab launchpad maschine volca deepmind peak summit hydrasynth subsequent',
  // drums
  'export imperialstar starclassic superstar masterworks roadshow saturn',
].join(' ');
const KNOWN: ReadonlySet<string> = new Set(NAMED.split(' '));

/** Models whose names have no digit, for the database to tell them from other words. */
export const NAMED_MODELS: readonly string[] = [...KNOWN];

/** Those that are known by two words, of which neither is a name by itself. */
const IN_TWO_WORDS = [
  'les paul, jazz bass, precision bass, flying v, tube screamer, big muff, twin reverb, super reverb, deluxe reverb',
  'blues junior, silver sky, duo sonic, space echo, cry baby, stage piano, mini moog, micro korg, music easel',
]
  .join(', ')
  .split(', ');
/** Shorter beginnings are those of too many other words. */
const LEAST_BEGUN = 3;

/** A text with the name in two words that it ends in the beginning of: `gibson les paul` for `gibson les`; `null`: none. */
export function withNameInTwoWords(text: string): string | null {
  const places = [0, ...[...text.matchAll(/ /g)].map(({ index }) => index + 1)];
  for (const at of places) {
    const begun = text.slice(at);
    const name = IN_TWO_WORDS.find((one) => begun.length >= LEAST_BEGUN && one.startsWith(begun));
    if (name !== undefined) return text.slice(0, at) + name;
  }
  return null;
}

/** The names in two words that begin so. */
export function namesThatBegin(text: string): string[] {
  return IN_TWO_WORDS.filter((name) => name.startsWith(text));
}

/** A slip in the second word of a name in two words: so many letters at most. */
const MOST_SLIPS = 2;

/** The name in two words that was probably meant by two words, of which the first is right: `les paul` by `les pol`. */
export function nameInTwoWordsMeant(first: string, second: string): string | null {
  return (
    IN_TWO_WORDS.find((name) => {
      const [one, two = ''] = name.split(' ');
      return (
        one === first &&
        two.length > 3 &&
        two.startsWith(second.charAt(0)) &&
        editDistance(two, second) <= MOST_SLIPS
      );
    }) ?? null
  );
}

/**
 * What stands before a number in titles and is glued to it as the letters of a model are: what tells a year, and words of
 * names (`paul59`).
 */
const BEFORE_NUMBERS: ReadonlySet<string> = new Set([
  ...['ano', 'anos', 'c', 'ca', 'circa', 'year', 'made', 'late', 'mid', 'new', 'mod', 'prs'],
  ...IN_TWO_WORDS.flatMap((name) => name.split(' ')).filter((word) => word.length > 2),
]);
/** Also glued to what stands before it (`shop1960`, `sg1970`) or behind it (`2017hh`). */
const YEAR = /^([a-z]{4})?(19\d\d|20[0-3]\d)[a-z]{0,2}$|^[a-z]{2,3}(19[3-9]\d|20[0-3][1-9])$/;
const MEASURE = /^\d+(w|v|mm|cm|kg|hz|khz|gb|mb|ohm|ohms|s)$/;
/** A number of a seller behind a word (`tele54003` of `Tele 54003`). */
const STOCK_NUMBER = /^\d{4,}$/;
/** Of an anniversary (`prs35th`). */
const ORDINAL = /(1st|2nd|3rd|\dth)$/;

/** Whether a word of titles is the name of a model: it is known as one, or has a digit and is no year, number or measure. */
export function isModel(word: string): boolean {
  if (!/\d/.test(word)) return KNOWN.has(word);
  if (YEAR.test(word) || MEASURE.test(word) || ORDINAL.test(word)) return false;
  if (/^\d+$/.test(word)) return word.length >= 3 && word.length <= 5;
  const [, letters = '', digits = ''] = /^([a-z]+)(\d.*)/.exec(word) ?? [];
  if (KNOWN.has(letters) && STOCK_NUMBER.test(digits)) return false;
  return !COMMON.has(letters) && !BEFORE_NUMBERS.has(letters);
}
