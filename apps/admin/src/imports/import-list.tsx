import { Button } from '@mui/material';
import UploadIcon from '@mui/icons-material/Upload';
import {
  Datagrid,
  DateInput,
  FunctionField,
  NumberField,
  ReferenceInput,
  SelectInput,
  TextField,
  useTranslate,
} from 'react-admin';
import { Link } from 'react-router';
import { useMay } from '../session/use-session';
import { choicesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { SourceName } from '../shared/source-name';
import { StateChip } from '../shared/state-chip';
import type { ImportRun } from './import-run';

const STATES = ['queued', 'running', 'succeeded', 'needs_review', 'rejected', 'failed'];
const filters = [
  <ReferenceInput source="source" reference="source-names" perPage={500} alwaysOn key="source">
    <SelectInput
      optionText="name"
      optionValue="slug"
      translateChoice={false}
      label="resources.imports.fields.source"
    />
  </ReferenceInput>,
  <SelectInput source="state" alwaysOn key="state" choices={choicesOf('imports.states', STATES)} />,
  <DateInput source="from" key="from" />,
  <DateInput source="to" key="to" />,
];

/** Every import, the last one first. */
export default function ImportList() {
  const mayImport = useMay('instruments.import');
  return (
    <PanelList
      filters={filters}
      actions={mayImport && <UploadButton />}
      sort={{ field: 'id', order: 'DESC' }}
    >
      <Datagrid bulkActionButtons={false} rowClick="show">
        <FunctionField<ImportRun>
          source="started_at"
          sortable={false}
          render={({ id }) => (
            <RecordLink source="started_at" to={`/imports/${id}/show`}>
              <Moment source="started_at" />
            </RecordLink>
          )}
        />
        <SourceName source="source" sortable={false} />
        <StateChip source="state" texts="imports.states" sortable={false} />
        <NumberField source="counts.received" sortable={false} />
        <NumberField source="counts.created" sortable={false} />
        <NumberField source="counts.updated" sortable={false} />
        <NumberField source="counts.rejected" sortable={false} />
        <NumberField source="counts.removed" sortable={false} />
        <TextField source="file" sortable={false} sx={{ wordBreak: 'break-all' }} />
      </Datagrid>
    </PanelList>
  );
}

function UploadButton() {
  const translate = useTranslate();
  return (
    <Button component={Link} to="/imports/create" startIcon={<UploadIcon />} size="small">
      {translate('imports.upload')}
    </Button>
  );
}
