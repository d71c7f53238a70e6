import { Create, useLocaleState } from 'react-admin';
import { CreateForm } from '../shared/create-form';
import { withReadPrice } from './amount';
import { instrumentChange } from './instrument-change';
import { InstrumentFields } from './instrument-fields';

/** A new listing by hand. */
export default function InstrumentCreate() {
  const [locale] = useLocaleState();
  const transform = (form: Record<string, unknown>) => withoutNothing(withReadPrice(form, locale));
  return (
    <Create redirect="edit" transform={transform}>
      <CreateForm defaultValues={{ price: { currency: 'EUR' } }}>
        <InstrumentFields hasSource />
      </CreateForm>
    </Create>
  );
}

function withoutNothing(form: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(instrumentChange(form)).filter(([, value]) => value !== null));
}
