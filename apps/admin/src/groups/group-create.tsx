import { Create, required, TextInput } from 'react-admin';
import { FormToolbar } from '../shared/form-toolbar';
import { PanelForm } from '../shared/panel-form';
import { PermissionsInput } from './permissions-input';

/** A new group. */
export default function GroupCreate() {
  return (
    <Create redirect="edit">
      <PanelForm toolbar={<FormToolbar />}>
        <TextInput source="name" validate={required()} />
        <PermissionsInput source="permissions" label="resources.groups.fields.permissions" />
      </PanelForm>
    </Create>
  );
}
