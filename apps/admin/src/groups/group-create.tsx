import { Create, maxLength, required, TextInput } from 'react-admin';
import { isGroupName } from '../shared/field-rules';
import { CreateForm } from '../shared/create-form';
import { PermissionsInput } from './permissions-input';

/** A new group. */
export default function GroupCreate() {
  return (
    <Create redirect="edit">
      <CreateForm>
        <TextInput
          source="name"
          validate={[required(), maxLength(60), isGroupName]}
          helperText="groups.name_help"
        />
        <PermissionsInput source="permissions" label="resources.groups.fields.permissions" />
      </CreateForm>
    </Create>
  );
}
