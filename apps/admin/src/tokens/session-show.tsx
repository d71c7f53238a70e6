import { Card, CardContent, Typography } from '@mui/material';
import {
  ArrayField,
  Datagrid,
  NumberField,
  SimpleShowLayout,
  TextField,
  Title,
  useRecordContext,
  useTranslate,
} from 'react-admin';
import { useMay, useSession } from '../session/use-session';
import { Moment } from '../shared/moment';
import { ShowRecord } from '../shared/show-record';
import { SideScroll } from '../shared/side-scroll';
import { StateChip } from '../shared/state-chip';
import { OwnSessionChip } from './own-session-chip';
import { RevokeSession } from './revoke-session';
import type { SessionRecord } from './token-types';

/** One session, with every token that it was given. */
export default function SessionShow() {
  return (
    <ShowRecord>
      <SessionCard />
    </ShowRecord>
  );
}

function SessionCard() {
  const translate = useTranslate();
  const { id: mine } = useSession();
  const session = useRecordContext<SessionRecord>();
  const mayRevoke = useMay('auth.revoke_token');
  if (!session) return null;
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={translate('tokens.session_of', { email: session.email ?? '–' })} />
      <CardContent>
        <SimpleShowLayout sx={{ p: 0, '& .RaLabeled-label': { fontSize: '0.875rem' } }}>
          <TextField source="email" emptyText="–" />
          {session.id === mine && <OwnSessionChip />}
          <StateChip source="state" texts="tokens.states" />
          <TextField source="ip" emptyText="–" />
          <TextField source="user_agent" emptyText="–" sx={{ wordBreak: 'break-word' }} />
          <StateChip source="transport" texts="tokens.transports" />
          <Moment source="created_at" />
          <Moment source="last_seen_at" />
          <Moment source="idle_expires_at" />
          <Moment source="absolute_expires_at" />
          {session.revoked_at !== null && <Moment source="revoked_at" />}
          {session.reason !== null && <StateChip source="reason" texts="tokens.reasons" />}
        </SimpleShowLayout>
        {mayRevoke && session.state === 'open' && <RevokeSession session={session} />}
        <Typography variant="h6" component="h2" sx={{ mt: 2 }}>
          {translate('tokens.generations')}
        </Typography>
        <SideScroll label={translate('tokens.generations')}>
          <ArrayField source="generations" resource="outstanding-tokens">
            <Datagrid bulkActionButtons={false} resource="outstanding-tokens">
              <NumberField source="gen" sortable={false} />
              <StateChip source="state" texts="tokens.states" sortable={false} />
              <Moment source="created_at" sortable={false} />
              <Moment source="consumed_at" sortable={false} />
              <Moment source="expires_at" sortable={false} />
              <NumberField source="reuse_count" sortable={false} />
              <TextField source="jti" sortable={false} />
            </Datagrid>
          </ArrayField>
        </SideScroll>
      </CardContent>
    </Card>
  );
}
