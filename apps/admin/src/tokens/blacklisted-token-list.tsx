import { Datagrid, TextField } from 'react-admin';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { StateChip } from '../shared/state-chip';
import { blacklistedFilters } from './token-filters';

/** Every token that was taken back before its time, by whom and why. */
export default function BlacklistedTokenList() {
  return (
    <PanelList filters={blacklistedFilters} sort={{ field: 'blacklisted_at', order: 'DESC' }}>
      <Datagrid bulkActionButtons={false} rowClick={false}>
        <TextField source="email" emptyText="–" sortable={false} />
        <Moment source="blacklisted_at" sortable />
        <StateChip source="reason" texts="tokens.reasons" sortable={false} />
        <TextField source="actor_email" emptyText="–" sortable={false} />
        <TextField source="ip" emptyText="–" sortable={false} />
        <TextField source="note" emptyText="–" sortable={false} />
        <Moment source="expires_at" sortable={false} />
        <TextField
          source="jti"
          sortable={false}
          sx={{ display: 'block', minWidth: 130, fontFamily: 'monospace', fontSize: '0.75rem' }}
        />
      </Datagrid>
    </PanelList>
  );
}
