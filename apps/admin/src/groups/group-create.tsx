import { Create, required, SimpleForm, TextInput } from 'react-admin';
import { FormToolbar } from '../shared/form-toolbar';
import { PermissionsInput } from './permissions-input';

/** A new group. */
export default function GroupCreate() {
  return (
    <Create redirect="edit">
      <SimpleForm toolbar={<FormToolbar />} warnWhenUnsavedChanges>
        <TextInput source="name" validate={required()} />
        <PermissionsInput source="permissions" label="resources.groups.fields.permissions" />
      </SimpleForm>
    </Create>
  );
}
