import { Datagrid, FunctionField, NumberField, TextField } from 'react-admin';
import { ACTION_COLUMN } from '../shared/action-column';
import { useMay } from '../session/use-session';
import { Moment } from '../shared/moment';
import { PanelList } from '../shared/panel-list';
import { RecordLink } from '../shared/record-link';
import { RevokeButton } from './revoke-button';
import { StateWithReason } from './state-with-reason';
import { outstandingFilters } from './token-filters';
import type { OutstandingToken } from './token-types';

/** Every refresh token that was issued; none is ever shown. */
export default function OutstandingTokenList() {
  const mayRevoke = useMay('auth.revoke_token');
  return (
    <PanelList filters={outstandingFilters} sort={{ field: 'created_at', order: 'DESC' }}>
      <Datagrid
        bulkActionButtons={false}
        // two moments on one line each leave no room for the address, which is read best in two
        sx={{
          '& td time': { display: 'inline-block', minWidth: 92, whiteSpace: 'normal' },
          '& td.column-email': { minWidth: 170 },
        }}
        rowClick={(_id, _resource, record) => `/sessions/${String(record['session_id'])}/show`}
      >
        <FunctionField<OutstandingToken>
          source="email"
          sortable={false}
          render={(one) => <RecordLink source="email" to={`/sessions/${one.session_id}/show`} />}
        />
        <FunctionField<OutstandingToken> source="state" sortable={false} render={() => <StateWithReason />} />
        <Moment source="created_at" sortable />
        <Moment source="expires_at" sortable />
        <TextField source="ip" emptyText="–" sortable={false} />
        <NumberField source="gen" sortable={false} />
        <NumberField source="reuse_count" sortable={false} />
        <TextField
          source="jti"
          sortable={false}
          sx={{ display: 'block', minWidth: 130, fontFamily: 'monospace', fontSize: '0.75rem' }}
        />
        {mayRevoke && (
          <FunctionField<OutstandingToken>
            {...ACTION_COLUMN}
            label="tokens.action"
            sortable={false}
            render={(one) =>
              one.state === 'live' && (
                <RevokeButton
                  path={`/api/v1/admin/outstanding-tokens/${one.id}/blacklist`}
                  method="POST"
                  text="tokens.blacklist_text"
                  of={one.email}
                  name={one.jti}
                />
              )
            }
          />
        )}
      </Datagrid>
    </PanelList>
  );
}
