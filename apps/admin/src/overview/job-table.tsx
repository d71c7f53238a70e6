import { TableCell, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { AgeText } from '../shared/age';
import { MomentText } from '../shared/moment';
import { OverdueChip } from '../shared/overdue-chip';
import { StateText } from '../shared/state-chip';
import { TableCard } from '../shared/table-card';
import type { Job } from './system-figures';

interface JobTableProps {
  readonly jobs: readonly Job[];
  /** Whether jobs run in the process that answers. */
  readonly hasClockwork: boolean;
}

/** What is done from time to time: when it last ran, how that ended, and when it comes next. */
export function JobTable({ jobs, hasClockwork }: JobTableProps) {
  const translate = useTranslate();
  return (
    <TableCard
      title={translate('overview.jobs')}
      columns={['job', 'last_run', 'ended', 'last_good', 'next'].map((name) => ({
        name: translate(`overview.job_columns.${name}`),
      }))}
      below={
        !hasClockwork && (
          <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
            {translate('overview.no_clockwork')}
          </Typography>
        )
      }
    >
      {jobs.map((job) => (
        <JobRow key={job.name} job={job} />
      ))}
    </TableCard>
  );
}

function JobRow({ job }: { readonly job: Job }) {
  const translate = useTranslate();
  const { name, every, last_run_at: last, last_outcome: outcome, next_at: next } = job;
  const never = translate('app.never');
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {translate(`overview.job_names.${name}`)}
      </TableCell>
      <TableCell>
        <AgeText value={last} never={never} />
      </TableCell>
      <TableCell>
        {outcome === null ? '–' : <StateText value={outcome} texts="overview.outcomes" />}
      </TableCell>
      <TableCell>
        <AgeText value={job.last_success_at} never={never} /> {job.overdue && <OverdueChip />}
      </TableCell>
      <TableCell>
        {every < 60 ? translate('overview.every_seconds', { count: every }) : <MomentText value={next} />}
      </TableCell>
    </TableRow>
  );
}
