import { Box } from '@mui/material';
import {
  BooleanField,
  Datagrid,
  FunctionField,
  SearchInput,
  TextField,
  useLocaleState,
  useTranslate,
} from 'react-admin';
import { useMay } from '../session/use-session';
import { AgeText } from '../shared/age';
import { LinkToList } from '../shared/link-to-list';
import { OverdueChip } from '../shared/overdue-chip';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import type { Source } from './source';

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Every website that listings come from, and how fresh it is. */
export default function SourceList() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const seesImports = useMay('instruments.view_import_run');
  const format = new Intl.NumberFormat(locale);
  return (
    <PanelList filters={filters} sort={{ field: 'name', order: 'ASC' }} hasCreate>
      <Datagrid bulkActionButtons={false} rowClick="edit">
        <FunctionField<Source>
          source="name"
          render={({ slug }) => (
            <Box sx={{ minWidth: 110 }}>
              <RecordLink source="name" to={`/sources/${slug}`} />
            </Box>
          )}
        />
        <TextField source="slug" sx={{ fontFamily: 'monospace' }} />
        <FunctionField<Source>
          source="last_success_at"
          render={({ last_success_at: at, overdue }) => (
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <AgeText value={at} never={translate('app.never')} />
              {overdue && <OverdueChip />}
            </Box>
          )}
        />
        <FunctionField<Source>
          source="interval_hours"
          render={({ interval_hours: hours }) => (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {translate('catalogue.hours', { smart_count: hours })}
            </Box>
          )}
        />
        <BooleanField source="enabled" />
        <FunctionField<Source>
          source="listings"
          textAlign="right"
          render={({ slug, name, listings }) => (
            <LinkToList
              resource="instruments"
              filter={{ source: [slug], status: ['active'] }}
              label={translate('catalogue.listings_of', { name, smart_count: listings })}
            >
              {format.format(listings)}
            </LinkToList>
          )}
        />
        <TextField source="currency" />
        {seesImports && (
          <FunctionField<Source>
            label="catalogue.imports"
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
