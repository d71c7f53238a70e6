import {
  type CategoryOverview,
  DOOR_PARAMETERS,
  type NameOverview,
  type Overview,
  type ParameterKind,
  PARAMETERS,
  type ParameterSpec,
  type SourceOverview,
} from '@app/instruments';

/** The answer of the categories. */
export function toCategoriesBody(categories: readonly CategoryOverview[]): object {
  return {
    data: categories.map(({ slug, nameEs, nameEn, listings }) => ({
      slug,
      name: nameEs,
      names: { es: nameEs, en: nameEn },
      listings,
    })),
  };
}

/** The answer of the sources. */
export function toSourcesBody(sources: readonly SourceOverview[]): object {
  return {
    data: sources.map(({ slug, name, listings, lastImportAt }) => ({
      slug,
      name,
      listings,
      last_import_at: lastImportAt?.toISOString() ?? null,
    })),
  };
}

/** The grammar of the list with its live values. */
export function toFiltersBody(
  categories: readonly CategoryOverview[],
  sources: readonly SourceOverview[],
  { brands, locations, price }: Overview,
): object {
  const sets: Readonly<Record<string, readonly NameOverview[]>> = {
    category: categories.map(({ slug, nameEs, listings }) => ({ value: slug, label: nameEs, listings })),
    source: sources.map(({ slug, name, listings }) => ({ value: slug, label: name, listings })),
    brand: brands,
    location: locations,
  };
  const amount = (hundredths: number | null) => (hundredths === null ? null : (hundredths / 100).toFixed(2));
  return {
    data: DOOR_PARAMETERS.list.map((name) => {
      const { kind, about }: ParameterSpec = PARAMETERS[name];
      return {
        name,
        ...shapeOf(kind),
        description: about,
        ...('set' in kind ? { values: sets[kind.set] } : {}),
        ...(kind.type === 'amount' ? { least: amount(price.min), most: amount(price.max) } : {}),
      };
    }),
  };
}

function shapeOf(kind: ParameterKind): object {
  switch (kind.type) {
    case 'choice':
      return { type: 'choice', allowed: kind.values, default: kind.usual };
    case 'choices':
      return { type: 'choices', allowed: kind.values };
    case 'slugs':
      return { type: 'choices' };
    case 'names':
      return { type: 'names' };
    case 'text':
      return { type: 'text', least: kind.least, most: kind.most };
    case 'integer':
      return { type: 'integer', least: kind.least, most: kind.most, default: kind.usual };
    default:
      return { type: kind.type };
  }
}
