import { type RaRecord, useGetList } from 'react-admin';

const ALL = { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' as const } };

/** A category by its slug and name. */
type Category = RaRecord<string> & { readonly name: string };

/** Every category by its name. */
export function useCategories(): readonly Category[] {
  const { data = [] } = useGetList<Category>('categories', ALL);
  return data;
}
