import {
  BooleanField,
  BooleanInput,
  Datagrid,
  FunctionField,
  ReferenceInput,
  SearchInput,
  SelectInput,
  TextField,
} from 'react-admin';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import type { User } from './user';

const filters = [
  <SearchInput source="q" alwaysOn key="q" />,
  <BooleanInput source="is_active" defaultValue={true} key="is_active" />,
  <BooleanInput source="is_staff" defaultValue={true} key="is_staff" />,
  <BooleanInput source="is_superuser" defaultValue={true} key="is_superuser" />,
  <ReferenceInput source="group" reference="groups" perPage={100} key="group">
    <SelectInput optionValue="name" optionText="name" label="resources.users.fields.group" />
  </ReferenceInput>,
];

/** Every account. */
export default function UserList() {
  return (
    <PanelList filters={filters} sort={{ field: 'created_at', order: 'DESC' }} hasCreate>
      <Datagrid bulkActionButtons={false} rowClick="edit">
        <FunctionField<User>
          source="email"
          sortable
          render={({ id }) => <RecordLink source="email" to={`/users/${id}`} />}
        />
        <TextField source="display_name" sortable={false} />
        <BooleanField source="is_active" sortable={false} />
        <BooleanField source="is_staff" sortable={false} />
        <BooleanField source="is_superuser" sortable={false} />
        <Moment source="last_login_at" sortable />
        <Moment source="created_at" sortable />
      </Datagrid>
    </PanelList>
  );
}
