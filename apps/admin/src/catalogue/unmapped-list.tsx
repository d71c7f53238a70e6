import { Datagrid, FunctionField, NumberField, SearchInput, TextField } from 'react-admin';
import { PanelList } from '../shared/panel-list';
import { SourceName } from '../shared/source-name';
import { MapSpelling } from './map-spelling';

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Spellings that nobody has mapped, those of most listings first; the listings are in "others" until somebody does. */
export default function UnmappedList() {
  return (
    <PanelList filters={filters} sort={{ field: 'listings', order: 'DESC' }}>
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <TextField source="label" sx={{ display: 'block', minWidth: 120, overflowWrap: 'break-word' }} />
        <SourceName source="source" sortable />
        <NumberField source="listings" />
        <FunctionField label="catalogue.meaning" sortable={false} render={() => <MapSpelling />} />
      </Datagrid>
    </PanelList>
  );
}
