import { Alert, Box, Typography } from '@mui/material';
import { Title, useLocaleState, useTranslate } from 'react-admin';
import { LoadState } from '../shared/load-state';
import { MomentText } from '../shared/moment';
import { useAnswer } from '../shared/use-answer';
import { clockStep } from './clock-step';
import { Health } from './health';
import { JobTable } from './job-table';
import { Entry, Part } from './part';
import type { SystemFigures } from './system-figures';

/** How this installation is. */
export default function System() {
  const { data, error, refetch } = useAnswer<SystemFigures>('/api/v1/admin/system');
  return (
    <>
      <Title title="overview.system" />
      {data ? <Parts system={data} /> : <LoadState error={error} onRetry={() => void refetch()} />}
    </>
  );
}

function Parts({ system }: { readonly system: SystemFigures }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const format = new Intl.NumberFormat(locale);
  const { database, migrations, mails, limits } = system;
  const yes = (is: boolean) => translate(is ? 'ra.boolean.true' : 'ra.boolean.false');
  const milliseconds = (ms: number) => translate('overview.milliseconds', { count: format.format(ms) });
  return (
    <Box
      sx={{
        ...{ display: 'grid', gap: 2, mt: 2, '& > *': { minWidth: 0 } },
        gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' },
      }}
    >
      <Health parts={system.health} />
      <JobTable jobs={system.jobs} hasClockwork={system.scheduler} />
      <Part title="program">
        <Entry name="version">{system.version}</Entry>
        <Entry name="node">{system.node}</Entry>
        <Entry name="production">{yes(system.production)}</Entry>
        <Entry name="started_at">
          <MomentText value={system.started_at} />
        </Entry>
        <Entry name="time_zone">{system.time_zone}</Entry>
      </Part>
      <Part
        title="database"
        remark={
          migrations.pending.length > 0 && (
            <Alert severity="warning" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
              {translate('overview.pending', { names: migrations.pending.join(', ') })}
            </Alert>
          )
        }
      >
        <Entry name="postgres">{database.version}</Entry>
        <Entry name="clock_skew">
          {translate(`overview.clock.${clockStep(database.clock_skew)}`, {
            count: format.format(Math.abs(database.clock_skew)),
          })}
        </Entry>
        <Entry name="replicas">
          {translate('overview.usable_of', {
            usable: database.replicas_usable,
            configured: database.replicas_configured,
          })}
        </Entry>
        <Entry name="statement_timeout">{milliseconds(system.statement_timeout)}</Entry>
        <Entry name="migrations">{format.format(migrations.applied)}</Entry>
      </Part>
      <Part title="mails">
        <Entry name="mails_waiting">{format.format(mails.waiting)}</Entry>
        <Entry name="mails_failed">{format.format(mails.failed)}</Entry>
      </Part>
      <Part
        title="limits"
        remark={limits === null && <Typography variant="body2">{translate('overview.no_limits')}</Typography>}
      >
        {Object.entries(limits ?? {}).map(([name, most]) => (
          <Entry key={name} name={`limit_${name}`}>
            {format.format(most)}
          </Entry>
        ))}
      </Part>
    </Box>
  );
}
