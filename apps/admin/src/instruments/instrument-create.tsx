import { Create, SimpleForm } from 'react-admin';
import { FormToolbar } from '../shared/form-toolbar';
import { instrumentChange } from './instrument-change';
import { InstrumentFields } from './instrument-fields';

/** A new listing by hand. */
export default function InstrumentCreate() {
  return (
    <Create redirect="edit" transform={withoutNothing}>
      <SimpleForm
        toolbar={<FormToolbar />}
        defaultValues={{ price: { currency: 'EUR' } }}
        warnWhenUnsavedChanges
      >
        <InstrumentFields hasSource />
      </SimpleForm>
    </Create>
  );
}

function withoutNothing(form: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(instrumentChange(form)).filter(([, value]) => value !== null));
}
