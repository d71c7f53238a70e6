import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import {
  Datagrid,
  DateInput,
  FunctionField,
  type RaRecord,
  SelectInput,
  TextField,
  TextInput,
  useRecordContext,
  useTranslate,
} from 'react-admin';
import { choicesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { AUDIT_ACTIONS, AUDIT_OBJECTS } from './audit-words';

/** An entry as the API shows it. */
interface AuditEntry extends RaRecord<string> {
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_email: string | null;
  readonly actor_key: string | null;
  readonly object_type: string;
  readonly object_id: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly request_id: string | null;
}

const actions = AUDIT_ACTIONS.map((id) => ({ id, name: `audit.actions.${id.replace('.', '_')}` }));
const filters = [
  <TextInput source="email" alwaysOn key="email" />,
  <SelectInput source="action" alwaysOn key="action" choices={actions} />,
  <SelectInput source="object_type" key="object_type" choices={choicesOf('audit.objects', AUDIT_OBJECTS)} />,
  <TextInput source="object_id" key="object_id" />,
  <TextInput source="request_id" key="request_id" />,
  <DateInput source="from" key="from" />,
  <DateInput source="to" key="to" />,
];

/** Who did what to what, and when: nothing here can be changed or removed. */
export default function AuditList() {
  const translate = useTranslate();
  return (
    <PanelList filters={filters} sort={{ field: 'at', order: 'DESC' }}>
      <Datagrid bulkActionButtons={false} rowClick="expand" expand={<Differences />}>
        <Moment source="at" sortable />
        <FunctionField<AuditEntry>
          source="action"
          sortable={false}
          render={({ action }) => translate(`audit.actions.${action.replace('.', '_')}`, { _: action })}
        />
        <FunctionField<AuditEntry>
          source="actor"
          sortable={false}
          render={(entry) => entry.actor_email ?? translate(`audit.kinds.${entry.actor_kind}`)}
        />
        <FunctionField<AuditEntry>
          source="object_type"
          sortable={false}
          render={(entry) => translate(`audit.objects.${entry.object_type}`)}
        />
        <TextField source="object_id" emptyText="–" sortable={false} sx={{ fontFamily: 'monospace' }} />
        <TextField source="ip" emptyText="–" sortable={false} />
      </Datagrid>
    </PanelList>
  );
}

function Differences() {
  const entry = useRecordContext<AuditEntry>();
  const translate = useTranslate();
  if (!entry) return null;
  const changes = Object.entries(entry.changes);
  const details = Object.entries(entry.details);
  return (
    <Box sx={{ p: 1 }}>
      {changes.length > 0 && (
        <Table size="small" aria-label={translate('audit.differences')} sx={{ maxWidth: 800, mb: 1 }}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('audit.field')}</TableCell>
              <TableCell>{translate('audit.before')}</TableCell>
              <TableCell>{translate('audit.after')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {changes.map(([field, both]) => {
              const [before, after]: unknown[] = Array.isArray(both) ? both : [null, both];
              return (
                <TableRow key={field}>
                  <TableCell component="th" scope="row">
                    {field}
                  </TableCell>
                  <TableCell sx={{ wordBreak: 'break-word' }}>{valueText(before)}</TableCell>
                  <TableCell sx={{ wordBreak: 'break-word' }}>{valueText(after)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
      {details.map(([name, value]) => (
        <Typography key={name} variant="body2" sx={{ wordBreak: 'break-word' }}>
          <strong>{name}</strong>: {valueText(value)}
        </Typography>
      ))}
      {changes.length + details.length === 0 && (
        <Typography variant="body2">{translate('audit.no_differences')}</Typography>
      )}
      <Typography variant="caption" color="text.secondary" sx={{ wordBreak: 'break-all' }}>
        {translate('audit.request')}: {entry.request_id ?? '–'}
      </Typography>
    </Box>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(String).join(', ') || '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
