import { type CategoryVocabulary, type InstrumentKind, type SeedSource, seedSources } from './kind';

function isSeedSource(source: string): source is SeedSource {
  return seedSources.some((known) => known === source);
}

/**
 * The labels under which a site files a kind. Reverb divides finely, guitarristas now and then, the others
 * know the category only; a site that we do not imitate writes as hispasonic does.
 */
export function rawLabels(
  category: CategoryVocabulary,
  kind: InstrumentKind,
  source: string,
): readonly string[] {
  const labels = category.labels[isSeedSource(source) ? source : 'hispasonic'];
  if (kind.label === null) return labels;
  if (source === 'reverb') return [kind.label.en];
  return source === 'guitarristas' ? [...labels, kind.label.es] : labels;
}
