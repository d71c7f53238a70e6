import { Box } from '@mui/material';
import {
  BooleanInput,
  Datagrid,
  FunctionField,
  ReferenceInput,
  SearchInput,
  SelectInput,
  TextField,
  useTranslate,
} from 'react-admin';
import { ACTION_COLUMN } from '../shared/action-column';
import { PanelList } from '../shared/panel-list';
import { useSourceName } from '../shared/source-name';
import { StateText } from '../shared/state-chip';
import { useCategoryNames } from './category';
import { CategoryInput } from './category-input';
import { MapSpelling } from './map-spelling';
import type { Spelling } from './spelling';

const filters = [
  <SearchInput source="q" alwaysOn key="q" />,
  <ReferenceInput source="source" reference="source-names" perPage={500} key="source">
    <SelectInput
      optionText="name"
      optionValue="slug"
      translateChoice={false}
      label="resources.category-aliases.fields.source"
    />
  </ReferenceInput>,
  <CategoryInput source="category" key="category" label="resources.category-aliases.fields.category" />,
  <BooleanInput source="mapped" defaultValue={true} key="mapped" />,
];

/** Every spelling that is known, and what it means. */
export default function AliasList() {
  const translate = useTranslate();
  const names = useCategoryNames();
  const nameOf = useSourceName();
  return (
    <PanelList filters={filters} sort={{ field: 'label', order: 'ASC' }}>
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <TextField source="label" sx={{ display: 'block', minWidth: 120, overflowWrap: 'break-word' }} />
        <FunctionField<Spelling>
          source="source"
          sortable={false}
          render={({ source }) => (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {source === null ? translate('catalogue.all_sources') : nameOf(source)}
            </Box>
          )}
        />
        <FunctionField<Spelling>
          source="category"
          sortable={false}
          render={({ category }) =>
            category ? (
              (names.find(({ slug }) => slug === category)?.name ?? category)
            ) : (
              <StateText value="unmapped" texts="catalogue.states" />
            )
          }
        />
        <FunctionField
          {...ACTION_COLUMN}
          label="catalogue.meaning"
          sortable={false}
          render={() => <MapSpelling />}
        />
      </Datagrid>
    </PanelList>
  );
}
