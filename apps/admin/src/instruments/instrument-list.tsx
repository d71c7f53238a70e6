import { Box, useMediaQuery } from '@mui/material';
import {
  BooleanInput,
  Datagrid,
  DateInput,
  FunctionField,
  SearchInput,
  SelectArrayInput,
  TextField,
  useLocaleState,
} from 'react-admin';
import { ExportButton } from '../lists/export-button';
import { type SortChoice, SortChoiceButton } from '../lists/sort-choice';
import { BulkMatching, BulkSelected } from '../bulk/bulk-buttons';
import { CategoryName } from '../catalogue/category-name';
import { useMay } from '../session/use-session';
import { choicesOf, valuesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RangeFilter } from '../shared/range-filter';
import { RecordLink } from '../shared/record-link';
import { StateChip } from '../shared/state-chip';
import { DateDrill } from './date-drill';
import { Facets } from './facets';
import { type Instrument, moneyText } from './instrument';
import { Thumbnail } from './thumbnail';

const filters = [
  <SearchInput source="q" alwaysOn key="q" />,
  <SelectArrayInput
    source="status"
    alwaysOn
    key="status"
    choices={choicesOf('instruments.states', ['active', 'expired'])}
    format={valuesOf}
    helperText="instruments.any_state"
    sx={{ minWidth: 170 }}
  />,
  <RangeFilter source="price_min" key="price_min" other="price_max" end="from" />,
  <RangeFilter source="price_max" key="price_max" other="price_min" end="to" />,
  <BooleanInput source="include_unpriced" key="include_unpriced" defaultValue={true} />,
  <BooleanInput source="has_image" key="has_image" defaultValue={true} />,
  <DateInput source="published_since" key="published_since" />,
  <DateInput source="published_until" key="published_until" />,
  <DateInput source="first_seen_since" key="first_seen_since" />,
  <DateInput source="first_seen_until" key="first_seen_until" />,
  <DateInput source="price_changed_since" key="price_changed_since" />,
  <DateInput source="price_changed_until" key="price_changed_until" />,
];

const SORTS: readonly [SortChoice, ...SortChoice[]] = [
  // the API's own order: the best first when something is searched for, else the newest
  { name: 'best', field: 'best', order: 'DESC' },
  { name: 'newest', field: 'published', order: 'DESC' },
  { name: 'oldest', field: 'published', order: 'ASC' },
  { name: 'cheapest', field: 'price', order: 'ASC' },
  { name: 'dearest', field: 'price', order: 'DESC' },
  { name: 'first_seen', field: 'first_seen', order: 'DESC' },
  { name: 'price_drop', field: 'price_drop', order: 'DESC' },
];

/** Every listing that is shown to the world. */
export default function InstrumentList() {
  const [locale] = useLocaleState();
  const isWide = useMediaQuery((theme) => theme.breakpoints.up('xl'));
  const mayChange = useMay('instruments.change_instrument');
  return (
    <PanelList
      filters={filters}
      filterDefaultValues={{ status: ['active'] }}
      sort={{ field: 'best', order: 'DESC' }}
      aside={isWide ? <Facets isBeside /> : undefined}
      above={
        <>
          <DateDrill />
          {!isWide && <Facets />}
        </>
      }
      actions={
        <>
          <SortChoiceButton choices={SORTS} texts="instruments.sorts" />
          <ExportButton path="/api/v1/instruments/export" />
          {mayChange && <BulkMatching from="instruments" />}
        </>
      }
      hasCreate
    >
      <Datagrid
        rowClick="edit"
        bulkActionButtons={mayChange}
        bulkActionsToolbar={mayChange && <BulkSelected from="instruments" />}
      >
        <FunctionField<Instrument>
          source="image"
          label="resources.instruments.fields.image.url"
          sortable={false}
          render={(one) => <Thumbnail of={one} />}
        />
        <FunctionField<Instrument>
          source="name"
          sortable={false}
          render={({ id }) => (
            <Box sx={{ minWidth: 160 }}>
              <RecordLink source="name" to={`/instruments/${id}`} />
            </Box>
          )}
        />
        <FunctionField<Instrument>
          source="price"
          label="resources.instruments.fields.price.amount"
          textAlign="right"
          render={({ price }) => (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {price ? moneyText(price, locale) : '–'}
            </Box>
          )}
        />
        <StateChip source="status" texts="instruments.states" sortable={false} />
        <Moment source="published_on" sortBy="published" isDay />
        <TextField source="source.name" label="resources.instruments.fields.source" sortable={false} />
        <FunctionField<Instrument>
          source="category.name"
          label="resources.instruments.fields.category"
          sortable={false}
          render={() => <CategoryName source="category.slug" />}
        />
        <TextField source="brand" emptyText="–" sortable={false} />
        <TextField source="location" emptyText="–" sortable={false} />
      </Datagrid>
    </PanelList>
  );
}
