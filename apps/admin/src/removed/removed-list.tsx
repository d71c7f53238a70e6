import RestoreIcon from '@mui/icons-material/RestoreFromTrash';
import {
  Datagrid,
  DateInput,
  FunctionField,
  ReferenceInput,
  SearchInput,
  SelectInput,
  useLocaleState,
} from 'react-admin';
import { Box } from '@mui/material';
import { ACTION_COLUMN } from '../shared/action-column';
import { BulkMatching, BulkSelected } from '../bulk/bulk-buttons';
import { CategoryInput } from '../catalogue/category-input';
import { CategoryName } from '../catalogue/category-name';
import { moneyText } from '../instruments/instrument';
import { useMay } from '../session/use-session';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { SourceName } from '../shared/source-name';
import type { RemovedInstrument } from './removed-instrument';
import { RestoreButton } from './restore-button';

const filters = [
  <SearchInput source="q" alwaysOn key="q" />,
  <ReferenceInput source="source" reference="source-names" perPage={500} alwaysOn key="source">
    <SelectInput
      optionText="name"
      optionValue="slug"
      translateChoice={false}
      label="resources.removed-instruments.fields.source"
    />
  </ReferenceInput>,
  <CategoryInput
    source="category"
    alwaysOn
    key="category"
    label="resources.removed-instruments.fields.category"
  />,
  <DateInput source="removed_since" key="removed_since" />,
  <DateInput source="removed_until" key="removed_until" />,
];

/** What was taken off the lists, the last one first; any of it can be taken back. */
export default function RemovedList() {
  const [locale] = useLocaleState();
  const [mayDelete, mayChange] = [
    useMay('instruments.delete_instrument'),
    useMay('instruments.change_instrument'),
  ];
  const mayRestoreMany = mayDelete && mayChange;
  return (
    <PanelList
      filters={filters}
      sort={{ field: 'removed_at', order: 'DESC' }}
      actions={mayRestoreMany && <BulkMatching from="removed-instruments" />}
    >
      <Datagrid
        rowClick={false}
        bulkActionButtons={mayRestoreMany}
        bulkActionsToolbar={mayRestoreMany && <BulkSelected from="removed-instruments" />}
      >
        <FunctionField<RemovedInstrument>
          source="name"
          sortable={false}
          render={({ id }) => (
            <Box sx={{ minWidth: 160 }}>
              <RecordLink source="name" to={`/instruments/${id}`} />
            </Box>
          )}
        />
        <Moment source="removed_at" sortable />
        <FunctionField<RemovedInstrument>
          source="price"
          sortable={false}
          textAlign="right"
          render={({ price }) => (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {price ? moneyText(price, locale) : '–'}
            </Box>
          )}
        />
        <SourceName source="source" sortable={false} />
        <CategoryName source="category" sortable={false} />
        {mayDelete && (
          <FunctionField<RemovedInstrument>
            {...ACTION_COLUMN}
            label="removed.action"
            sortable={false}
            render={(one) => <RestoreButton id={one.id} name={one.name} icon={<RestoreIcon />} />}
          />
        )}
      </Datagrid>
    </PanelList>
  );
}
