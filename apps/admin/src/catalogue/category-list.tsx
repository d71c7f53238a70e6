import { Datagrid, FunctionField, NumberField, SearchInput, TextField, useLocaleState } from 'react-admin';
import { LinkToList } from '../shared/link-to-list';
import { PanelList } from '../shared/panel-list';
import type { Category } from './category';

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
            <LinkToList resource="instruments" filter={{ category: [slug], status: ['active'] }}>
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
