import type { InstrumentQuery } from './instrument-query';

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

/** Whether parts are what is searched for: by a word for one, half typed or whole, or by their category. */
export function asksForParts({ search, categories }: InstrumentQuery): boolean {
  if (!search || categories.includes(ACCESSORIES)) return true;
  const words = [...search.words, ...search.phrases.flatMap((phrase) => phrase.split(' '))];
  const last = search.open ? search.words.at(-1) : undefined;
  return (
    words.some((word) => PARTS.has(word)) ||
    (last !== undefined && [...PARTS].some((part) => part.startsWith(last)))
  );
}
