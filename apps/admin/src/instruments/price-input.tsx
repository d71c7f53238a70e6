import { TextInput, useLocaleState, useRecordContext } from 'react-admin';
import { readAmount, writeAmount } from './amount';
import type { Instrument } from './instrument';

/** The price of a listing, written as in the lists of the language. */
export function PriceInput() {
  const [locale] = useLocaleState();
  const before = useRecordContext<Instrument>()?.price?.amount;
  // what is being typed stays as it is
  const shown = (value: unknown): string => {
    if (typeof value !== 'string') return '';
    return value === before ? writeAmount(value, locale) : value;
  };
  const judge = (value: unknown) =>
    typeof value !== 'string' || value.trim() === '' || readAmount(value, locale) !== null
      ? undefined
      : 'app.rules.amount';
  return (
    <TextInput
      source="price.amount"
      inputMode="decimal"
      format={shown}
      validate={judge}
      sx={{ width: '100%' }}
    />
  );
}
