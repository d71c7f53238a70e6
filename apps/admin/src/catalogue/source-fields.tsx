import { Box } from '@mui/material';
import { BooleanInput, maxValue, minValue, NumberInput, required, SelectInput, TextInput } from 'react-admin';
import { choicesOf } from '../shared/choices';
import { isCurrency, isTimeZone } from '../shared/field-rules';

/** How a source is read, and how often it is expected. */
export function SourceFields() {
  return (
    <Box
      sx={{ display: 'grid', columnGap: 2, width: '100%', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}
    >
      <TextInput source="name" validate={required()} />
      <NumberInput
        source="interval_hours"
        validate={[required(), minValue(1), maxValue(8_760)]}
        helperText="catalogue.interval_help"
      />
      <SelectInput
        source="price_habit"
        choices={choicesOf('catalogue.price_habits', ['spanish', 'api'])}
        validate={required()}
        helperText="catalogue.price_habit_help"
      />
      <TextInput source="currency" validate={[required(), isCurrency]} helperText="catalogue.currency_help" />
      <TextInput
        source="time_zone"
        validate={[required(), isTimeZone]}
        helperText="catalogue.time_zone_help"
      />
      <BooleanInput source="enabled" helperText="catalogue.enabled_help" />
    </Box>
  );
}
