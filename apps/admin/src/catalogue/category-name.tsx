import { useFieldValue } from 'react-admin';
import { useCategoryNames } from './category';

interface CategoryNameProps {
  readonly source: string;
  readonly label?: string;
  readonly sortable?: boolean;
}

/** The category of a record by its name in the language of the panel. */
export function CategoryName({ source }: CategoryNameProps) {
  const slug: unknown = useFieldValue({ source });
  const names = useCategoryNames();
  const name = names.find((one) => one.slug === slug)?.name;
  return <span>{name ?? (typeof slug === 'string' ? slug : '–')}</span>;
}
