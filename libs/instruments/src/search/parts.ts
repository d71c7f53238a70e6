import type { InstrumentQuery } from './instrument-query';

/** The category of parts, bags and stands. */
export const ACCESSORIES = 'accesorios';

/**
 * What titles of parts, bags and stands begin with, in the singular. No word here begins the title of an instrument
 * (`caja`, `pie`, `juego` do).
 */
const BEGINNINGS = [
  'funda estuche maletin maleta bolsa flightcase hardcase case gigbag bag cover correa strap soporte atril stand',
  'pastilla pickup puente bridge golpeador pickguard mastil cejuela cejilla clavija clavijero tuner potenciometro knob',
  'selector cuerdas strings pua pick plectrum parche baqueta drumstick boquilla mouthpiece resina',
  'cable adaptador adapter alimentador transformador fuente recambio repuesto pieza part manual',
]
  .join(' ')
  .split(' ');

/** First words of titles, folded, that tell a part from an instrument. */
export const PART_WORDS: readonly string[] = BEGINNINGS.flatMap((word) =>
  word.endsWith('s') ? [word] : [word, `${word}${/[aeiou]$/.test(word) ? 's' : 'es'}`, `${word}s`],
).filter((word, at, all) => all.indexOf(word) === at);
const PARTS: ReadonlySet<string> = new Set(PART_WORDS);

/** Whether parts are what is searched for: by a word for one, half typed or whole, or by their category. */
export function asksForParts({ search, categories }: InstrumentQuery): boolean {
  if (!search || categories.includes(ACCESSORIES)) return true;
  const words = [...search.words, ...search.phrases.flatMap((phrase) => phrase.split(' '))];
  const last = search.open ? search.words.at(-1) : undefined;
  return (
    words.some((word) => PARTS.has(word)) ||
    (last !== undefined && PART_WORDS.some((part) => part.startsWith(last)))
  );
}
