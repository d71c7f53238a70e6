import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { AgeText } from '../shared/age';
import type { DashboardFigures } from './dashboard-figures';
import { Figure } from './figure';
import { OverdueChip } from '../shared/overdue-chip';

/** The numbers of now and of the last days. */
export function Figures({ figures }: { readonly figures: DashboardFigures }) {
  const translate = useTranslate();
  const { listings, sign_ins: signIns, sessions, purge } = figures;
  const days = translate('overview.in_seven_days');
  const hours = translate('overview.in_a_day');
  const audit = (action: string, from: string) => ({ resource: 'audit', filter: { action, from } });
  if (!listings && !signIns && !sessions && !purge) return null;
  return (
    <Box
      component="dl"
      aria-label={translate('overview.figures')}
      sx={{
        ...{ display: 'grid', gap: 1, m: 0 },
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, 1fr)', xl: 'repeat(8, 1fr)' },
      }}
    >
      {listings && (
        <>
          <Figure
            label={translate('overview.new')}
            value={listings.new}
            list={{ resource: 'instruments', filter: { first_seen_since: listings.since } }}
            remark={days}
          />
          <Figure
            label={translate('overview.changed')}
            value={listings.changed}
            list={{ resource: 'instruments', filter: { price_changed_since: listings.since } }}
            remark={days}
          />
          <Figure
            label={translate('overview.removed')}
            value={listings.removed}
            list={{ resource: 'removed-instruments', filter: { removed_since: listings.since } }}
            remark={days}
          />
        </>
      )}
      {signIns && (
        <>
          <Figure
            label={translate('overview.signed_in')}
            value={signIns.succeeded}
            list={audit('session.sign_in', signIns.since)}
            remark={hours}
          />
          <Figure
            label={translate('overview.failed')}
            value={signIns.failed}
            list={audit('session.sign_in_failed', signIns.since)}
            remark={hours}
          />
          <Figure
            label={translate('overview.alarms')}
            value={signIns.alarms}
            list={audit('session.token_reused', signIns.alarms_since)}
            remark={days}
          />
        </>
      )}
      {sessions && (
        <Figure
          label={translate('overview.sessions')}
          value={sessions.live}
          list={{ resource: 'sessions', filter: { state: 'open' } }}
          remark={translate('overview.now')}
        />
      )}
      {purge && (
        <Figure
          label={translate('overview.purge')}
          value={purge.backlog}
          isLeast={purge.backlog_more}
          list={{ resource: 'outstanding-tokens', filter: { purgeable: true } }}
          remark={
            purge.overdue ? (
              <OverdueChip />
            ) : (
              <>
                {translate('overview.last_purge')}{' '}
                <AgeText value={purge.last_success_at} never={translate('app.never')} />
              </>
            )
          }
        />
      )}
    </Box>
  );
}
