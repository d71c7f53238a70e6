import { Datagrid, FunctionField, NumberField, SearchInput } from 'react-admin';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import type { Group } from './group';

const filters = [<SearchInput source="q" alwaysOn key="q" />];

/** Every group. */
export default function GroupList() {
  return (
    <PanelList filters={filters} sort={{ field: 'name', order: 'ASC' }} hasCreate>
      <Datagrid bulkActionButtons={false} rowClick="edit">
        <FunctionField<Group>
          source="name"
          render={({ name }) => <RecordLink source="name" to={`/groups/${encodeURIComponent(name)}`} />}
        />
        <FunctionField<Group> source="permissions" render={({ permissions }) => permissions.length} />
        <NumberField source="users" />
      </Datagrid>
    </PanelList>
  );
}
