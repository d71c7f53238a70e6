import { type RaRecord, useFieldValue, useGetList } from 'react-admin';

const ALL = { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' as const } };

/** Tells the name of a source by its slug; the slug itself while that is not known. */
export function useSourceName(): (slug: string) => string {
  const { data = [] } = useGetList<RaRecord<string> & { readonly name: string }>('source-names', ALL);
  return (slug) => data.find(({ id }) => id === slug)?.name ?? slug;
}

interface SourceNameProps {
  readonly source: string;
  readonly label?: string;
  readonly sortable?: boolean;
  /** Instead of no source. */
  readonly emptyText?: string;
}

/** The source of a record by its name. */
export function SourceName({ source, emptyText = '–' }: SourceNameProps) {
  const slug: unknown = useFieldValue({ source });
  const nameOf = useSourceName();
  return <span>{typeof slug === 'string' && slug !== '' ? nameOf(slug) : emptyText}</span>;
}
