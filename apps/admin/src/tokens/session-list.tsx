import {
  BulkActionsToolbar,
  Datagrid,
  FunctionField,
  TextField,
  useListContext,
  useTranslate,
  useUnselectAll,
} from 'react-admin';
import { Box, Typography } from '@mui/material';
import BlockIcon from '@mui/icons-material/Block';
import { ACTION_COLUMN } from '../shared/action-column';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { useMay, useSession } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { useListState } from '../shared/use-list-state';
import { useDeed } from '../shared/use-deed';
import { agentText } from './agent-text';
import { OwnSessionChip } from './own-session-chip';
import { RevokeEverybody } from './revoke-everybody';
import { RevokeSession } from './revoke-session';
import { StateWithReason } from './state-with-reason';
import { sessionFilters } from './token-filters';
import type { SessionRecord } from './token-types';

const PATH = '/api/v1/admin/sessions';

/** Every session, and how to end some. */
export default function SessionList() {
  const mayRevoke = useMay('auth.revoke_token');
  const { id: mine } = useSession();
  return (
    <PanelList
      filters={sessionFilters}
      filterDefaultValues={{ state: 'open' }}
      sort={{ field: 'created_at', order: 'DESC' }}
      actions={mayRevoke && <Sweeping />}
    >
      <Datagrid
        rowClick="show"
        bulkActionButtons={mayRevoke}
        bulkActionsToolbar={mayRevoke && <RevokeSelected />}
        // three moments and a browser are too wide for one line
        sx={{ '& td time': { display: 'inline-block', minWidth: 92, whiteSpace: 'normal' } }}
        isRowSelectable={({ state }) => state === 'open'}
      >
        <FunctionField<SessionRecord>
          source="email"
          sortable={false}
          render={({ id }) => (
            <Box sx={{ minWidth: { xs: 110, sm: 170 } }}>
              <RecordLink source="email" to={`/sessions/${id}/show`} />
              {id === mine && <OwnSessionChip />}
            </Box>
          )}
        />
        <FunctionField<SessionRecord> source="state" sortable={false} render={() => <StateWithReason />} />
        <Moment source="created_at" sortable />
        <Moment source="last_seen_at" sortable />
        <TextField source="ip" emptyText="–" sortable={false} />
        <Moment source="absolute_expires_at" sortable />
        <FunctionField<SessionRecord>
          source="user_agent"
          sortable={false}
          render={({ user_agent: agent }) => (
            <Typography variant="body2" title={agent ?? ''} sx={{ minWidth: 90, overflowWrap: 'anywhere' }}>
              {agent === null ? '–' : agentText(agent)}
            </Typography>
          )}
        />
        {mayRevoke && (
          <FunctionField<SessionRecord>
            {...ACTION_COLUMN}
            label="tokens.action"
            sortable={false}
            render={(one) => one.state === 'open' && <RevokeSession session={one} />}
          />
        )}
      </Datagrid>
    </PanelList>
  );
}

/** Ends the sessions that are ticked. */
function RevokeSelected() {
  const translate = useTranslate();
  const { selectedIds } = useListContext();
  const unselect = useUnselectAll('sessions');
  const { isBusy, run } = useDeed();
  const revoke = async (note: string) => {
    const ids = selectedIds.map(String);
    const worked = await run(() => revokeBy({ ids }, note), 'tokens.revoked_sessions');
    if (worked) unselect();
    return worked;
  };
  return (
    // "select all" of react-admin's would fetch more rows than a page may have: all that match have a button of their own
    <BulkActionsToolbar selectAllButton={false}>
      <DeedDialog
        button={translate('tokens.revoke_selected')}
        title={translate('tokens.revoke_selected')}
        text={translate('tokens.revoke_selected_text', { smart_count: selectedIds.length })}
        icon={<BlockIcon />}
        hasNote
        isBusy={isBusy}
        onConfirm={revoke}
      />
    </BulkActionsToolbar>
  );
}

/** Ends all that match the filters, or everybody's. */
function Sweeping() {
  const translate = useTranslate();
  const { filters: filter, meta, isComing } = useListState();
  const { isBusy, run } = useDeed();
  const total = meta?.total ?? 0;
  const isOpenOnly = filter['state'] === 'open';
  return (
    <>
      {isOpenOnly && total > 0 && (
        <DeedDialog
          button={translate('tokens.revoke_matching')}
          title={translate('tokens.revoke_matching')}
          text={translate('tokens.revoke_matching_text', { smart_count: total })}
          icon={<BlockIcon />}
          variant="text"
          hasNote
          toType={total > 100 ? String(total) : translate('tokens.word')}
          isBusy={isBusy || isComing}
          onConfirm={(note) => run(() => revokeBy({ all: true, filter }, note), 'tokens.revoked_sessions')}
        />
      )}
      <RevokeEverybody />
    </>
  );
}

async function revokeBy(what: object, note: string): Promise<number> {
  const body = { ...what, ...(note === '' ? {} : { note }) };
  const answer = await ask(`${PATH}/revoke`, { method: 'POST', body });
  return trusted<{ revoked: number }>(answer.body).revoked;
}
