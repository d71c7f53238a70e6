import { Datagrid, FunctionField, NumberField, SearchInput, TextField } from 'react-admin';
import { PanelList } from '../shared/panel-list';
import type { Group } from './group';

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Every group. */
export default function GroupList() {
  return (
    <PanelList filters={filters} sort={{ field: 'name', order: 'ASC' }} hasCreate>
      <Datagrid bulkActionButtons={false} rowClick="edit">
        <TextField source="name" />
        <FunctionField<Group> source="permissions" render={({ permissions }) => permissions.length} />
        <NumberField source="users" />
      </Datagrid>
    </PanelList>
  );
}
