import {
  Datagrid,
  FunctionField,
  NumberField,
  type RaRecord,
  SearchInput,
  TextField,
  useTranslate,
} from 'react-admin';
import { useMay } from '../session/use-session';
import { LinkToList } from '../shared/link-to-list';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';

interface Source extends RaRecord<string> {
  readonly slug: string;
  readonly name: string;
}

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Every website that listings come from. */
export default function SourceList() {
  const translate = useTranslate();
  const seesImports = useMay('instruments.view_import_run');
  return (
    <PanelList filters={filters} sort={{ field: 'name', order: 'ASC' }}>
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <FunctionField<Source>
          source="name"
          render={({ name, slug }) => (
            <LinkToList resource="instruments" filter={{ source: [slug] }}>
              {name}
            </LinkToList>
          )}
        />
        <TextField source="slug" sx={{ fontFamily: 'monospace' }} />
        <NumberField source="listings" />
        <Moment source="last_import_at" sortable />
        {seesImports && (
          <FunctionField<Source>
            label="resources.imports.name"
            sortable={false}
            render={({ slug, name }) => (
              <LinkToList
                resource="imports"
                filter={{ source: slug }}
                label={translate('imports.of_source', { name })}
              >
                {translate('imports.show_runs')}
              </LinkToList>
            )}
          />
        )}
      </Datagrid>
    </PanelList>
  );
}
