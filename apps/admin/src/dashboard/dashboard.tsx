import type { ReactNode } from 'react';
import { Alert, Box, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Title, useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { LinkToList } from '../shared/link-to-list';
import type { DashboardBody } from './dashboard-body';
import { DayChart } from './day-chart';
import { SourcesCard } from './sources-card';

/** How things are; each number leads to the list that shows just as many. */
export default function Dashboard() {
  const translate = useTranslate();
  const { data, error } = useQuery({
    queryKey: ['dashboard'],
    queryFn: async ({ signal }) =>
      trusted<DashboardBody>((await ask('/api/v1/admin/dashboard', { signal })).body),
  });
  const { listings, sign_ins: signIns, sessions, purge, sources } = data ?? {};
  return (
    <Box sx={{ display: 'grid', gap: 2, mt: 2, minWidth: 0 }}>
      <Title title={translate('ra.page.dashboard')} />
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && (
        <>
          <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
            {listings && (
              <>
                <Figure
                  name="new"
                  value={listings.new}
                  resource="instruments"
                  filter={{ first_seen_since: listings.since }}
                />
                <Figure
                  name="changed"
                  value={listings.changed}
                  resource="instruments"
                  filter={{ price_changed_since: listings.since }}
                />
                <Figure name="removed" value={listings.removed} />
              </>
            )}
            {signIns && (
              <>
                <Figure
                  name="succeeded"
                  value={signIns.succeeded}
                  resource="audit"
                  filter={{ action: 'session.sign_in', from: signIns.since }}
                />
                <Figure
                  name="failed"
                  value={signIns.failed}
                  resource="audit"
                  filter={{ action: 'session.sign_in_failed', from: signIns.since }}
                />
                <Figure
                  name="alarms"
                  value={signIns.alarms}
                  resource="audit"
                  filter={{ action: 'session.token_reused', from: signIns.alarms_since }}
                  isBad={signIns.alarms > 0}
                />
              </>
            )}
            {sessions && (
              <Figure name="live" value={sessions.live} resource="sessions" filter={{ state: 'open' }} />
            )}
            {purge && <Figure name="backlog" value={purge.backlog} isBad={purge.overdue} />}
          </Box>
          {sources && <SourcesCard sources={sources} />}
          {listings && (
            <Part title={translate('dashboard.listings')}>
              <DayChart
                title={translate('dashboard.listings')}
                days={listings.by_day}
                series={{ new: 'success.main', changed: 'info.main', removed: 'error.main' }}
              />
            </Part>
          )}
          {signIns && (
            <Part title={translate('dashboard.sign_ins')}>
              <DayChart
                title={translate('dashboard.sign_ins')}
                days={signIns.by_day}
                series={{ succeeded: 'success.main', failed: 'error.main' }}
              />
            </Part>
          )}
        </>
      )}
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card sx={{ minWidth: 0 }}>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly resource?: string;
  readonly filter?: object;
  readonly isBad?: boolean;
}

function Figure({ name, value, resource, filter, isBad = false }: FigureProps) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const text = new Intl.NumberFormat(locale).format(value);
  return (
    <Card>
      <CardContent sx={{ p: 1.5, '&:last-child': { pb: 1.5 } }}>
        <Typography variant="body2" color={isBad ? 'error' : 'text.secondary'}>
          {translate(`dashboard.figures.${name}`)}
        </Typography>
        <Typography variant="h5" component="p" color={isBad ? 'error' : undefined}>
          {resource === undefined ? (
            text
          ) : (
            <LinkToList
              resource={resource}
              filter={filter ?? {}}
              label={`${text}: ${translate(`dashboard.figures.${name}`)}`}
            >
              {text}
            </LinkToList>
          )}
        </Typography>
      </CardContent>
    </Card>
  );
}
