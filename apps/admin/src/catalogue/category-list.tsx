import {
  Datagrid,
  FunctionField,
  NumberField,
  type RaRecord,
  SearchInput,
  TextField,
  useLocaleState,
} from 'react-admin';
import { LinkToList } from '../shared/link-to-list';
import { PanelList } from '../shared/panel-list';

interface Category extends RaRecord<string> {
  readonly slug: string;
  readonly names: { readonly es: string; readonly en: string };
  readonly listings: number;
}

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Every category, with the number of its active listings. */
export default function CategoryList() {
  const [locale] = useLocaleState();
  return (
    <PanelList filters={filters} sort={{ field: 'listings', order: 'DESC' }}>
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <FunctionField<Category>
          source="name"
          render={({ names, slug }) => (
            <LinkToList resource="instruments" filter={{ category: [slug] }}>
              {locale === 'es' ? names.es : names.en}
            </LinkToList>
          )}
        />
        <TextField source="slug" sx={{ fontFamily: 'monospace' }} />
        <NumberField source="listings" />
      </Datagrid>
    </PanelList>
  );
}
