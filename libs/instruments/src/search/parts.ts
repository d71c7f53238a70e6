import type { InstrumentQuery } from './instrument-query';
import { stringCounts } from './names';

/** The category of parts, bags and stands. */
export const ACCESSORIES = 'accesorios';

/**
 * What titles of parts, bags and stands begin with, folded, one and several. No word here begins the title of an
 * instrument (`caja`, `pie`, `juego`, `case` do), and few are best: each document that is ranked is compared with them.
 */
export const PART_WORDS: readonly string[] = [
  'funda fundas estuche estuches maletin maletines maleta maletas bolsa flightcase hardcase gigbag bag bags',
  'correa correas strap soporte soportes atril atriles stand stands cable cables cuerdas strings pua puas',
  'pastilla pastillas pickup pickups puente bridge golpeador pickguard mastil cejuela cejilla clavija clavijas clavijero',
  'potenciometro potenciometros parche parches baquetas boquilla boquillas mouthpiece resina adaptador alimentador',
  'transformador fuente recambio recambios repuesto repuestos piezas parts manual',
]
  .join(' ')
  .split(' ');
/** Other words that ask for a part. */
const ASKING = [
  'case',
  'cases',
  'neck',
  'body',
  'cuerpo',
  'tuners',
  'knobs',
  'pies',
  'accesorio',
  'accesorios',
];
const PARTS: ReadonlySet<string> = new Set([...PART_WORDS, ...ASKING]);

/** Whether words say a part; the strings that an instrument has, counted, are none. */
export function saysPart(words: readonly string[]): boolean {
  return words.some((word, at) => PARTS.has(word) && stringCounts(words[at - 1] ?? '', word).length === 0);
}

/**
 * Where parts, bags and stands belong in a ranked answer: behind instruments; before them when the search begins with a
 * word for one (`funda guitarra`; the title of a guitar may end `con funda`); or anywhere, when one is asked for in another way: by a
 * word further on, half typed or whole, or by their category.
 */
export function placeOfParts({ search, categories }: InstrumentQuery): 'first' | 'last' | 'anywhere' {
  if (!search || categories.includes(ACCESSORIES)) return 'anywhere';
  const words = [...search.words, ...search.phrases.flatMap((phrase) => phrase.split(' '))];
  if (PART_WORDS.includes(words[0] ?? '')) return 'first';
  const last = search.open ? search.words.at(-1) : undefined;
  const isAskedFor =
    words.some((word) => PARTS.has(word)) ||
    (last !== undefined && [...PARTS].some((part) => part.startsWith(last)));
  return isAskedFor ? 'anywhere' : 'last';
}
