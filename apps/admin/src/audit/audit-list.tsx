import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import {
  Datagrid,
  DateInput,
  FunctionField,
  SearchInput,
  SelectInput,
  TextField,
  TextInput,
  useTranslate,
} from 'react-admin';
import { ACTION_COLUMN } from '../shared/action-column';
import { ExportButton } from '../lists/export-button';
import { choicesOf } from '../shared/choices';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { Breakable } from '../shared/record-link';
import { useActorText } from './actor-text';
import { actionText, type AuditEntry, isOfEverybody, sessionsOf } from './audit-entry';
import { AUDIT_ACTIONS, AUDIT_OBJECTS } from './audit-words';
import { objectLink } from './object-link';
import { ShowDifferences } from './show-differences';

const actions = AUDIT_ACTIONS.map((id) => ({ id, name: `audit.actions.${id.replace('.', '_')}` }));
const filters = [
  <SearchInput source="q" alwaysOn key="q" helperText="audit.start" />,
  <SelectInput source="action" alwaysOn key="action" choices={actions} />,
  <TextInput source="email" key="email" helperText="audit.whole_address" />,
  <SelectInput source="object_type" key="object_type" choices={choicesOf('audit.objects', AUDIT_OBJECTS)} />,
  <TextInput source="object_id" key="object_id" />,
  <TextInput source="request_id" key="request_id" />,
  <DateInput source="from" key="from" />,
  <DateInput source="to" key="to" />,
];

/** Who did what to what, and when: nothing here can be changed or removed. */
export default function AuditList() {
  const translate = useTranslate();
  const actorText = useActorText();
  return (
    <PanelList
      filters={filters}
      sort={{ field: 'at', order: 'DESC' }}
      actions={<ExportButton path="/api/v1/admin/audit/export" />}
    >
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <Moment source="at" sortable />
        <FunctionField<AuditEntry>
          source="action"
          sortable={false}
          render={(entry) => translate(actionText(entry), { _: entry.action })}
        />
        <FunctionField<AuditEntry> source="actor" sortable={false} render={actorText} />
        <FunctionField<AuditEntry>
          source="object_type"
          sortable={false}
          render={(entry) => translate(`audit.objects.${entry.object_type}`)}
        />
        <FunctionField<AuditEntry>
          source="object_id"
          sortable={false}
          render={(entry) => <Thing of={entry} />}
        />
        <TextField source="ip" emptyText="–" sortable={false} />
        <FunctionField<AuditEntry>
          {...ACTION_COLUMN}
          label="audit.differences"
          sortable={false}
          render={(entry) => <ShowDifferences entry={entry} />}
        />
      </Datagrid>
    </PanelList>
  );
}

const AS_NAME = { display: 'block', minWidth: 110, maxWidth: 260, overflowWrap: 'anywhere' };
const AS_ID = { ...AS_NAME, fontFamily: 'monospace', fontSize: '0.75rem' };

/** What an entry is about, by its name where it has one, with the way to its screen. */
function Thing({ of: entry }: { readonly of: AuditEntry }) {
  const translate = useTranslate();
  const { object_type: type, object_id: id, object_name: name, object_exists: exists } = entry;
  if (isOfEverybody(entry)) return translate('audit.everybody');
  const many = sessionsOf(entry);
  if (many) {
    const sessions = translate('audit.sessions', { smart_count: many.sessions });
    if (many.users === null) return sessions;
    const whose = entry.object_name ?? translate('audit.users', { smart_count: many.users });
    return `${sessions} ${translate('audit.of', { name: whose })}`;
  }
  const to = objectLink(type, id, exists);
  const sx = name === null ? AS_ID : AS_NAME;
  const text = name ?? id ?? '–';
  if (to === null) {
    return (
      <Box component="span" sx={sx} title={id ?? undefined}>
        <Breakable text={text} />
        {exists === false && (
          <Typography component="span" variant="caption" color="text.secondary" sx={{ display: 'block' }}>
            {translate('audit.deleted')}
          </Typography>
        )}
      </Box>
    );
  }
  return (
    <Link component={RouterLink} to={to} color="inherit" sx={sx} title={id ?? undefined}>
      <Breakable text={text} />
    </Link>
  );
}
