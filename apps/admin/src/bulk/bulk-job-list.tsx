import { Box } from '@mui/material';
import { Datagrid, FunctionField, NumberField, SelectInput, TextField } from 'react-admin';
import { choicesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { StateChip } from '../shared/state-chip';
import { ACTIONS, type BulkJob, STATES } from './bulk-job';
import { useDeedWords } from './job-words';

const filters = [
  <SelectInput source="state" alwaysOn key="state" choices={choicesOf('bulk.states', STATES)} />,
  <SelectInput source="action" alwaysOn key="action" choices={choicesOf('bulk.actions', ACTIONS)} />,
];

/** Every job that changes many listings, the last one first. */
export default function BulkJobList() {
  const words = useDeedWords();
  return (
    <PanelList filters={filters} sort={{ field: 'id', order: 'DESC' }}>
      <Datagrid bulkActionButtons={false} rowClick="show">
        <FunctionField<BulkJob>
          source="action"
          sortable={false}
          render={({ id, action, value }) => (
            <Box sx={{ minWidth: 140 }}>
              <RecordLink source="action" to={`/bulk-jobs/${id}/show`}>
                {words(action, value)}
              </RecordLink>
            </Box>
          )}
        />
        <StateChip source="state" texts="bulk.states" sortable={false} />
        <NumberField source="total" sortable={false} />
        <NumberField source="changed" sortable={false} />
        <NumberField source="failed" sortable={false} />
        <Moment source="created_at" sortable={false} />
        <TextField source="created_by" emptyText="–" sortable={false} />
      </Datagrid>
    </PanelList>
  );
}
