import { type RaRecord, useGetList, useLocaleState } from 'react-admin';

/** A category as everybody sees it. */
export interface Category extends RaRecord<string> {
  readonly slug: string;
  readonly names: { readonly es: string; readonly en: string };
  readonly listings: number;
}

const ALL = { pagination: { page: 1, perPage: 500 }, sort: { field: 'slug', order: 'ASC' } } as const;

/** The categories with their names in the language of the panel, by name. */
export function useCategoryNames(): readonly { readonly slug: string; readonly name: string }[] {
  const [locale] = useLocaleState();
  const { data = [] } = useGetList<Category>('categories', ALL);
  return data
    .map(({ slug, names }) => ({ slug, name: locale === 'es' ? names.es : names.en }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
