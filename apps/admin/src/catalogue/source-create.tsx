import { Create, required, TextInput } from 'react-admin';
import { isSlug } from '../shared/field-rules';
import { CreateForm } from '../shared/create-form';
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
      <CreateForm defaultValues={USUAL}>
        <TextInput source="slug" validate={[required(), isSlug]} helperText="catalogue.slug_help" />
        <SourceFields />
      </CreateForm>
    </Create>
  );
}
