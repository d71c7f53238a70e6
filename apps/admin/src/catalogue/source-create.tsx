import { Create, required, SimpleForm, TextInput } from 'react-admin';
import { FormToolbar } from '../shared/form-toolbar';
import { SourceFields } from './source-fields';

/** As most sites of Spain are. */
const USUAL = {
  ...{ price_habit: 'spanish', currency: 'EUR', time_zone: 'Europe/Madrid' },
  ...{ interval_hours: 24, enabled: true },
};

/** Another website that listings come from. */
export default function SourceCreate() {
  return (
    <Create redirect="edit">
      <SimpleForm toolbar={<FormToolbar />} defaultValues={USUAL} warnWhenUnsavedChanges>
        <TextInput source="slug" validate={required()} helperText="catalogue.slug_help" />
        <SourceFields />
      </SimpleForm>
    </Create>
  );
}
