import { Box } from '@mui/material';
import { CategoryInput } from '../catalogue/category-input';
import { isCurrency, isWebAddress } from '../shared/field-rules';
import { PriceInput } from './price-input';
import { DateInput, ReferenceInput, required, SelectInput, TextInput } from 'react-admin';

const EVERY = { width: '100%' } as const;

/** The fields of a listing that a person may say something about. */
export function InstrumentFields({ hasSource = false }: { readonly hasSource?: boolean }) {
  return (
    <Box
      sx={{ display: 'grid', columnGap: 2, width: '100%', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}
    >
      {hasSource && (
        <ReferenceInput source="source.slug" reference="source-names" perPage={500}>
          <SelectInput
            optionText="name"
            optionValue="slug"
            translateChoice={false}
            validate={required()}
            label="resources.instruments.fields.source"
          />
        </ReferenceInput>
      )}
      <TextInput source="name" validate={required()} sx={EVERY} />
      <TextInput source="url" type="url" validate={[required(), isWebAddress]} sx={EVERY} />
      <PriceInput />
      <TextInput source="price.currency" validate={isCurrency} sx={EVERY} />
      <CategoryInput source="category.slug" label="resources.instruments.fields.category" />
      <TextInput source="brand" sx={EVERY} />
      <TextInput source="location" sx={EVERY} />
      <TextInput source="image.url" type="url" validate={isWebAddress} sx={EVERY} />
      <DateInput source="published_on" sx={EVERY} />
      <DateInput source="expires_on" sx={EVERY} />
    </Box>
  );
}
