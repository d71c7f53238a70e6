import { accesorios } from './accesorios';
import { amplificadores } from './amplificadores';
import { bajos } from './bajos';
import { baterias } from './baterias';
import { cuerdas } from './cuerdas';
import { efectos } from './efectos';
import { guitarras } from './guitarras';
import type { CategoryVocabulary } from './kind';
import { otros } from './otros';
import { sintetizadores } from './sintetizadores';
import { sonido } from './sonido';
import { teclados } from './teclados';
import { vientos } from './vientos';

export { seedSources, type CategoryVocabulary, type InstrumentKind, type SeedSource } from './kind';
export { rawLabels } from './labels';
export { cities, extras, leads, oddities, states } from './phrases';

/** Every canonical category once. */
export const vocabulary: readonly CategoryVocabulary[] = [
  guitarras,
  bajos,
  teclados,
  sintetizadores,
  baterias,
  vientos,
  cuerdas,
  amplificadores,
  efectos,
  sonido,
  accesorios,
  otros,
];
