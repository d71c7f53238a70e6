import { Alert, Box } from '@mui/material';
import { Title, useTranslate } from 'react-admin';
import { LoadState } from '../shared/load-state';
import { useAnswer } from '../shared/use-answer';
import type { DashboardFigures, DayFigures } from './dashboard-figures';
import { type CountedList, DaysCard } from './days-card';
import { Figures } from './figures';
import { SourceTable } from './source-figures';

/** What admins want to know first: each number leads to the rows that it counts. */
export default function Dashboard() {
  const { data, error, refetch } = useAnswer<DashboardFigures>('/api/v1/admin/dashboard');
  return (
    <>
      <Title title="ra.page.dashboard" />
      {data ? <Parts figures={data} /> : <LoadState error={error} onRetry={() => void refetch()} />}
    </>
  );
}

function Parts({ figures }: { readonly figures: DashboardFigures }) {
  const translate = useTranslate();
  const { sources, listings, sign_ins: signIns } = figures;
  if (Object.keys(figures).length === 0) {
    return (
      <Alert severity="info" sx={{ mt: 2 }}>
        {translate('overview.nothing')}
      </Alert>
    );
  }
  const series = (...names: readonly string[]) =>
    names.map((name) => ({ name, label: translate(`overview.series.${name}`) }));
  return (
    <Box sx={{ display: 'grid', gap: 2, mt: 2, '& > *': { minWidth: 0 } }}>
      <Figures figures={figures} />
      {sources && <SourceTable sources={sources} />}
      <Box
        sx={{
          ...{ display: 'grid', gap: 2, '& > *': { minWidth: 0 } },
          gridTemplateColumns: { xs: '1fr', lg: listings && signIns ? '1fr 1fr' : '1fr' },
        }}
      >
        {listings && (
          <DaysCard
            title={translate('overview.listings_by_day')}
            about={translate('overview.listings_counted', { zone: listings.time_zone })}
            days={listings.by_day}
            series={series('new', 'changed', 'removed')}
            listOf={listingsOf}
          />
        )}
        {signIns && (
          <DaysCard
            title={translate('overview.sign_ins_by_day')}
            days={signIns.by_day}
            series={series('succeeded', 'failed')}
            listOf={signInsOf}
          />
        )}
      </Box>
    </Box>
  );
}

function listingsOf(name: string, { day }: DayFigures): CountedList {
  if (name === 'removed') {
    return { resource: 'removed-instruments', filter: { removed_since: day, removed_until: day } };
  }
  const [since, until] =
    name === 'new'
      ? ['first_seen_since', 'first_seen_until']
      : ['price_changed_since', 'price_changed_until'];
  return { resource: 'instruments', filter: { [since]: day, [until]: day } };
}

function signInsOf(name: string, { from, to }: DayFigures): CountedList {
  const action = name === 'failed' ? 'session.sign_in_failed' : 'session.sign_in';
  return { resource: 'audit', filter: { action, from, to } };
}
